/*
 * What exactly went wrong, in Chinese.
 *
 * A detail is composed in English where the failure happens. core/details.def has what people may
 * meet, as a template in both languages; a detail that fits one is said in Chinese with the same
 * values in it. What fits none stays English: details of our own faults and of broken clients,
 * which people do not read. `detail_zh` of a failure wins over this where it was set on the spot.
 */
#ifndef PROFORMA_CORE_DETAIL_H
#define PROFORMA_CORE_DETAIL_H

#include "core/failure.h"

/* Absent when no template fits. */
str detail_in_chinese(struct arena *arena, str detail);

/* The failure's detail as its reader should see it. */
str detail_for(struct arena *arena, const struct failure *failure, bool is_chinese);

#endif
