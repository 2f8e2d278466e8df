#include "identity/api_key.h"

static const struct field api_key_fields[] = {
    FIELD(struct api_key, id, .flags = FIELD_READ_ONLY),
    FIELD(struct api_key, name, .flags = FIELD_REQUIRED | FIELD_NAME, .min = 1, .max = 200),
    FIELD(struct api_key, prefix, .flags = FIELD_READ_ONLY),
    FIELD(struct api_key, permissions, .flags = FIELD_REQUIRED, .min = 1, .max = 64,
          .doc = "Some of your own"),
    FIELD(struct api_key, created_at, .flags = FIELD_READ_ONLY),
    FIELD(struct api_key, last_used_at, .flags = FIELD_READ_ONLY | FIELD_NULLABLE),
    FIELD(struct api_key, expires_at, .flags = FIELD_NULLABLE),
    FIELD(struct api_key, cursor, .flags = FIELD_READ_ONLY | FIELD_OMIT_ABSENT),
    FIELDS_END
};
const struct shape api_key_shape = SHAPE("ApiKey", struct api_key, api_key_fields);

static const struct field api_key_created_fields[] = {
    FIELD(struct api_key, id),
    FIELD(struct api_key, name),
    FIELD(struct api_key, prefix),
    FIELD(struct api_key, permissions),
    FIELD(struct api_key, created_at),
    FIELD(struct api_key, last_used_at, .flags = FIELD_NULLABLE),
    FIELD(struct api_key, expires_at, .flags = FIELD_NULLABLE),
    FIELD(struct api_key, key, .doc = "To be sent as `Authorization: Bearer …`; shown only here"),
    FIELDS_END
};
const struct shape api_key_created_shape =
    SHAPE("ApiKeyCreated", struct api_key, api_key_created_fields);
