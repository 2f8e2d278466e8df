#include "http/own_routes.h"

#include <sodium.h>

#include "http/http.sql.h"
#include "http/metrics.h"
#include "http/readiness.h"
#include "http/receive.h"
#include "http/service.h"

enum { METRICS_MAX = 4 * 1024 * 1024 };

static bool is_healthy(struct cx *cx)
{
    return http_reply_text(cx, 200, "application/json", STR("{\"status\":\"ok\"}"));
}

static bool is_ready(struct cx *cx)
{
    readiness_ask(cx->http);
    return true;
}

/* It is large, and anybody may ask for it: neither copied nor hashed each time. */
static bool openapi(struct cx *cx)
{
    const struct http_server *server = cx->http->server;
    struct reply *reply = &cx->http->reply;
    reply->status = 200;
    reply->content_type = "application/json";
    reply->body = server->openapi;
    reply->etag = server->openapi_tag;
    return true;
}

/* ---- metrics ---- */

struct job_count {
    str kind;
    str state;
    int64_t jobs;
};

static const struct field job_count_fields[] = { FIELD(struct job_count, kind),
                                                 FIELD(struct job_count, state),
                                                 FIELD(struct job_count, jobs), FIELDS_END };
static const struct shape job_count_shape = SHAPE("JobCount", struct job_count, job_count_fields);

static bool may_see_metrics(struct cx *cx)
{
    if (receive_is_loopback(http_client_address(cx)))
        return true;
    str wanted = http_config(cx)->metrics_token;
    str given = http_header(cx, "Authorization");
    if (str_is_empty(wanted) || !str_starts(given, STR("Bearer ")))
        return false;
    given = (str){ given.ptr + 7, given.len - 7 };
    return given.len == wanted.len && sodium_memcmp(given.ptr, wanted.ptr, wanted.len) == 0;
}

static bool metrics(struct cx *cx)
{
    if (!may_see_metrics(cx))
        return fail(cx, ERR_forbidden, "metrics are for loopback or for who has the token");
    struct strbuf out = strbuf_new(cx->arena, METRICS_MAX);
    metrics_write(cx->http->server, &out);

    list counts;
    TRY(db_all(cx, &sql_metrics_jobs, IN_NONE, IN_NONE, &job_count_shape, &counts));
    strbuf_add(&out,
               STR("# HELP proforma_jobs Jobs by kind and state.\n# TYPE proforma_jobs gauge\n"));
    const struct job_count *count = counts.items;
    for (size_t i = 0; i < counts.count; i++)
        strbuf_add_format(&out, "proforma_jobs{kind=\"%.*s\",state=\"%.*s\"} %lld\n",
                          STR_ARG(count[i].kind), STR_ARG(count[i].state),
                          (long long)count[i].jobs);
    return http_reply_text(cx, 200, "text/plain; version=0.0.4; charset=utf-8", strbuf_str(&out));
}

static const struct route routes[] = {
    { GET, "/healthz", is_healthy, .flags = ROUTE_INLINE | ROUTE_RAW_REPLY,
      .doc = "Does the server run?" },
    { GET, "/readyz", is_ready, .flags = ROUTE_INLINE | ROUTE_RAW_REPLY,
      .doc = "Can it serve: is the database there, and at the version of this program?" },
    { GET, "/metrics", metrics, .flags = ROUTE_READ_ONLY | ROUTE_PLATFORM | ROUTE_RAW_REPLY,
      .doc =
          "Counters for Prometheus; from loopback, or with the token of PROFORMA_METRICS_TOKEN" },
    { GET, "/api/v1/openapi.json", openapi, .flags = ROUTE_INLINE | ROUTE_RAW_REPLY,
      .doc = "This description" },
};

const struct route_table *own_routes_and(struct arena *arena, const struct route_table *tables,
                                         size_t *count)
{
    struct route_table *all = ARENA_ARRAY(arena, struct route_table, *count + 1);
    all[0] = ROUTE_TABLE(routes);
    for (size_t i = 0; i < *count; i++)
        all[i + 1] = tables[i];
    *count += 1;
    return all;
}
