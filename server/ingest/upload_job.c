#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "ingest/ingest.h"
#include "ingest/upload.h"
#include "ingest/upload.sql.h"

enum { ORPHAN_S = 24 * 3600 };

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
    long long rate = us > 0 ? progress->rows * 1000000 / us : 0;
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
        .is_ours = true,
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
    return ingest_run(cx, &options, cx->reply);
}

/* What failed for no fault of the file, a person may try again. */
static void ended(struct cx *cx, const struct config *config)
{
    const struct upload_job *job = cx->body;
    enum error_code code = cx->failure.code;
    bool may_be_retried =
        code != ERR_none && (error_entry(code)->status >= 500 || code == ERR_ingest_in_progress);
    if (!may_be_retried)
        (void)unlink(upload_waiting_path(cx->arena, config, job->upload_id).ptr);
}

/* ---- files whose job is not there, or no longer: their server died at the wrong moment ---- */

struct waiting {
    uuid upload_id;
};
static const struct field waiting_fields[] = { FIELD(struct waiting, upload_id), FIELDS_END };
static const struct shape waiting_shape = SHAPE("WaitingUpload", struct waiting, waiting_fields);

struct waiting_answer {
    bool is_awaited;
};
static const struct field answer_fields[] = { FIELD(struct waiting_answer, is_awaited),
                                              FIELDS_END };
static const struct shape answer_shape =
    SHAPE("WaitingUploadAnswer", struct waiting_answer, answer_fields);

/* A young file may be of an upload that is not committed yet. */
static bool is_old_upload(int folder, str name, uuid *upload_id)
{
    struct stat status;
    if (!str_ends(name, UPLOAD_WAITING) ||
        !uuid_parse((str){ name.ptr, name.len - UPLOAD_WAITING.len }, upload_id))
        return false;
    return fstatat(folder, name.ptr, &status, AT_SYMLINK_NOFOLLOW) == 0 &&
           time(NULL) - status.st_mtime > ORPHAN_S;
}

static bool remove_orphan(struct cx *cx, int folder, str name)
{
    struct waiting waiting;
    struct waiting_answer answer;
    if (!is_old_upload(folder, name, &waiting.upload_id))
        return true;
    TRY(db_one(cx, &sql_upload_is_awaited, IN(waiting_shape, &waiting), IN_NONE, &answer_shape,
               &answer));
    if (!answer.is_awaited)
        (void)unlinkat(folder, name.ptr, 0);
    return true;
}

static void tidy(struct cx *cx, struct db_pool *pool, const struct config *config)
{
    DIR *folder = opendir(upload_folder(cx->arena, config).ptr);
    if (folder == NULL)
        return;
    bool is_ok = db_begin(cx, pool, DB_PLATFORM, DB_NONE);
    for (struct dirent *entry; is_ok && (entry = readdir(folder)) != NULL;)
        is_ok = remove_orphan(cx, dirfd(folder), str_of(entry->d_name));
    closedir(folder);
}

const struct job_kind job_ingest_upload = {
    .name = "ingest_upload",
    .run = run,
    .ended = ended,
    .tidy = tidy,
    .payload = &upload_job_shape,
    .result = &ingest_result_shape,
    .attempts_max = 3,
    .lease_s = 60,
    .is_final_error = true,
};
