/*
 * Reads lines into charges: normalize, check that all are of one payer, period and currency,
 * count, aggregate.
 */
#ifndef PROFORMA_INGEST_READING_H
#define PROFORMA_INGEST_READING_H

#include "ingest/aggregate.h"
#include "ingest/reader.h"
#include "ingest/tally.h"

#define PERIOD_CELL_MAX 64

/* What a run has done so far. */
struct ingest_progress {
    int64_t done; /* bytes of the files as they lie there */
    int64_t total;
    int64_t rows;
};

struct reading {
    struct arena *arena; /* of the run: what outlives a part */
    struct aggregate *aggregate;
    struct tally tally;
    str payer;       /* the cloud's id of the payer the files must be of */
    period period;   /* they must be of, or PERIOD_NONE: the first row decides */
    str currency;    /* of the first row */
    str period_cell; /* of the row before: most rows need no second look */
    char period_bytes[PERIOD_CELL_MAX];
    struct ingest_progress progress;
    int64_t counted; /* bytes read, counted by whichever thread reads them */
    void (*report)(void *context, const struct ingest_progress *progress); /* may be NULL */
    void *context;
};

/* Tells how far it is. */
void reading_report(struct reading *reading);

/* Reads a part to its end. */
bool reading_part(struct cx *cx, struct reading *reading, struct reader *reader);

#endif
