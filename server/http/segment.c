#include "http/segment.h"

#include "http/decode.h"
#include "http/kept.h"
#include "http/language.h"
#include "http/readiness.h"
#include "http/reply.h"
#include "http/service.h"
#include "http/turns.h"

/* ---- who may: after the principal is known, before anything else happens ---- */

static bool check_csrf(struct http_exchange *x)
{
    if (x->method == GET || x->credentials.kind != CREDENTIAL_SESSION)
        return true;
    if (token_matches(exchange_header(x, "X-CSRF-Token"), x->cx.principal.csrf_token_hash))
        return true;
    return fail(&x->cx, ERR_csrf_required, "send the session's csrf_token as X-CSRF-Token");
}

static bool check_gates(struct http_exchange *x)
{
    const struct route *row = x->endpoint->row;
    const struct principal *principal = &x->cx.principal;
    if (principal->must_change_password && !(row->flags & ROUTE_BEFORE_PASSWORD))
        return fail(&x->cx, ERR_password_change_required, "POST /api/v1/me/password comes first");
    if (uuid_is_nil(principal->partner_id) && !(row->flags & ROUTE_WITHOUT_PARTNER))
        return fail(&x->cx, ERR_partner_required, "send the header Proforma-Partner");
    return true;
}

static bool admit(struct http_exchange *x)
{
    struct cx *cx = &x->cx;
    TRY(check_csrf(x));
    TRY(check_gates(x));
    TRY(x->server->options.hooks.authorize(cx, x->endpoint->row));
    if (x->misread.code != ERR_none) {
        cx->failure = x->misread;
        return false;
    }
    TRY(check_query_permissions(cx, x->endpoint));
    x->is_admitted = true;
    return true;
}

static void refuse_unknown(struct http_exchange *x)
{
    (void)fail(&x->cx, ERR_unauthenticated, "the session or key is unknown or has ended");
}

/* A key in the cookie would be sent by the browser unasked, a session in a header need no CSRF
 * token: each counts only where it belongs. */
static bool is_where_it_belongs(const struct http_exchange *x)
{
    bool is_session = x->credentials.kind == CREDENTIAL_SESSION;
    return is_session == !uuid_is_nil(x->cx.principal.session_id);
}

static void read_principal(struct http_exchange *x, const struct db_rows *rows)
{
    struct cx *cx = &x->cx;
    if (db_rows_count(rows) != 1) {
        refuse_unknown(x);
        return;
    }
    size_t count = db_rows_columns(rows);
    str *columns = ARENA_ARRAY(cx->arena, str, count);
    for (size_t i = 0; i < count; i++)
        columns[i] = str_copy(cx->arena, db_rows_value(rows, 0, i));
    if (!x->server->options.hooks.read_principal(cx, columns))
        return;
    if (!is_where_it_belongs(x)) {
        cx->principal = (struct principal){ 0 };
        refuse_unknown(x);
        return;
    }
    /* From here on the user's language is the one this request is answered in. */
    cx->principal.language =
        language_pick(exchange_header(x, "Accept-Language"), cx->principal.language);
    x->language = cx->principal.language;
    (void)admit(x);
}

/* ---- the statement of a query route ---- */

static void encode_rows(struct http_exchange *x, const struct db_rows *rows)
{
    struct cx *cx = &x->cx;
    const struct route *row = x->endpoint->row;
    list items;
    if (!db_rows_read(cx, rows, row->reply_list ? row->reply_list : row->reply, &items))
        return;
    if (!row->reply_list && items.count == 0)
        (void)fail(cx, ERR_not_found, "there is no such object");
    else
        (void)reply_encode(x, row->reply_list ? &items : items.items);
}

static bool bind_query(struct http_exchange *x)
{
    const struct route *row = x->endpoint->row;
    struct db_in path = { row->path_shape, x->cx.path };
    struct db_in query = { row->query, x->cx.query };
    x->statement.context = x;
    return db_step_bind(&x->cx, &x->statement, row->sql, path, query);
}

/* ---- the segment ---- */

static void on_rows(struct db_segment *segment, const struct db_step *step,
                    const struct db_rows *rows)
{
    struct http_exchange *first = segment->context;
    if (step == &first->authentication) {
        for (struct http_exchange *x = first; x; x = x->next)
            read_principal(x, rows);
    } else if (step == &first->changes) {
        for (struct http_exchange *x = first; x; x = x->next)
            if (kept_asks(x) && x->is_admitted)
                kept_compare(x, rows);
    } else if (((struct http_exchange *)step->context)->is_admitted) {
        encode_rows(step->context, rows);
    }
}

static void finish(struct http_exchange *x, const struct failure *failure)
{
    if (failure->code != ERR_none && x->cx.failure.code == ERR_none) {
        x->cx.failure = *failure;
        x->cx.failure.detail = str_copy(x->cx.arena, failure->detail);
    }
    if (x->cx.failure.code == ERR_none)
        kept_keep(x);
    x->segment_done(x);
}

/* As if nothing had been asked yet. */
static void repeat(struct http_exchange *x, bool is_alone)
{
    x->cx.failure = (struct failure){ 0 };
    x->cx.principal = (struct principal){ 0 };
    x->is_admitted = false;
    x->reply = (struct reply){ 0 };
    x->is_unshared = is_alone;
    turns_take(x);
}

/* The failure of one undid what all of them had asked; a lost connection is nobody's. */
static void end_segment(struct db_segment *segment)
{
    struct http_exchange *x = segment->context;
    struct failure failure = segment->failure;
    bool is_doubtful = failure.code != ERR_none && failure.code != ERR_unavailable && x->next;
    while (x) {
        struct http_exchange *next = x->next;
        x->next = NULL;
        if (is_doubtful || (failure.code == ERR_none && kept_is_stale(x)))
            repeat(x, is_doubtful);
        else
            finish(x, &failure);
        x = next;
    }
}

static void on_done(struct db_segment *segment)
{
    struct http_loop *loop = ((struct http_exchange *)segment->context)->loop;
    end_segment(segment);
    turns_go_on(loop);
}

/* The partner a superadmin acts as; ignored from everyone else. */
static bool read_acting_partner(struct http_exchange *x)
{
    str header = exchange_header(x, "Proforma-Partner");
    uuid id;
    if (str_is_null(header))
        return true;
    if (!uuid_parse(header, &id))
        return fail(&x->cx, ERR_bad_request, "the header Proforma-Partner is not a partner's id");
    x->acting_partner = uuid_text(x->cx.arena, id);
    return true;
}

struct authentication {
    str token_hash;
    str acting_partner;
};

static const struct field authentication_fields[] = { FIELD(struct authentication, token_hash),
                                                      FIELD(struct authentication, acting_partner),
                                                      FIELDS_END };
static const struct shape authentication_shape =
    SHAPE("Authentication", struct authentication, authentication_fields);

static bool bind_authentication(struct http_exchange *x)
{
    const struct authentication values = {
        .token_hash = token_hash_bytea(x->cx.arena, x->credentials.token),
        .acting_partner = x->acting_partner,
    };
    return db_step_bind(&x->cx, &x->authentication, x->server->options.hooks.authenticate,
                        IN(authentication_shape, &values), IN_NONE);
}

bool segment_queue(struct http_exchange *x, void (*done)(struct http_exchange *x))
{
    if (x->credentials.kind == CREDENTIAL_NONE)
        return fail(&x->cx, ERR_unauthenticated, "no session cookie and no API key was sent");
    TRY(read_acting_partner(x));
    x->segment_done = done;
    kept_look(x);
    turns_take(x);
    return true;
}

bool segment_has_statement(const struct http_exchange *x)
{
    return x->endpoint->row->sql && x->misread.code == ERR_none && !kept_is_found(x);
}

static bool is_quick(const struct http_exchange *x)
{
    return !segment_has_statement(x) || x->endpoint->row->flags & ROUTE_KEPT;
}

bool segment_may_share(const struct http_exchange *x, const struct http_exchange *other)
{
    return !x->is_unshared && !other->is_unshared && is_quick(x) && is_quick(other) &&
           str_equal(x->credentials.token, other->credentials.token) &&
           str_equal(x->acting_partner, other->acting_partner);
}

/* What one of those who share a segment asks for, behind `last`. */
static struct db_step *add_steps(struct http_exchange *first, struct http_exchange *x,
                                 struct db_step *last)
{
    if (kept_asks(x) && !first->changes.sql) {
        first->changes.sql = x->server->options.hooks.changes;
        last = last->next = &first->changes;
    }
    return segment_has_statement(x) && bind_query(x) ? (last->next = &x->statement) : last;
}

void segment_send(struct http_exchange *first, struct db_pipeline *pipeline)
{
    first->segment = (struct db_segment){
        .steps = &first->authentication, .rows = on_rows, .done = on_done, .context = first
    };
    bool is_bound = bind_authentication(first);
    first->changes.sql = NULL;
    struct db_step *last = &first->authentication;
    for (struct http_exchange *x = first; x; x = x->next)
        last = add_steps(first, x, last);
    last->next = NULL;
    if (!is_bound || !db_pipeline_send(pipeline, &first->segment))
        segment_refuse(first, "there is no connection to the database");
}

void segment_refuse(struct http_exchange *first, const char *why)
{
    first->segment =
        (struct db_segment){ .context = first,
                             .failure = { .code = ERR_unavailable, .detail = str_of(why) } };
    end_segment(&first->segment);
}

const struct sql **segment_statements(struct arena *arena, const struct http_hooks *hooks,
                                      const struct endpoint *endpoints, size_t endpoint_count,
                                      size_t *count)
{
    const struct sql **statements = ARENA_ARRAY(arena, const struct sql *, endpoint_count + 3);
    *count = 0;
    statements[(*count)++] = hooks->authenticate;
    statements[(*count)++] = hooks->changes;
    statements[(*count)++] = readiness_statement();
    for (size_t i = 0; i < endpoint_count; i++) {
        const struct sql *sql = endpoints[i].row->sql;
        bool is_new = sql != NULL;
        for (size_t j = 0; j < *count && is_new; j++)
            is_new = statements[j] != sql;
        if (is_new)
            statements[(*count)++] = sql;
    }
    return statements;
}
