#include "audit/audit.h"
#include "core/detail.h"
#include "http/events.h"
#include "jobs/job.sql.h"
#include "jobs/work.h"

/* What went wrong, in the language of who asks. */
struct job_error {
    str code;
    str title;
    str detail;
};
static const struct field error_fields[] = {
    FIELD(struct job_error, code), FIELD(struct job_error, title),
    FIELD(struct job_error, detail, .flags = FIELD_NULLABLE), FIELDS_END
};
static const struct shape error_shape = SHAPE("JobError", struct job_error, error_fields);

struct job_view {
    uuid id;
    str kind;
    str subject;
    uuid payer_id;
    str state;
    int64_t done;
    int64_t total;
    str message;
    object error;
    json_text result;
    instant created_at;
    instant started_at;
    instant finished_at;
    str cursor;
    /* columns that `error` is made of */
    str code;
    str detail;
    str detail_zh;
};

#define JOB_FIELDS                                                                                 \
    FIELD(struct job_view, id), FIELD(struct job_view, kind),                                      \
        FIELD(struct job_view, subject,                                                            \
              .doc = "What it works on, in words: the name of the file"),                          \
        FIELD(struct job_view, payer_id, .flags = FIELD_NULLABLE),                                 \
        FIELD(struct job_view, state, .doc = "queued, running, done or failed"),                   \
        FIELD(struct job_view, done, .doc = "How far it is, of total; in the kind's own unit"),    \
        FIELD(struct job_view, total), FIELD(struct job_view, message),                            \
        FIELD(struct job_view, result, .flags = FIELD_NULLABLE,                                    \
              .doc = "What it made; differs by kind"),                                             \
        FIELD(struct job_view, created_at),                                                        \
        FIELD(struct job_view, started_at, .flags = FIELD_NULLABLE,                                \
              .doc = "Of the try that is running or was the last; null: not taken yet"),           \
        FIELD(struct job_view, finished_at, .flags = FIELD_NULLABLE),                              \
        FIELD(struct job_view, cursor, .flags = FIELD_READ_ONLY | FIELD_OMIT_ABSENT)

static const struct field row_fields[] = { JOB_FIELDS, FIELD(struct job_view, code),
                                           FIELD(struct job_view, detail),
                                           FIELD(struct job_view, detail_zh), FIELDS_END };
static const struct shape row_shape = SHAPE("JobRow", struct job_view, row_fields);

static const struct field view_fields[] = { JOB_FIELDS,
                                            FIELD(struct job_view, error, .of = &error_shape,
                                                  .flags = FIELD_NULLABLE,
                                                  .doc = "Why it failed, or why its last try did"),
                                            FIELDS_END };
static const struct shape view_shape =
    SHAPE("Job", struct job_view, view_fields, .doc = "Work done in the background");

struct job_query {
    struct page page;
    str kind;
    str state;
};
static const str states[] = { STR("queued"), STR("running"), STR("done"), STR("failed"), STR_NULL };
static const struct field query_fields[] = { PAGE_FIELDS(struct job_query),
                                             FIELD(struct job_query, kind),
                                             FIELD(struct job_query, state, .one_of = states),
                                             FIELDS_END };
static const struct shape query_shape = SHAPE("JobQuery", struct job_query, query_fields);

/* ---- reading ---- */

static void explain(struct cx *cx, struct job_view *job)
{
    if (str_is_null(job->code))
        return;
    bool is_zh = str_starts(cx->principal.language, STR("zh"));
    const struct error_entry *entry = error_entry(error_by_name(job->code));
    struct job_error *error = ARENA_NEW(cx->arena, struct job_error);
    error->code = job->code;
    error->title = is_zh ? entry->zh : entry->en;
    const struct failure failure = { .detail = job->detail, .detail_zh = job->detail_zh };
    error->detail = detail_for(cx->arena, &failure, is_zh);
    job->error.ptr = error;
}

static bool read_job(struct cx *cx, struct job_view *job)
{
    TRY(db_one(cx, &sql_job_by_id, IN(id_path_shape, cx->path), IN_NONE, &row_shape, job));
    explain(cx, job);
    return true;
}

static bool job_list(struct cx *cx)
{
    list *jobs = cx->reply;
    TRY(db_all(cx, &sql_job_list, IN(query_shape, cx->query), IN_NONE, &row_shape, jobs));
    struct job_view *items = jobs->items;
    for (size_t i = 0; i < jobs->count; i++)
        explain(cx, &items[i]);
    return true;
}

static bool job_get(struct cx *cx)
{
    return read_job(cx, cx->reply);
}

static bool job_events(struct cx *cx)
{
    struct job_view job = { 0 };
    TRY(read_job(cx, &job));
    http_event(cx, "progress", &view_shape, &job);
    if (str_equal(job.state, STR("done")) || str_equal(job.state, STR("failed")))
        http_event_last(cx);
    return true;
}

/* ---- trying again ---- */

static bool job_retry(struct cx *cx)
{
    struct job_view before = { 0 };
    struct id_path retried;
    bool found;
    TRY(read_job(cx, &before));
    TRY(db_maybe(cx, &sql_job_retry, IN(id_path_shape, cx->path), IN_NONE, &id_path_shape, &retried,
                 &found));
    if (!found)
        return fail(cx, ERR_job_not_retryable, "this job is %.*s", STR_ARG(before.state));
    TRY(read_job(cx, cx->reply));
    return audit_record(cx, STR("job.retry"), STR("job"), uuid_text(cx->arena, before.id),
                        &view_shape, &before, cx->reply);
}

static const struct route routes[] = {
    { GET, "/api/v1/jobs", job_list, PERM_JOB_READ, ROUTE_READ_ONLY, .query = &query_shape,
      .reply_list = &view_shape, .doc = "List jobs, newest first" },
    { GET, "/api/v1/jobs/{id}", job_get, PERM_JOB_READ, ROUTE_READ_ONLY,
      .path_shape = &id_path_shape, .reply = &view_shape, .doc = "One job" },
    { GET, "/api/v1/jobs/{id}/events", job_events, PERM_JOB_READ, ROUTE_READ_ONLY | ROUTE_EVENTS,
      .path_shape = &id_path_shape, .reply = &view_shape,
      .doc = "The job as it goes on, as server-sent events" },
    { POST, "/api/v1/jobs/{id}/retry", job_retry, PERM_UPLOAD_WRITE, .path_shape = &id_path_shape,
      .reply = &view_shape, .doc = "Try a failed job again" },
};
const struct route_table job_routes = ROUTE_TABLE(routes);
