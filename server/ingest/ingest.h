/*
 * Ingest: the files of a provider's bill become one drop (drop.h), all of it or nothing.
 *
 *     file → parts → lines → charge and measures → groups → charges in the database
 *     source_file   part   reader   normalize     aggregate   drop_write
 *
 * Memory is bounded by the setting ingest_memory_mb however large the files are. What is wrong
 * with them is said with file, row, column and value (problem.h).
 */
#ifndef PROFORMA_INGEST_INGEST_H
#define PROFORMA_INGEST_INGEST_H

#include "core/config.h"
#include "db/db.h"
#include "http/route.h"
#include "ingest/reading.h"
#include "jobs/job.h"

#define SOURCE_DEFAULT STR("upload")

struct ingest_file {
    str path;
    str name;     /* for messages and the drop; absent: the last part of the path */
    bool is_ours; /* the file may be kept without a copy: nobody writes to it, and who asks removes
                     it */
};

struct ingest_options {
    struct db_pool *pool;
    const struct config *config;
    uuid payer_id;
    str source;    /* [a-z0-9][a-z0-9_.-]{0,62} */
    period period; /* the files must be of, or PERIOD_NONE */
    const struct ingest_file *files;
    size_t file_count;
    void (*report)(void *context, const struct ingest_progress *progress); /* may be NULL */
    void *context;
};

/* What came of it; the result of the job. */
struct ingest_result {
    uuid drop_id;
    bool unchanged; /* the current drop is of the same files: nothing was written */
    int64_t rows;   /* that became charges */
    int64_t skipped_rows;
    int64_t charges;
    decimal cost;
    decimal public_on_demand_cost;
    str currency;
    period period;
    decimal seconds;
};
extern const struct shape ingest_result_shape;

/*
 * Runs an ingest for the tenant of cx->principal, in a transaction of its own. Reads the files,
 * writes accounts, skus, charge_texts, charges, rollups, cubes, drops and the audit log, and keeps
 * the files under DATA_DIR/sources. After a failure nothing of it is there.
 */
bool ingest_run(struct cx *cx, const struct ingest_options *options, struct ingest_result *result);

/* POST /payers/{payer_id}/uploads, GET /drops, GET /drops/{id}, GET /drops/{id}/files/{sha256} */
extern const struct route_table ingest_routes;

extern const struct job_kind job_ingest_upload;

#endif
