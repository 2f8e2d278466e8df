#include "org/account.h"

#include "org/payer.h"

static const struct field stay_fields[] = {
    FIELD(struct account_stay, billing_group_id), FIELD(struct account_stay, billing_group_name),
    FIELD(struct account_stay, starts_on),
    FIELD(struct account_stay, ends_on, .flags = FIELD_NULLABLE, .doc = "Exclusive; null: open"),
    FIELDS_END
};
const struct shape account_stay_shape =
    SHAPE("AccountAssignment", struct account_stay, stay_fields,
          .doc = "The account is in the group on the days [starts_on, ends_on)");

#define ACCOUNT_FIELDS                                                                             \
    FIELD(struct account, external_id, .flags = FIELD_READ_ONLY),                                  \
        FIELD(struct account, name, .flags = FIELD_NAME, .max = 200),                              \
        FIELD(struct account, email, .max = 254),                                                  \
        FIELD(struct account, state, .flags = FIELD_READ_ONLY),                                    \
        FIELD(struct account, provider, .flags = FIELD_READ_ONLY),                                 \
        FIELD(struct account, payer_id, .flags = FIELD_READ_ONLY),                                 \
        FIELD(struct account, payer_name, .flags = FIELD_READ_ONLY),                               \
        FIELD(struct account, billing_group_id, .flags = FIELD_READ_ONLY | FIELD_NULLABLE,         \
              .doc = "Of today; null: unassigned"),                                                \
        FIELD(struct account, billing_group_name, .flags = FIELD_READ_ONLY | FIELD_NULLABLE),      \
        FIELD(struct account, first_seen_period, .flags = FIELD_READ_ONLY | FIELD_NULLABLE),       \
        FIELD(struct account, cursor, .flags = FIELD_READ_ONLY | FIELD_OMIT_ABSENT)

static const struct field account_fields[] = { ACCOUNT_FIELDS, FIELDS_END };
const struct shape account_shape = SHAPE("Account", struct account, account_fields);

static const struct field detail_fields[] = {
    ACCOUNT_FIELDS,
    FIELD(struct account, assignments, .of = &account_stay_shape, .flags = FIELD_READ_ONLY,
          .doc = "All of them, past and future ones too, by day"),
    FIELDS_END
};
const struct shape account_detail_shape = SHAPE("AccountDetail", struct account, detail_fields);

static const struct field account_key_fields[] = {
    FIELD(struct account_key, provider, .flags = FIELD_REQUIRED, .one_of = payer_providers),
    FIELD(struct account_key, external_id, .flags = FIELD_REQUIRED, .min = 1, .max = 200),
    FIELDS_END
};
const struct shape account_key_shape = SHAPE("AccountKey", struct account_key, account_key_fields);

static const str states[] = { STR("active"), STR("suspended"), STR("closed"), STR_NULL };
static const str orders[] = { STR("external_id"),
                              STR("-external_id"),
                              STR("name"),
                              STR("-name"),
                              STR("payer"),
                              STR("-payer"),
                              STR("billing_group"),
                              STR("-billing_group"),
                              STR("first_seen"),
                              STR("-first_seen"),
                              STR("state"),
                              STR("-state"),
                              STR_NULL };

static const struct field account_query_fields[] = {
    PAGE_FIELDS(struct account_query),
    FIELD(struct account_query, payer_id),
    FIELD(struct account_query, billing_group_id),
    FIELD(struct account_query, unassigned, .doc = "Only accounts without a billing group today"),
    FIELD(struct account_query, state, .one_of = states),
    FIELD(struct account_query, search, .max = 200, .doc = "Part of the id, name or email"),
    FIELD(struct account_query, sort, .one_of = orders,
          .doc = "external_id unless given; - in front: largest first"),
    FIELDS_END
};
const struct shape account_query_shape =
    SHAPE("AccountQuery", struct account_query, account_query_fields);
