/*
 * From the dictionaries of an aggregation to ids of the database: texts not known there are added.
 * An array holds the id of each number of its dictionary; entry 0, the empty text, is 0.
 */
#ifndef PROFORMA_INGEST_DROP_IDS_H
#define PROFORMA_INGEST_DROP_IDS_H

#include "ingest/aggregate.h"
#include "ingest/drop_write.h"

struct drop_ids {
    int64_t
        *of[DICTIONARY_COUNT]; /* none of those that are stored as text: types, resources, tags */
};

/* Accounts seen for the first time are created, in no billing group. Writes accounts, skus and
 * charge_texts. */
bool drop_ids_make(struct cx *cx, const struct drop_input *input, struct drop_ids *ids);

#endif
