#include "billing/bill_rows.h"

#include "billing/charge.h"
#include "billing/group.h"

static const struct field drop_fields[] = {
    FIELD(struct drop_row, partner_currency),
    FIELD(struct drop_row, currency, .flags = FIELD_NULLABLE),
    FIELD(struct drop_row, payer_id, .flags = FIELD_NULLABLE),
    FIELD(struct drop_row, as_of, .flags = FIELD_NULLABLE), FIELDS_END
};
const struct shape drop_row_shape = SHAPE("BillDropRow", struct drop_row, drop_fields);

static const struct field group_fields[] = {
    FIELD(struct group_row, id),
    FIELD(struct group_row, name),
    FIELD(struct group_row, currency),
    FIELD(struct group_row, bill_to, .of = &bill_to_shape, .flags = FIELD_NULLABLE),
    FIELD(struct group_row, pricing_plan_id, .flags = FIELD_NULLABLE),
    FIELDS_END
};
const struct shape group_row_shape = SHAPE("BillGroupRow", struct group_row, group_fields);

static const struct field assignment_fields[] = {
    FIELD(struct assignment_row, account_id), FIELD(struct assignment_row, billing_group_id),
    FIELD(struct assignment_row, starts_on),
    FIELD(struct assignment_row, ends_on, .flags = FIELD_NULLABLE), FIELDS_END
};
const struct shape assignment_row_shape =
    SHAPE("BillAssignmentRow", struct assignment_row, assignment_fields);

static const struct field account_fields[] = { FIELD(struct account_row, id),
                                               FIELD(struct account_row, external_id),
                                               FIELD(struct account_row, name),
                                               FIELD(struct account_row, payer_id), FIELDS_END };
const struct shape account_row_shape = SHAPE("BillAccountRow", struct account_row, account_fields);

static const struct field sku_fields[] = { FIELD(struct sku, id),
                                           FIELD(struct sku, service),
                                           FIELD(struct sku, usage_type),
                                           FIELD(struct sku, operation),
                                           FIELD(struct sku, billing_entity),
                                           FIELD(struct sku, region),
                                           FIELD(struct sku, unit),
                                           FIELDS_END };
const struct shape sku_row_shape = SHAPE("BillSkuRow", struct sku, sku_fields);

static const struct field limits_fields[] = {
    FIELD(struct limits, account_ids, .flags = FIELD_NULLABLE),
    FIELD(struct limits, boundaries, .flags = FIELD_NULLABLE),
    FIELD(struct limits, first_day, .flags = FIELD_NULLABLE),
    FIELD(struct limits, last_day, .flags = FIELD_NULLABLE),
    FIELD(struct limits, by_day),
    FIELDS_END
};
const struct shape limits_shape = SHAPE("BillLimits", struct limits, limits_fields);
