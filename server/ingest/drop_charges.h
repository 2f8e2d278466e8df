/*
 * The charges of a drop, their details, rollups and cubes, from an aggregation into the database.
 * Used by ingest/drop_write.c, in its transaction.
 */
#ifndef PROFORMA_INGEST_DROP_CHARGES_H
#define PROFORMA_INGEST_DROP_CHARGES_H

#include "ingest/drop_write.h"

struct drop_counts {
    int64_t charges; /* as the view charges has them */
    int64_t parts;   /* the same, told apart by resource and tags where those are kept */
};

/* Writes accounts, skus, charge_texts, charge_series, charge_details, charge_rollups and all
 * cubes. */
bool drop_charges_write(struct cx *cx, const struct drop_input *input, uuid drop_id,
                        struct drop_counts *counts);

#endif
