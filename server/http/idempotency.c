#include "http/idempotency.h"

#include <sodium.h>

#include "http/http.sql.h"
#include "http/reply.h"

enum { KEY_MAX = 200, HASH_BYTES = 32 };

struct idempotency_request {
    str key;
    str request_hash; /* hex */
    int64_t status;
    str body;
};

static const struct field request_fields[] = {
    FIELD(struct idempotency_request, key), FIELD(struct idempotency_request, request_hash),
    FIELD(struct idempotency_request, status), FIELD(struct idempotency_request, body), FIELDS_END
};
static const struct shape request_shape =
    SHAPE("IdempotencyRequest", struct idempotency_request, request_fields);

struct idempotency_answer {
    bool is_same;
    int64_t status;
    str body;
};

static const struct field answer_fields[] = { FIELD(struct idempotency_answer, is_same),
                                              FIELD(struct idempotency_answer, status),
                                              FIELD(struct idempotency_answer, body), FIELDS_END };
static const struct shape answer_shape =
    SHAPE("IdempotencyAnswer", struct idempotency_answer, answer_fields);

static void hash_part(crypto_generichash_state *state, str part)
{
    uint64_t size = part.len;
    crypto_generichash_update(state, (const unsigned char *)&size, sizeof size);
    crypto_generichash_update(state, (const unsigned char *)part.ptr, part.len);
}

static str request_hash(struct http_exchange *x)
{
    unsigned char hash[HASH_BYTES];
    char hex[2 * HASH_BYTES + 1];
    crypto_generichash_state state;
    crypto_generichash_init(&state, NULL, 0, sizeof hash);
    hash_part(&state, method_name(x->method));
    hash_part(&state, x->target);
    hash_part(&state, (str){ x->body, x->body_len });
    crypto_generichash_final(&state, hash, sizeof hash);
    sodium_bin2hex(hex, sizeof hex, hash, sizeof hash);
    return str_copy(x->cx.arena, str_of(hex));
}

static bool is_key(str key)
{
    if (key.len == 0 || key.len > KEY_MAX)
        return false;
    for (size_t i = 0; i < key.len; i++)
        if (key.ptr[i] < ' ' || key.ptr[i] > '~')
            return false;
    return true;
}

/* Absent: the request does not ask for it. */
static str key_of(const struct http_exchange *x)
{
    bool is_accepted = x->endpoint->row->flags & ROUTE_IDEMPOTENT;
    return is_accepted ? exchange_header(x, "Idempotency-Key") : STR_NULL;
}

static bool take_answer(struct http_exchange *x, const struct idempotency_answer *answer)
{
    if (!answer->is_same)
        return fail(&x->cx, ERR_idempotency_conflict, "the first request was another one");
    x->reply.status = (int)answer->status;
    x->reply.content_type = answer->body.len > 0 ? "application/json" : NULL;
    x->reply.body = answer->body;
    reply_header(x, "Idempotent-Replayed", STR("true"));
    return true;
}

bool idempotency_find(struct http_exchange *x, bool *is_answered)
{
    *is_answered = false;
    struct cx *cx = &x->cx;
    struct idempotency_request request = { .key = key_of(x) };
    if (str_is_null(request.key))
        return true;
    if (!is_key(request.key))
        return fail(cx, ERR_bad_request, "Idempotency-Key is 1 to %d printable characters",
                    KEY_MAX);

    request.request_hash = request_hash(x);
    struct idempotency_answer answer = { 0 };
    TRY(db_exec(cx, &sql_idempotency_lock, IN(request_shape, &request), IN_NONE, NULL));
    TRY(db_exec(cx, &sql_idempotency_forget, IN_NONE, IN_NONE, NULL));
    TRY(db_maybe(cx, &sql_idempotency_find, IN(request_shape, &request), IN_NONE, &answer_shape,
                 &answer, is_answered));
    return !*is_answered || take_answer(x, &answer);
}

bool idempotency_store(struct http_exchange *x)
{
    struct idempotency_request request = { .key = key_of(x) };
    if (str_is_null(request.key))
        return true;
    request.request_hash = request_hash(x);
    request.status = x->reply.status;
    request.body = str_is_null(x->reply.body) ? STR("") : x->reply.body;
    return db_exec(&x->cx, &sql_idempotency_store, IN(request_shape, &request), IN_NONE, NULL);
}
