#include "audit/audit.h"
#include "http/credentials.h"
#include "identity/authorization.h"
#include "identity/handlers.h"
#include "identity/password.h"
#include "identity/session.h"
#include "identity/session.sql.h"
#include "identity/token.h"

enum { USER_AGENT_MAX = 300 };

/* ---- who wants to sign in ---- */

struct person {
    struct profile profile;
    str password_hash; /* absent: there is nobody of that name */
    bool must_change_password;
    bool may_sign_in; /* neither disabled nor of a suspended partner */
};
static const struct field person_fields[] = {
    FIELD(struct person, profile.id, .name = "id"),
    FIELD(struct person, profile.partner_id, .name = "partner_id"),
    FIELD(struct person, profile.username, .name = "username"),
    FIELD(struct person, profile.name, .name = "name"),
    FIELD(struct person, profile.email, .name = "email"),
    FIELD(struct person, profile.role, .name = "role"),
    FIELD(struct person, profile.language, .name = "language"),
    FIELD(struct person, password_hash, .flags = FIELD_WRITE_ONLY),
    FIELD(struct person, must_change_password),
    FIELD(struct person, may_sign_in),
    FIELDS_END
};
static const struct shape person_shape = SHAPE("Person", struct person, person_fields);

/* The hash is checked whether or not the person exists and may come in, so that the answer and the
 * time it takes say nothing about either. */
static bool check_credentials(struct cx *cx, struct person *person)
{
    const struct sign_in *sign_in = cx->body;
    bool found;
    TRY(db_maybe(cx, &sql_session_person, IN(sign_in_shape, sign_in), IN_NONE, &person_shape,
                 person, &found));
    if (!found)
        *person = (struct person){ 0 };
    if (password_matches(sign_in->password, person->password_hash) && person->may_sign_in)
        return true;
    return fail(cx, ERR_invalid_credentials, "no such user, or another password");
}

/* From here on the request is theirs, and the audit entry is in their partner's chain. */
static bool become(struct cx *cx, const struct person *person)
{
    cx->principal.user_id = person->profile.id;
    cx->principal.username = person->profile.username;
    cx->principal.role = role_by_name(person->profile.role);
    return db_set_tenant(cx, person->profile.partner_id);
}

/* ---- the new session ---- */

struct new_session {
    uuid id;
    str token_hash;
    str csrf_token_hash;
    str user_agent;
    str address;
    str password_hash; /* renewed; absent: as it is */
    int64_t hours;
    instant expires_at;
};
static const struct field new_session_fields[] = {
    FIELD(struct new_session, id),
    FIELD(struct new_session, token_hash, .flags = FIELD_WRITE_ONLY),
    FIELD(struct new_session, csrf_token_hash, .flags = FIELD_WRITE_ONLY),
    FIELD(struct new_session, user_agent),
    FIELD(struct new_session, address),
    FIELD(struct new_session, password_hash, .flags = FIELD_WRITE_ONLY),
    FIELD(struct new_session, hours, .flags = FIELD_WRITE_ONLY),
    FIELD(struct new_session, expires_at),
    FIELDS_END
};
static const struct shape new_session_shape =
    SHAPE("NewSession", struct new_session, new_session_fields);

struct session_end {
    instant expires_at;
};
static const struct field session_end_fields[] = { FIELD(struct session_end, expires_at),
                                                   FIELDS_END };
static const struct shape session_end_shape =
    SHAPE("SessionEnd", struct session_end, session_end_fields);

static str user_agent(struct cx *cx)
{
    str text = http_header(cx, "User-Agent");
    if (str_is_null(text) || !str_is_utf8(text))
        return STR("");
    while (text.len > USER_AGENT_MAX || !str_is_utf8(text))
        text.len--;
    return text;
}

static bool renew_hash(struct cx *cx, const struct person *person, struct new_session *session)
{
    const struct sign_in *sign_in = cx->body;
    return !password_is_outdated(person->password_hash) ||
           password_hash(cx, sign_in->password, &session->password_hash);
}

/* The session that came along ends: nobody is signed in twice in one browser. */
static bool end_previous(struct cx *cx)
{
    struct credentials came = credentials_read(STR_NULL, http_header(cx, "Cookie"));
    if (came.kind != CREDENTIAL_SESSION)
        return true;
    struct new_session previous = { .token_hash = token_hash_bytea(cx->arena, came.token) };
    return db_exec(cx, &sql_session_delete_by_token, IN(new_session_shape, &previous), IN_NONE,
                   NULL);
}

static bool store_session(struct cx *cx, struct new_session *session)
{
    struct session_end end;
    TRY(db_exec(cx, &sql_session_delete_expired, IN_NONE, IN_NONE, NULL));
    TRY(db_one(cx, &sql_session_insert, IN(new_session_shape, session), IN_NONE, &session_end_shape,
               &end));
    session->expires_at = end.expires_at;
    TRY(db_exec(cx, &sql_session_person_update, IN(new_session_shape, session), IN_NONE, NULL));
    return audit_record(cx, STR("session.create"), STR("session"),
                        uuid_text(cx->arena, session->id), &new_session_shape, NULL, session);
}

bool session_post(struct cx *cx)
{
    struct person *person = ARENA_NEW(cx->arena, struct person);
    struct signed_in *reply = cx->reply;
    TRY(check_credentials(cx, person));
    TRY(become(cx, person));

    str token = token_new(cx->arena);
    str csrf_token = csrf_token_of(cx->arena, token);
    struct new_session session = {
        .id = uuid_new(cx->now.us),
        .token_hash = token_hash_bytea(cx->arena, token),
        .csrf_token_hash = token_hash_hex(cx->arena, csrf_token),
        .user_agent = user_agent(cx),
        .address = http_client_address(cx),
        .hours = http_config(cx)->session_hours,
    };
    TRY(renew_hash(cx, person, &session));
    TRY(end_previous(cx));
    TRY(store_session(cx, &session));

    http_set_session(cx, token);
    reply->user = (object){ &person->profile };
    reply->must_change_password = person->must_change_password;
    reply->csrf_token = csrf_token;
    return true;
}

/* ---- sessions there are ---- */

/* What people do to themselves is recorded where they belong, also while acting as a partner. */
static bool record_own(struct cx *cx, const char *action, const struct session *before)
{
    uuid working_in = cx->principal.partner_id;
    if (cx->principal.is_acting)
        TRY(db_set_tenant(cx, (uuid){ 0 }));
    TRY(audit_record(cx, str_of(action), STR("session"), uuid_text(cx->arena, before->id),
                     &session_shape, before, NULL));
    return !cx->principal.is_acting || db_set_tenant(cx, working_in);
}

static bool delete_session(struct cx *cx, uuid id)
{
    struct id_path key = { id };
    struct session session;
    TRY(db_one(cx, &sql_session_by_id, IN(id_path_shape, &key), IN_NONE, &session_shape, &session));
    TRY(db_exec(cx, &sql_session_delete, IN(id_path_shape, &key), IN_NONE, NULL));
    return record_own(cx, "session.delete", &session);
}

bool session_delete(struct cx *cx)
{
    http_clear_session(cx);
    return delete_session(cx, cx->principal.session_id);
}

bool sessions_get(struct cx *cx)
{
    return db_all(cx, &sql_session_list, IN_NONE, IN_NONE, &session_shape, cx->reply);
}

bool sessions_delete(struct cx *cx)
{
    const struct id_path *path = cx->path;
    return delete_session(cx, path->id);
}
