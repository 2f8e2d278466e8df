/*
 * A route is one row of data. Dispatch, permission, decoding, transaction, OpenAPI, the console's
 * types and the test that every route was exercised all read that row (ARCHITECTURE.md).
 *
 * There are two kinds:
 *   a query  has `.sql` and no handler: the event loop runs the one statement on its pipelined
 *            connection and writes the columns out by the reply shape;
 *   a handler is plain synchronous C on a worker thread, inside a transaction: it finds decoded
 *            structs in cx->path, cx->query, cx->body and fills cx->reply.
 *
 *     static const struct route routes[] = {
 *         { GET, "/api/v1/payers", .sql = &sql_payer_list, .permission = PERM_PAYER_READ,
 *           .query = &page_shape, .reply_list = &payer_shape, .doc = "List payers" },
 *         { POST, "/api/v1/payers", payer_create, PERM_PAYER_WRITE,
 *           .body = &payer_shape, .reply = &payer_shape, .status = 201, .doc = "Add a payer" },
 *     };
 *
 * A query route's statement runs in the same round trip as the authentication before it, so what is
 * known of the user is known to SQL alone: write tenant(), payer_scope(), billing_group_scope() and
 * nullif(current_setting('proforma.user_id', true), '')::uuid there, not :partner_id or :user_id.
 * Its other parameters are fields of path and query (and :now, :request_id). No row where `.reply`
 * is an object: 404.
 *
 * What the http module does around a handler, so that none of it is in one: size limit, route
 * match, authentication, CSRF, throttling, permission, decoding, idempotency key, transaction and
 * tenant, commit or rollback, encoding, ETag and If-Match, security headers, request id, the log
 * line, problem+json.
 */
#ifndef PROFORMA_HTTP_ROUTE_H
#define PROFORMA_HTTP_ROUTE_H

#include "core/cx.h"
#include "core/json.h"
#include "core/shape.h"
#include "db/db.h"

enum method { GET, POST, PUT, PATCH, DELETE, METHOD_COUNT };

typedef bool (*handler)(struct cx *cx);

enum route_flags {
    ROUTE_READ_ONLY = 1,         /* a handler that only reads: one REPEATABLE READ snapshot */
    ROUTE_SNAPSHOT = 2048,       /* a handler that writes, in a REPEATABLE READ snapshot as well */
    ROUTE_PLATFORM = 2,          /* runs as DB_PLATFORM, no tenant needed */
    ROUTE_BEFORE_PASSWORD = 8,   /* allowed while a password change is due */
    ROUTE_STREAM_BODY = 16,      /* body goes to a temporary file: http_body_file */
    ROUTE_RAW_REPLY = 32,        /* the handler replies through http_reply_* itself */
    ROUTE_IDEMPOTENT = 64,       /* accepts Idempotency-Key */
    ROUTE_HASHES_PASSWORD = 128, /* runs on the one hashing thread, after throttling */
    ROUTE_NO_TENANT = 256,       /* allowed to a superadmin who is not acting as a partner */
    ROUTE_OR_PLATFORM = 4096,    /* the same, and then about the platform itself: as DB_PLATFORM,
                                    and it needs partner.manage instead of the permission */
    ROUTE_EVENTS = 512,          /* server-sent events: http/events.h */
    ROUTE_KEPT = 8192,   /* a quick query that tells nothing but what audited changes and the day
                            decide: its replies are kept (http/kept.h) */
    ROUTE_INLINE = 1024, /* a public handler that only formats what is at hand: called on the
                            event loop, without database, and must never wait */
};

/* What a superadmin who is not acting may call. */
#define ROUTE_WITHOUT_PARTNER (ROUTE_PLATFORM | ROUTE_NO_TENANT | ROUTE_OR_PLATFORM)

struct route {
    enum method method;
    const char *path; /* "/api/v1/bills/{billing_group_id}/{period}" */
    handler handler;
    enum permission permission;
    unsigned flags;
    const struct sql *sql;          /* a query route */
    const struct shape *path_shape; /* fields named as the {segments} */
    const struct shape *query;
    const struct shape *body;
    const struct shape *reply;      /* an object */
    const struct shape *reply_list; /* {"items": [...], "next_cursor": ...} of these */
    enum json_read_mode body_mode;  /* JSON_PATCH: the handler calls http_read_patch */
    int status;                     /* 0: 200, or 204 without a reply shape */
    int64_t body_limit;             /* bytes; 0: JSON_BODY_MAX */
    const char *suffix_of;          /* documentation: "csv" for a route that answers text/csv */
    const char *doc;                /* one sentence */
};

/* The rows of one feature. */
struct route_table {
    const struct route *routes;
    size_t count;
};

#define ROUTE_TABLE(rows) ((struct route_table){ (rows), sizeof(rows) / sizeof((rows)[0]) })

/*
 * Lists. A list route's query shape begins with the fields of `struct page`; its statement takes
 * `:limit` (already one more than asked for) and `:cursor`, and its reply items have a text field
 * `cursor` flagged FIELD_READ_ONLY that http takes the next cursor from and never writes out.
 * Cursors are opaque base64url of that text. The query struct a statement or handler sees has
 * page.limit set (asked for, or 50, plus one) and the cursor decoded; the extra item is cut off.
 * A handler of a list fills cx->reply, which is a `list *`, as db_all does. A list whose query has
 * no page fields is sent whole, with next_cursor null.
 */
struct page {
    int64_t limit;
    str cursor;
};
#define PAGE_FIELDS(type)                                                                          \
    FIELD(type, page.limit, .name = "limit", .min = 1, .max = 1000,                                \
          .doc = "Items per page, 50 unless given"),                                               \
        FIELD(type, page.cursor, .name = "cursor", .doc = "next_cursor of the page before")

/* For a route without own query parameters. */
struct page_query {
    struct page page;
};
extern const struct shape page_query_shape;

/* `{id}` of most routes. */
struct id_path {
    uuid id;
};
extern const struct shape id_path_shape;

/* ---- what a handler may ask of the exchange ---- */

/* For a PATCH: applies the request's members to *object, which holds the current values. */
bool http_read_patch(struct cx *cx, const struct shape *shape, void *object);

/*
 * For an update: refuses with ERR_precondition_failed when If-Match names another version than
 * the current state `current` (a struct of the route's reply shape). No If-Match: passes.
 */
bool http_check_match(struct cx *cx, const struct shape *shape, const void *current);

/* The reply's entity tag is that of `what` instead of its own: what http_check_match of an update
 * compares, where a reply tells more than can be changed. */
void http_tag_by(struct cx *cx, const struct shape *shape, const void *what);

/* A header of the request, absent when not sent. */
str http_header(struct cx *cx, const char *name);

/* The reply stands, but whatever the handler does is rolled back: it was only a preview. */
void http_discard_changes(struct cx *cx);

/* The path of the file a ROUTE_STREAM_BODY body was written to; the handler may rename it away,
 * otherwise it is removed with the request. */
str http_body_file(struct cx *cx, int64_t *size);

/* The route's reply as JSON that was written before, in place of cx->reply. */
bool http_reply_json(struct cx *cx, str text);
/* Writes cx->reply out now, as it would be in the end: what http_reply_json gives again. */
bool http_reply_now(struct cx *cx, str *text);

/* Replies of ROUTE_RAW_REPLY: a whole body of another type. */
bool http_reply_text(struct cx *cx, int status, const char *content_type, str body);
/* A regular file, from the disk while it is sent. false, and nothing said, when there is none. */
bool http_reply_file(struct cx *cx, const char *content_type, str path);
/* Content-Disposition: attachment with an RFC 6266 file name. */
void http_set_attachment(struct cx *cx, str file_name);

/* The session cookie of the reply: HttpOnly, SameSite=Strict, Path=/, Secure where public_url is
 * https. What the database keeps of the token: http/credentials.h. */
void http_set_session(struct cx *cx, str token);
void http_clear_session(struct cx *cx);

/* The settings the server runs with. */
const struct config *http_config(const struct cx *cx);

/* Where the request came from: the peer, or behind a proxy on this machine what the proxy says. */
str http_client_address(struct cx *cx);

/* The route row being served (for logs, audit). */
const struct route *http_route(const struct cx *cx);

#endif
