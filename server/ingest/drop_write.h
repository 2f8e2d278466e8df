/*
 * Writes a drop: the one user of the database role proforma_ingest, which may write charges and
 * partitions that no other role may (docs/adr/0004). It takes the tenant from cx->principal and
 * names it in every row and statement.
 *
 * All of it is one transaction, begun by drop_begin and ended by drop_write or db_rollback: when
 * the process dies, or anything fails, nothing has changed.
 */
#ifndef PROFORMA_INGEST_DROP_WRITE_H
#define PROFORMA_INGEST_DROP_WRITE_H

#include "db/db.h"
#include "ingest/aggregate.h"
#include "ingest/drop.h"
#include "ingest/tally.h"

struct drop_payer {
    uuid id;
    str provider;
    str external_id;
};

/*
 * Begins the transaction, takes the payer's lock (ERR_ingest_in_progress when another ingest of
 * this payer has it) and reads the payer. Reads payers.
 */
bool drop_begin(struct cx *cx, struct db_pool *pool, uuid payer_id, struct drop_payer *payer);

/* May a current drop be of these files? Those of none are as large together otherwise. Reads drops.
 */
bool drop_may_be_same(struct cx *cx, uuid payer_id, str source, int64_t size, bool *may_be);

/* The current drop made of the same files, if there is one. Reads drops. */
bool drop_find_same(struct cx *cx, uuid payer_id, str source, str fingerprint, struct drop *drop,
                    bool *found);

struct drop_input {
    const struct drop_payer *payer;
    str source;
    str fingerprint; /* hex */
    period period;
    str currency;
    struct aggregate *aggregate; /* aggregate_finish was called */
    str directory;               /* for temporary files */
    const struct tally *tally;
    const struct drop_file *files;
    size_t file_count;
    int64_t started_us; /* of the monotonic clock */
};

/*
 * Writes charges, details, rollups and cubes as a new version, checks that they add up to the tally
 * to the last digit (ERR_unreconciled otherwise), makes it the current drop, removes the rows of
 * the one before, and records it all in the audit log. The caller commits. Fills *drop.
 */
bool drop_write(struct cx *cx, const struct drop_input *input, struct drop *drop);

#endif
