#include "identity/user.h"

#include "identity/authorization.h"
#include "identity/password.h"

/* A superadmin is made on the command line, so the API does not know the word. */
static const str tenant_roles[] = { STR("partner_admin"), STR("payer_admin"), STR("finance"),
                                    STR("auditor"),       STR("customer"),    STR_NULL };
static const str languages[] = { STR("zh-CN"), STR("en"), STR_NULL };
static const str states[] = { STR("active"), STR("disabled"), STR_NULL };

static const struct field user_fields[] = {
    FIELD(struct user, id, .flags = FIELD_READ_ONLY),
    FIELD(struct user, username, .flags = FIELD_REQUIRED | FIELD_NAME, .min = 1, .max = 100,
          .doc = "What they sign in with; no spaces, unique without regard to case"),
    FIELD(struct user, name, .flags = FIELD_NAME, .max = 200),
    FIELD(struct user, email, .max = 254),
    FIELD(struct user, password, .flags = FIELD_REQUIRED | FIELD_WRITE_ONLY,
          .max = PASSWORD_BYTES_MAX, .doc = "At least 10 characters; in a change: a reset"),
    FIELD(struct user, role, .flags = FIELD_REQUIRED, .one_of = tenant_roles),
    FIELD(struct user, payer_ids, .max = 500, .doc = "The payers a payer_admin is limited to"),
    FIELD(struct user, billing_group_ids, .max = 500,
          .doc = "The billing groups a customer is limited to"),
    FIELD(struct user, language, .one_of = languages, .doc = "zh-CN unless given"),
    FIELD(struct user, state, .one_of = states, .doc = "active unless given"),
    FIELD(struct user, must_change_password,
          .doc = "Nothing else is allowed before; true for a new password unless given"),
    FIELD(struct user, created_at, .flags = FIELD_READ_ONLY),
    FIELD(struct user, last_sign_in_at, .flags = FIELD_READ_ONLY | FIELD_NULLABLE),
    FIELD(struct user, cursor, .flags = FIELD_READ_ONLY | FIELD_OMIT_ABSENT),
    FIELDS_END
};
const struct shape user_shape = SHAPE("User", struct user, user_fields);

static bool check_name(struct cx *cx, str username)
{
    for (size_t i = 0; i < username.len; i++)
        if (username.ptr[i] == ' ')
            return fail_at(cx, ERR_invalid_field, STR("/username"), "must not hold spaces");
    return true;
}

/* Only what keeps an address from being mistaken for something else: one @ with text around it,
 * no spaces. Whether mail arrives, only sending it can tell. */
bool user_email_check(struct cx *cx, str email)
{
    if (str_is_empty(email))
        return true;
    size_t ats = 0;
    bool is_plain = true;
    for (size_t i = 0; i < email.len; i++) {
        ats += email.ptr[i] == '@';
        is_plain = is_plain && email.ptr[i] > ' ';
    }
    bool is_inside = email.ptr[0] != '@' && email.ptr[email.len - 1] != '@';
    if (ats == 1 && is_inside && is_plain)
        return true;
    return fail_at(cx, ERR_invalid_field, STR("/email"), "must be an address such as a@b.example");
}

static bool check_ids(struct cx *cx, list *ids, const char *member)
{
    str *items = ids->items;
    for (size_t i = 0; i < ids->count; i++) {
        uuid id;
        if (!uuid_parse(items[i], &id))
            return fail_at(cx, ERR_invalid_field, str_format(cx->arena, "/%s/%zu", member, i),
                           "must be an id");
        items[i] = uuid_text(cx->arena, id);
    }
    return true;
}

static bool check_limits(struct cx *cx, struct user *user)
{
    enum role role = role_by_name(user->role);
    if (user->payer_ids.count > 0 && role != ROLE_PAYER_ADMIN)
        return fail_at(cx, ERR_invalid_field, STR("/payer_ids"),
                       "only a payer_admin is limited to payers");
    if (user->billing_group_ids.count > 0 && role != ROLE_CUSTOMER)
        return fail_at(cx, ERR_invalid_field, STR("/billing_group_ids"),
                       "only a customer is limited to billing groups");
    TRY(check_ids(cx, &user->payer_ids, "payer_ids"));
    return check_ids(cx, &user->billing_group_ids, "billing_group_ids");
}

bool user_check(struct cx *cx, struct user *user)
{
    TRY(check_name(cx, user->username));
    TRY(user_email_check(cx, user->email));
    if (!str_is_null(user->password))
        TRY(password_check(cx, user->password, user->username, STR("/password")));
    return check_limits(cx, user);
}
