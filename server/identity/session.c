#include "identity/session.h"

#include "identity/password.h"

static const struct field sign_in_fields[] = {
    FIELD(struct sign_in, username, .flags = FIELD_REQUIRED, .min = 1, .max = 200),
    FIELD(struct sign_in, password, .flags = FIELD_REQUIRED | FIELD_WRITE_ONLY, .min = 1,
          .max = PASSWORD_BYTES_MAX),
    FIELDS_END
};
const struct shape sign_in_shape = SHAPE("SignIn", struct sign_in, sign_in_fields);

static const str languages[] = { STR("zh-CN"), STR("en"), STR_NULL };

static const struct field profile_fields[] = {
    FIELD(struct profile, id, .flags = FIELD_READ_ONLY),
    FIELD(struct profile, username, .flags = FIELD_READ_ONLY),
    FIELD(struct profile, name, .flags = FIELD_NAME, .max = 200),
    FIELD(struct profile, email, .max = 254),
    FIELD(struct profile, role, .flags = FIELD_READ_ONLY),
    FIELD(struct profile, language, .one_of = languages),
    FIELD(struct profile, partner_id, .flags = FIELD_READ_ONLY | FIELD_NULLABLE),
    FIELDS_END
};
const struct shape profile_shape = SHAPE("Profile", struct profile, profile_fields);

static const struct field signed_in_fields[] = {
    FIELD(struct signed_in, user, .of = &profile_shape),
    FIELD(struct signed_in, must_change_password),
    FIELD(struct signed_in, csrf_token, .doc = "To be sent as X-CSRF-Token with every write"),
    FIELDS_END
};
const struct shape signed_in_shape = SHAPE("SignedIn", struct signed_in, signed_in_fields);

static const struct field workplace_fields[] = { FIELD(struct workplace, id),
                                                 FIELD(struct workplace, name),
                                                 FIELD(struct workplace, slug),
                                                 FIELD(struct workplace, currency), FIELDS_END };
const struct shape workplace_shape = SHAPE("Workplace", struct workplace, workplace_fields);

static const struct field me_fields[] = {
    FIELD(struct me, user, .of = &profile_shape),
    FIELD(struct me, partner, .of = &workplace_shape, .flags = FIELD_NULLABLE),
    FIELD(struct me, acting, .doc = "A superadmin inside a partner"),
    FIELD(struct me, permissions),
    FIELD(struct me, must_change_password),
    FIELD(struct me, csrf_token),
    FIELDS_END
};
const struct shape me_shape = SHAPE("Me", struct me, me_fields);

static const struct field password_change_fields[] = {
    FIELD(struct password_change, current_password, .flags = FIELD_REQUIRED | FIELD_WRITE_ONLY,
          .min = 1, .max = PASSWORD_BYTES_MAX),
    FIELD(struct password_change, new_password, .flags = FIELD_REQUIRED | FIELD_WRITE_ONLY,
          .min = 1, .max = PASSWORD_BYTES_MAX),
    FIELDS_END
};
const struct shape password_change_shape =
    SHAPE("PasswordChange", struct password_change, password_change_fields);

static const struct field session_fields[] = {
    FIELD(struct session, id),
    FIELD(struct session, created_at),
    FIELD(struct session, last_seen_at, .doc = "Within a minute"),
    FIELD(struct session, user_agent),
    FIELD(struct session, current, .doc = "The one this request came with"),
    FIELDS_END
};
const struct shape session_shape = SHAPE("Session", struct session, session_fields);
