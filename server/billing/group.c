#include "billing/group.h"

static const struct field bill_to_fields[] = {
    FIELD(struct bill_to, name, .flags = FIELD_NAME, .max = 300),
    FIELD(struct bill_to, address, .max = 1000, .flags = FIELD_FREE_TEXT),
    FIELD(struct bill_to, email, .max = 300), FIELD(struct bill_to, tax_id, .max = 100), FIELDS_END
};
const struct shape bill_to_shape =
    SHAPE("BillTo", struct bill_to, bill_to_fields, .doc = "Whom the bill is addressed to");

static const struct field group_fields[] = {
    FIELD(struct billing_group, id, .flags = FIELD_READ_ONLY),
    FIELD(struct billing_group, name, .flags = FIELD_REQUIRED | FIELD_NAME, .min = 1, .max = 200),
    FIELD(struct billing_group, description, .flags = FIELD_FREE_TEXT, .max = 2000),
    FIELD(struct billing_group, pricing_plan_id, .flags = FIELD_NULLABLE,
          .doc = "None: everything at its public price"),
    FIELD(struct billing_group, pricing_plan_name, .flags = FIELD_READ_ONLY | FIELD_NULLABLE),
    FIELD(struct billing_group, currency, .min = 3, .max = 3,
          .doc = "Of the bill; the partner's unless given"),
    FIELD(struct billing_group, bill_to, .of = &bill_to_shape, .flags = FIELD_NULLABLE),
    FIELD(struct billing_group, accounts, .flags = FIELD_READ_ONLY,
          .doc = "How many accounts it holds today"),
    FIELD(struct billing_group, updated_at, .flags = FIELD_READ_ONLY),
    FIELD(struct billing_group, cursor, .flags = FIELD_READ_ONLY),
    FIELDS_END
};
const struct shape billing_group_shape =
    SHAPE("BillingGroup", struct billing_group, group_fields,
          .doc = "The accounts billed together to one customer");

static const struct field query_fields[] = {
    PAGE_FIELDS(struct group_query),
    FIELD(struct group_query, search, .max = 200, .doc = "In name and description"),
    FIELD(struct group_query, pricing_plan_id, .doc = "Only groups with this plan"), FIELDS_END
};
const struct shape group_query_shape = SHAPE("GroupQuery", struct group_query, query_fields);
