/*
 * The charges of a drop and their details, from an aggregation into the database. Used by
 * ingest/drop_write.c, in its transaction.
 */
#ifndef PROFORMA_INGEST_DROP_CHARGES_H
#define PROFORMA_INGEST_DROP_CHARGES_H

#include "ingest/drop_write.h"

struct drop_counts {
    int64_t charges; /* rows of table charges */
    int64_t parts;   /* the same, told apart by resource and tags where those are kept */
};

/* Writes accounts, skus, charge_texts, charges and charge_details. */
bool drop_charges_write(struct cx *cx, const struct drop_input *input, uuid drop_id,
                        struct drop_counts *counts);

#endif
