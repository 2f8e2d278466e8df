#include "http/metrics.h"

#include <stdatomic.h>

#include "core/log.h"
#include "http/service.h"
#include "http/workers.h"

/* Upper bounds of the histogram, in microseconds. */
static const int64_t bounds_us[] = { 1000,   2500,   5000,   10000,   25000,   50000,
                                     100000, 250000, 500000, 1000000, 2500000, 10000000 };
enum { BOUNDS = sizeof bounds_us / sizeof bounds_us[0], CLASSES = 5 };

typedef _Atomic uint64_t counter;

struct route_metrics {
    counter by_class[CLASSES];    /* 1xx … 5xx */
    counter by_bound[BOUNDS + 1]; /* the last one: longer than all bounds */
    counter total_us;
};

struct metrics {
    size_t endpoint_count;
    struct route_metrics *routes; /* by endpoint index; one more for everything else */
    counter cut_off;              /* the client left before the answer was out */
};

struct metrics *metrics_new(struct arena *arena, size_t endpoint_count)
{
    struct metrics *metrics = ARENA_NEW(arena, struct metrics);
    metrics->endpoint_count = endpoint_count;
    metrics->routes = ARENA_ARRAY(arena, struct route_metrics, endpoint_count + 1);
    return metrics;
}

/* ---- counting ---- */

static void bump(counter *c, uint64_t by)
{
    atomic_fetch_add_explicit(c, by, memory_order_relaxed);
}

static uint64_t value(counter *c)
{
    return atomic_load_explicit(c, memory_order_relaxed);
}

static enum log_level level_of(int status)
{
    if (status == 500)
        return LOG_ERROR;
    return status > 500 ? LOG_WARNING : LOG_INFO;
}

/* How a request ended that was not answered to its last byte; absent for one that was. */
static const str endings[] = {
    [MHD_REQUEST_TERMINATED_WITH_ERROR] = { "broken", 6 },
    [MHD_REQUEST_TERMINATED_TIMEOUT_REACHED] = { "timed out", 9 },
    [MHD_REQUEST_TERMINATED_DAEMON_SHUTDOWN] = { "shut down", 9 },
    [MHD_REQUEST_TERMINATED_READ_ERROR] = { "client left", 11 },
    [MHD_REQUEST_TERMINATED_CLIENT_ABORT] = { "client left", 11 },
};

static void log_request(const struct http_exchange *x, int64_t duration_us, str ending)
{
    const struct failure *failure = &x->cx.failure;
    const struct log_field all[] = {
        LOG_TEXT("request_id", x->cx.request_id),
        LOG_TEXT("method", x->is_head ? STR("HEAD") : method_name(x->method)),
        LOG_TEXT("path", x->path),
        LOG_NUMBER("status", x->reply.status),
        LOG_NUMBER("duration_us", duration_us),
        LOG_NUMBER("bytes", (int64_t)x->reply.body.len),
        LOG_TEXT("client", x->client_address),
        LOG_TEXT("user", x->cx.principal.username),
        LOG_TEXT("code", failure->code != ERR_none ? error_entry(failure->code)->code : STR_NULL),
        LOG_TEXT("detail", failure->detail),
        LOG_TEXT("end", ending),
    };
    static const bool is_number[] = { [3] = true, [4] = true, [5] = true };
    struct log_field fields[sizeof all / sizeof all[0]];
    size_t count = 0;
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++)
        if (!str_is_null(all[i].text) || (i < sizeof is_number && is_number[i]))
            fields[count++] = all[i];
    log_fields(level_of(x->reply.status), "request", fields, count);
}

void metrics_count(const struct http_exchange *x, enum MHD_RequestTerminationCode code)
{
    struct metrics *metrics = x->server->metrics;
    size_t index = x->endpoint ? x->endpoint->index : metrics->endpoint_count;
    struct route_metrics *route = &metrics->routes[index];
    int64_t duration_us = service_clock_us() - x->started_us;
    int class = x->reply.status / 100;
    size_t bound = 0;
    while (bound < BOUNDS && duration_us > bounds_us[bound])
        bound++;
    if (class >= 1 && class <= CLASSES)
        bump(&route->by_class[class - 1], 1);
    bump(&route->by_bound[bound], 1);
    bump(&route->total_us, (uint64_t)duration_us);
    bump(&metrics->cut_off, code != MHD_REQUEST_TERMINATED_COMPLETED_OK);
    log_request(x, duration_us, endings[code]);
}

/* ---- writing ---- */

static void write_route(struct strbuf *out, struct route_metrics *route, const char *method,
                        const char *path)
{
    for (int class = 0; class < CLASSES; class ++) {
        uint64_t count = value(&route->by_class[class]);
        if (count > 0)
            strbuf_add_format(
                out, "proforma_requests_total{method=\"%s\",route=\"%s\",status=\"%dxx\"} %llu\n",
                method, path, class + 1, (unsigned long long)count);
    }
}

static void write_histogram(struct strbuf *out, struct route_metrics *route, const char *method,
                            const char *path)
{
    static const char name[] = "proforma_request_duration_seconds";
    uint64_t count = 0;
    for (size_t i = 0; i <= BOUNDS; i++)
        count += value(&route->by_bound[i]);
    if (count == 0)
        return;
    uint64_t below = 0;
    for (size_t i = 0; i < BOUNDS; i++) {
        below += value(&route->by_bound[i]);
        strbuf_add_format(out, "%s_bucket{method=\"%s\",route=\"%s\",le=\"%lld.%06lld\"} %llu\n",
                          name, method, path, (long long)(bounds_us[i] / 1000000),
                          (long long)(bounds_us[i] % 1000000), (unsigned long long)below);
    }
    uint64_t total_us = value(&route->total_us);
    strbuf_add_format(out, "%s_bucket{method=\"%s\",route=\"%s\",le=\"+Inf\"} %llu\n", name, method,
                      path, (unsigned long long)count);
    strbuf_add_format(out, "%s_sum{method=\"%s\",route=\"%s\"} %llu.%06llu\n", name, method, path,
                      (unsigned long long)(total_us / 1000000),
                      (unsigned long long)(total_us % 1000000));
    strbuf_add_format(out, "%s_count{method=\"%s\",route=\"%s\"} %llu\n", name, method, path,
                      (unsigned long long)count);
}

typedef void route_writer(struct strbuf *out, struct route_metrics *route, const char *method,
                          const char *path);

static void for_each_route(const struct http_server *server, struct strbuf *out,
                           route_writer *write)
{
    struct metrics *metrics = server->metrics;
    for (size_t i = 0; i < metrics->endpoint_count; i++) {
        const struct route *row = server->endpoints[i].row;
        write(out, &metrics->routes[i], method_name(row->method).ptr, row->path);
    }
    write(out, &metrics->routes[metrics->endpoint_count], "GET", "other");
}

static void write_gauge(struct strbuf *out, const char *name, const char *help, int64_t number)
{
    strbuf_add_format(out, "# HELP %s %s\n# TYPE %s gauge\n%s %lld\n", name, help, name, name,
                      (long long)number);
}

static void write_pool(struct strbuf *out, struct db_pool *pool)
{
    static const char *const roles[DB_ROLE_COUNT] = { "app", "platform", "ingest" };
    strbuf_add(out, STR("# HELP proforma_database_connections_busy Pooled connections in use.\n"
                        "# TYPE proforma_database_connections_busy gauge\n"));
    for (enum db_role role = 0; role < DB_ROLE_COUNT; role++)
        strbuf_add_format(out, "proforma_database_connections_busy{role=\"%s\"} %d\n", roles[role],
                          db_pool_lent(pool, role));
}

void metrics_write(const struct http_server *server, struct strbuf *out)
{
    strbuf_add(out, STR("# HELP proforma_requests_total Requests answered.\n"
                        "# TYPE proforma_requests_total counter\n"));
    for_each_route(server, out, write_route);
    strbuf_add(out, STR("# HELP proforma_request_duration_seconds From headers to last byte.\n"
                        "# TYPE proforma_request_duration_seconds histogram\n"));
    for_each_route(server, out, write_histogram);
    strbuf_add_format(out,
                      "# HELP proforma_requests_cut_off_total Requests that found no end.\n"
                      "# TYPE proforma_requests_cut_off_total counter\n"
                      "proforma_requests_cut_off_total %llu\n",
                      (unsigned long long)value(&server->metrics->cut_off));
    write_gauge(out, "proforma_handlers_busy", "Handlers running.", workers_busy(server->workers));
    write_gauge(out, "proforma_handlers_queued", "Requests waiting for a handler.",
                workers_queued(server->workers));
    write_gauge(out, "proforma_hashing_queued", "Requests waiting to hash a password.",
                workers_queued(server->hashers));
    write_pool(out, server->options.pool);
}
