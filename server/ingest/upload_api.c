#include "ingest/upload.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "audit/audit.h"
#include "http/route.h"
#include "ingest/ingest.h"
#include "ingest/problem.h"
#include "ingest/upload.sql.h"

static const struct field path_fields[] = { FIELD(struct upload_path, payer_id), FIELDS_END };
const struct shape upload_path_shape = SHAPE("UploadPath", struct upload_path, path_fields);

static const struct field query_fields[] = {
    FIELD(struct upload_query, filename, .max = 255, .doc = "Shown in messages and with the drop"),
    FIELD(struct upload_query, source, .max = 63,
          .doc = "Which of the payer's sources this is: lower-case letters, digits and _.-; "
                 "upload unless given"),
    FIELDS_END
};
const struct shape upload_query_shape = SHAPE("UploadQuery", struct upload_query, query_fields);

static const struct field reply_fields[] = { FIELD(struct upload_reply, job_id), FIELDS_END };
const struct shape upload_reply_shape = SHAPE("UploadAccepted", struct upload_reply, reply_fields);

static const struct field job_fields[] = { FIELD(struct upload_job, upload_id),
                                           FIELD(struct upload_job, payer_id),
                                           FIELD(struct upload_job, filename),
                                           FIELD(struct upload_job, source), FIELDS_END };
const struct shape upload_job_shape = SHAPE("IngestUpload", struct upload_job, job_fields);

/* Who sent what stays in the audit log, also when nothing can be made of it. */
static const struct field record_fields[] = { FIELD(struct upload_job, payer_id),
                                              FIELD(struct upload_job, filename),
                                              FIELD(struct upload_job, source), FIELDS_END };
static const struct shape record_shape = SHAPE("Upload", struct upload_job, record_fields);

str upload_folder(struct arena *arena, const struct config *config)
{
    return str_format(arena, "%.*s/uploads", STR_ARG(config->data_dir));
}

str upload_waiting_path(struct arena *arena, const struct config *config, uuid upload_id)
{
    return str_format(arena, "%s/%s%s", upload_folder(arena, config).ptr,
                      uuid_text(arena, upload_id).ptr, UPLOAD_WAITING.ptr);
}

static bool is_source(str name)
{
    for (size_t i = 0; i < name.len; i++) {
        char c = name.ptr[i];
        bool is_plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        bool is_mark = i > 0 && (c == '_' || c == '.' || c == '-');
        if (!is_plain && !is_mark)
            return false;
    }
    return name.len > 0;
}

static bool fail_keep(struct cx *cx)
{
    return fail_errno(cx, ERR_internal, "keep the upload", STR_NULL);
}

static bool sync_path(struct cx *cx, str path, int flags)
{
    int fd = open(path.ptr, flags | O_CLOEXEC);
    bool is_ok = fd >= 0 && fsync(fd) == 0;
    if (!is_ok)
        (void)fail_keep(cx);
    if (fd >= 0)
        close(fd);
    return is_ok;
}

/* On disk before a transaction is open that waits for it. */
static bool check_file(struct cx *cx)
{
    int64_t size;
    str path = http_body_file(cx, &size);
    if (size == 0)
        return fail(cx, ERR_file_empty, "the upload has no bytes");
    return sync_path(cx, path, O_WRONLY);
}

static bool take_file(struct cx *cx, uuid upload_id)
{
    int64_t size;
    const struct config *config = http_config(cx);
    str from = http_body_file(cx, &size);
    str to = upload_waiting_path(cx->arena, config, upload_id);
    if (rename(from.ptr, to.ptr) != 0)
        return fail_keep(cx);
    return sync_path(cx, upload_folder(cx->arena, config), O_RDONLY | O_DIRECTORY);
}

bool upload_post(struct cx *cx)
{
    const struct upload_path *path = cx->path;
    const struct upload_query *query = cx->query;
    struct upload_reply *reply = cx->reply;
    struct upload_path payer;
    struct upload_job job = {
        .upload_id = uuid_new(cx->now.us),
        .payer_id = path->payer_id,
        .filename = str_is_empty(query->filename) ? SOURCE_DEFAULT : query->filename,
        .source = str_is_null(query->source) ? SOURCE_DEFAULT : query->source,
    };
    if (!is_source(job.source))
        return fail_at(cx, ERR_invalid_parameter, STR("?source"), "\"%.*s\" is not a source name",
                       STR_ARG(job.source));
    TRY(check_file(cx));
    TRY(db_one(cx, &sql_upload_payer, IN(upload_path_shape, path), IN_NONE, &upload_path_shape,
               &payer));
    TRY(job_enqueue(cx, &job_ingest_upload, uuid_text(cx->arena, path->payer_id),
                    ERR_ingest_in_progress, &job, &reply->job_id));
    TRY(audit_record(cx, STR("job.create"), STR("job"), uuid_text(cx->arena, reply->job_id),
                     &record_shape, NULL, &job));
    return take_file(cx, job.upload_id);
}
