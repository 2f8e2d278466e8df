#include "ingest/drop.h"

static const struct field charge_type_fields[] = {
    FIELD(struct drop_charge_type, line_item_type),
    FIELD(struct drop_charge_type, kind),
    FIELD(struct drop_charge_type, rows),
    FIELD(struct drop_charge_type, cost),
    FIELD(struct drop_charge_type, public_on_demand_cost),
    FIELDS_END,
};
const struct shape drop_charge_type_shape =
    SHAPE("DropChargeType", struct drop_charge_type, charge_type_fields);

static const struct field file_fields[] = {
    FIELD(struct drop_file, name),
    FIELD(struct drop_file, size),
    FIELD(struct drop_file, sha256),
    FIELD(struct drop_file, rows),
    FIELDS_END,
};
const struct shape drop_file_shape = SHAPE("DropFile", struct drop_file, file_fields);

/* clang-format off */
#define DROP_FIELDS                                                                                \
    FIELD(struct drop, id, .flags = FIELD_READ_ONLY),                                              \
    FIELD(struct drop, source, .doc = "Which of the payer's sources the files came from"),         \
    FIELD(struct drop, payer_id),                                                                  \
    FIELD(struct drop, payer_name),                                                                \
    FIELD(struct drop, period),                                                                    \
    FIELD(struct drop, version),                                                                   \
    FIELD(struct drop, rows, .doc = "Rows that became charges"),                                   \
    FIELD(struct drop, skipped_rows, .doc = "Split-cost rows, whose cost other rows have"),        \
    FIELD(struct drop, charges),                                                                   \
    FIELD(struct drop, cost, .doc = "The sum over the charges"),                                   \
    FIELD(struct drop, source_cost, .doc = "The sum over the rows as read"),                       \
    FIELD(struct drop, public_on_demand_cost, .doc = "Without SavingsPlanNegation"),               \
    FIELD(struct drop, currency),                                                                  \
    FIELD(struct drop, state, .one_of = states),                                                   \
    FIELD(struct drop, reconciled, .doc = "Charges and rows agree to the last digit"),             \
    FIELD(struct drop, rounded_values, .doc = "Rows with a value of more than 12 places"),         \
    FIELD(struct drop, unknown_types, .doc = "Line item types kept as cost of kind other"),        \
    FIELD(struct drop, first_day, .flags = FIELD_NULLABLE),                                        \
    FIELD(struct drop, last_day, .flags = FIELD_NULLABLE),                                         \
    FIELD(struct drop, detail_from, .flags = FIELD_NULLABLE,                                       \
          .doc = "Charges from this day on carry resource ids and tags"),                          \
    FIELD(struct drop, seconds),                                                                   \
    FIELD(struct drop, created_at)
/* clang-format on */

static const str states[] = { STR("current"), STR("superseded"), STR_NULL };

static const struct field drop_fields[] = {
    DROP_FIELDS,
    FIELD(struct drop, cursor, .flags = FIELD_READ_ONLY),
    FIELDS_END,
};
const struct shape drop_shape = SHAPE("Drop", struct drop, drop_fields);

static const struct field drop_detail_fields[] = {
    DROP_FIELDS,
    FIELD(struct drop, by_charge_type, .of = &drop_charge_type_shape),
    FIELD(struct drop, files, .of = &drop_file_shape),
    FIELDS_END,
};
const struct shape drop_detail_shape = SHAPE("DropDetail", struct drop, drop_detail_fields);
