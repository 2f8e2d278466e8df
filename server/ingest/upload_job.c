#include <stdio.h>
#include <unistd.h>

#include "ingest/ingest.h"
#include "ingest/upload.h"

struct progress_context {
    struct cx *cx;
    int64_t started_us;
};

static int64_t now_us(void)
{
    return instant_now().us;
}

static void report(void *context, const struct ingest_progress *progress)
{
    struct progress_context *p = context;
    char message[64];
    int64_t us = now_us() - p->started_us;
    long long rate = us > 0 ? (long long)((double)progress->rows * 1e6 / (double)us) : 0;
    int len = snprintf(message, sizeof message, "%lld rows, %lld rows/s", (long long)progress->rows,
                       rate);
    job_progress(p->cx, progress->done, progress->total, (str){ message, (size_t)len });
}

static bool run(struct cx *cx, struct db_pool *pool, const struct config *config)
{
    const struct upload_job *job = cx->body;
    struct progress_context context = { .cx = cx, .started_us = now_us() };
    const struct ingest_file file = {
        .path = upload_waiting_path(cx->arena, config, job->upload_id),
        .name = job->filename,
    };
    const struct ingest_options options = {
        .pool = pool,
        .config = config,
        .payer_id = job->payer_id,
        .source = job->source,
        .period = PERIOD_NONE,
        .files = &file,
        .file_count = 1,
        .report = report,
        .context = &context,
    };
    bool is_ok = ingest_run(cx, &options, cx->reply);
    int status = is_ok ? 200 : error_entry(cx->failure.code)->status;
    bool may_be_retried = status >= 500 || cx->failure.code == ERR_ingest_in_progress;
    if (is_ok || !may_be_retried)
        (void)unlink(file.path.ptr);
    return is_ok;
}

const struct job_kind job_ingest_upload = {
    .name = "ingest_upload",
    .run = run,
    .payload = &upload_job_shape,
    .result = &ingest_result_shape,
    .attempts_max = 3,
    .lease_s = 60,
    .is_final_error = true,
};
