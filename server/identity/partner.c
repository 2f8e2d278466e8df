#include "identity/partner.h"

#include "core/money.h"

static const str states[] = { STR("active"), STR("suspended"), STR_NULL };

#define PARTNER_FIELDS(type, prefix)                                                               \
    FIELD(type, prefix id, .name = "id", .flags = FIELD_READ_ONLY),                                \
        FIELD(type, prefix name, .name = "name", .flags = FIELD_REQUIRED | FIELD_NAME, .min = 1,   \
              .max = 200),                                                                         \
        FIELD(type, prefix slug, .name = "slug", .flags = FIELD_REQUIRED, .min = 1, .max = 63,     \
              .doc = "Short name: lower-case letters, digits and hyphens"),                        \
        FIELD(type, prefix currency, .name = "currency", .flags = FIELD_REQUIRED, .min = 3,        \
              .max = 3,                                                                            \
              .doc = "ISO 4217; of figures over all groups; fixed once the partner exists"),       \
        FIELD(type, prefix state, .name = "state", .one_of = states,                               \
              .doc = "active unless given"),                                                       \
        FIELD(type, prefix created_at, .name = "created_at", .flags = FIELD_READ_ONLY)

static const struct field partner_fields[] = {
    PARTNER_FIELDS(struct partner, ),
    FIELD(struct partner, cursor, .flags = FIELD_READ_ONLY | FIELD_OMIT_ABSENT), FIELDS_END
};
const struct shape partner_shape = SHAPE("Partner", struct partner, partner_fields);

static const struct field detail_fields[] = {
    PARTNER_FIELDS(struct partner_detail, partner.),
    FIELD(struct partner_detail, users, .doc = "People who may sign in"),
    FIELD(struct partner_detail, payers),
    FIELD(struct partner_detail, accounts),
    FIELD(struct partner_detail, billing_groups),
    FIELD(struct partner_detail, drops, .doc = "Current ones"),
    FIELD(struct partner_detail, as_of, .flags = FIELD_NULLABLE,
          .doc = "When the newest data came in; null: none has"),
    FIELDS_END
};
const struct shape partner_detail_shape =
    SHAPE("PartnerDetail", struct partner_detail, detail_fields);

static bool is_slug_char(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
}

bool partner_check(struct cx *cx, const struct partner *partner)
{
    for (size_t i = 0; i < partner->slug.len; i++)
        if (!is_slug_char(partner->slug.ptr[i]) || partner->slug.ptr[0] == '-')
            return fail_at(
                cx, ERR_invalid_field, STR("/slug"),
                "must be lower-case letters, digits and hyphens, and not begin with one");
    if (currency_places(partner->currency) < 0)
        return fail_at(cx, ERR_currency_unknown, STR("/currency"), "\"%.*s\" is not one we know",
                       STR_ARG(partner->currency));
    return true;
}
