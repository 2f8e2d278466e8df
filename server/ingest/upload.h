/*
 * Uploads: a file sent to the API waits in DATA_DIR/uploads for its job, which makes it a drop.
 */
#ifndef PROFORMA_INGEST_UPLOAD_H
#define PROFORMA_INGEST_UPLOAD_H

#include "core/config.h"
#include "core/cx.h"
#include "core/shape.h"

struct upload_path {
    uuid payer_id;
};
extern const struct shape upload_path_shape;

struct upload_query {
    str filename;
    str source;
};
extern const struct shape upload_query_shape;

struct upload_reply {
    uuid job_id;
};
extern const struct shape upload_reply_shape;

/* The payload of job ingest_upload. */
struct upload_job {
    uuid upload_id; /* names the file that waits */
    uuid payer_id;
    str filename;
    str source;
};
extern const struct shape upload_job_shape;

/* Where the file of an upload waits. */
#define UPLOAD_WAITING STR(".waiting")
str upload_folder(struct arena *arena, const struct config *config);
str upload_waiting_path(struct arena *arena, const struct config *config, uuid upload_id);

/* The handler: takes the file and enqueues the job. ERR_ingest_in_progress while another one of
 * the payer is waiting or running. */
bool upload_post(struct cx *cx);

#endif
