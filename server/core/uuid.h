/* 128-bit ids, version 7: sortable by creation time, opaque to clients. */
#ifndef PROFORMA_CORE_UUID_H
#define PROFORMA_CORE_UUID_H

#include "core/str.h"

#define UUID_TEXT_LEN 36

typedef struct {
    unsigned char b[16];
} uuid;

/* A new version 7 id for the instant `now_us` (microseconds since 1970). */
uuid uuid_new(long long now_us);

/* The canonical lower-case form only; upper case is accepted and folded. */
bool uuid_parse(str text, uuid *out);
void uuid_format(uuid id, char text[UUID_TEXT_LEN + 1]);
str uuid_text(struct arena *arena, uuid id);
bool uuid_equal(uuid a, uuid b);
bool uuid_is_nil(uuid id); /* all zero: the absent id */

#endif
