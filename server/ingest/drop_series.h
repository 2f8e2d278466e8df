/*
 * Rows of charge_series, from charges (series.h). Used by ingest/drop_charges.c.
 */
#ifndef PROFORMA_INGEST_DROP_SERIES_H
#define PROFORMA_INGEST_DROP_SERIES_H

#include "ingest/copy_binary.h"
#include "ingest/drop_ids.h"

struct drop_series {
    const struct drop_input *input;
    const struct drop_ids *ids;
    uuid drop_id;
    struct copy copy;
};

/* Begins the COPY: until drop_series_end nothing else can be sent to the database. */
bool drop_series_begin(struct cx *cx, struct drop_series *series);

/* A row of charges that differ in their day alone, SERIES_DAYS of them at most. */
bool drop_series_add(struct cx *cx, struct drop_series *series, const struct group *const *charges,
                     size_t count);

bool drop_series_end(struct cx *cx, struct drop_series *series);

#endif
