/* What shape_read.c and json_read.c share; nobody else includes it. */
#ifndef PROFORMA_CORE_SHAPE_PRIVATE_H
#define PROFORMA_CORE_SHAPE_PRIVATE_H

#include "core/shape.h"

/* Why `text` may not be an item of the field's list of str; absent when it may. */
str shape_item_problem(struct arena *arena, const struct field *field, str text);

/* Why the field's list may not have `count` items; absent when it may. */
str shape_count_problem(struct arena *arena, const struct field *field, size_t count);

/* Reads a field from JSON text: absent, or why not. With `is_column` what the database made: no
 * limits, and read-only members are read too. */
str json_read_member(struct arena *arena, const struct field *field, str text, bool is_column,
                     void *item);

#endif
