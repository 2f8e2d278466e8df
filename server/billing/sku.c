#include "billing/sku.h"

static const struct field sku_fields[] = { FIELD(struct sku_row, service),
                                           FIELD(struct sku_row, usage_type),
                                           FIELD(struct sku_row, operation),
                                           FIELD(struct sku_row, billing_entity),
                                           FIELD(struct sku_row, cursor, .flags = FIELD_READ_ONLY),
                                           FIELDS_END };
const struct shape sku_shape =
    SHAPE("Sku", struct sku_row, sku_fields, .doc = "Something that has been bought");

static const struct field query_fields[] = {
    PAGE_FIELDS(struct sku_query),
    FIELD(struct sku_query, search, .max = 300, .doc = "In service, usage type and operation"),
    FIELD(struct sku_query, service, .max = 300), FIELDS_END
};
const struct shape sku_query_shape = SHAPE("SkuQuery", struct sku_query, query_fields);

static const struct field service_fields[] = {
    FIELD(struct service_row, service), FIELD(struct service_row, cursor, .flags = FIELD_READ_ONLY),
    FIELDS_END
};
const struct shape service_shape = SHAPE("Service", struct service_row, service_fields);
