#include "jobs/job.h"

#include "core/json.h"
#include "jobs/job.sql.h"
#include "jobs/work.h"

#include <string.h>

void job_progress(struct cx *cx, int64_t done, int64_t total, str message)
{
    struct job *job = cx->job;
    if (job == NULL)
        return;
    size_t length = message.len < JOB_MESSAGE_SIZE ? message.len : JOB_MESSAGE_SIZE - 1;
    while (length < message.len && length > 0 &&
           ((unsigned char)message.ptr[length] & 0xc0) == 0x80)
        length--; /* not amid a character */
    pthread_mutex_lock(job->mutex);
    job->done = done;
    job->total = total;
    memcpy(job->message, length > 0 ? message.ptr : "", length);
    job->message[length] = '\0';
    pthread_mutex_unlock(job->mutex);
}

struct enqueue_args {
    uuid id;
    str kind;
    str key;
    json_text payload;
    int64_t attempts_max;
};
static const struct field enqueue_fields[] = {
    FIELD(struct enqueue_args, id),           FIELD(struct enqueue_args, kind),
    FIELD(struct enqueue_args, key),          FIELD(struct enqueue_args, payload),
    FIELD(struct enqueue_args, attempts_max), FIELDS_END
};
static const struct shape enqueue_shape = SHAPE("JobEnqueue", struct enqueue_args, enqueue_fields);

bool job_enqueue(struct cx *cx, const struct job_kind *kind, str key, enum error_code taken_error,
                 const void *payload, uuid *id)
{
    struct enqueue_args args = {
        .id = uuid_new(cx->now.us),
        .kind = str_of(kind->name),
        .key = key,
        .payload = { json_text_of(cx->arena, kind->payload, payload) },
        .attempts_max = kind->attempts_max,
    };
    bool is_added;
    TRY(db_maybe(cx, &sql_job_enqueue, IN(enqueue_shape, &args), IN_NONE, &enqueue_shape, &args,
                 &is_added));
    if (!is_added)
        return fail(cx, taken_error, "such a job is waiting or running already");
    *id = args.id;
    return true;
}
