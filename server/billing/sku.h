/* What has been bought so far: the services and SKUs that rules can be made for. */
#ifndef PROFORMA_BILLING_SKU_H
#define PROFORMA_BILLING_SKU_H

#include "http/route.h"

struct sku_row {
    str service;
    str usage_type;
    str operation;
    str billing_entity;
    str cursor;
};
extern const struct shape sku_shape;

/* `GET /skus` */
struct sku_query {
    struct page page;
    str search; /* in service, usage type and operation */
    str service;
};
extern const struct shape sku_query_shape;

struct service_row {
    str service;
    str cursor;
};
extern const struct shape service_shape;

#endif
