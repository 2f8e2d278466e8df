/*
 * What there is to filter on (`GET /insights/values`): the keys of one dimension that have money in
 * a stretch of time, as far as the reader may see.
 */
#ifndef PROFORMA_INSIGHTS_VALUES_H
#define PROFORMA_INSIGHTS_VALUES_H

#include "core/cx.h"
#include "core/shape.h"

struct values_query {
    str dimension;
    str from; /* as in costs.h */
    str to;
    str search; /* in key and label, whatever the case */
};
extern const struct shape values_query_shape;

#define VALUES_MAX 1000

struct value_item {
    str key;
    str label;
};
extern const struct shape value_shape;

bool values_get(struct cx *cx);

#endif
