#include "org/payer.h"

const str payer_providers[] = { STR("aws"), STR("alibaba"), STR("anycost"), STR("focus"),
                                STR_NULL };

static const struct field payer_fields[] = {
    FIELD(struct payer, id, .flags = FIELD_READ_ONLY),
    FIELD(struct payer, name, .flags = FIELD_REQUIRED | FIELD_NAME, .min = 1, .max = 200),
    FIELD(struct payer, provider, .flags = FIELD_REQUIRED, .one_of = payer_providers),
    FIELD(struct payer, external_id, .flags = FIELD_REQUIRED, .min = 1, .max = 200,
          .doc = "The provider's id of it: 12 digits for aws"),
    FIELD(struct payer, accounts, .flags = FIELD_READ_ONLY, .doc = "How many accounts it pays for"),
    FIELD(struct payer, created_at, .flags = FIELD_READ_ONLY),
    FIELD(struct payer, cursor, .flags = FIELD_READ_ONLY | FIELD_OMIT_ABSENT),
    FIELDS_END
};
const struct shape payer_shape = SHAPE("Payer", struct payer, payer_fields);
