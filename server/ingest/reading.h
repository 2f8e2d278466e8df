/*
 * Reads lines into charges: normalize, check that all are of one payer, period and currency,
 * count, aggregate. The reader's threads each do so with lines of their own; where the lines meet,
 * in counting and aggregating, one waits for the other.
 */
#ifndef PROFORMA_INGEST_READING_H
#define PROFORMA_INGEST_READING_H

#include <pthread.h>

#include "ingest/aggregate.h"
#include "ingest/reader.h"
#include "ingest/tally.h"

/* What a run has done so far. */
struct ingest_progress {
    int64_t done; /* bytes of the files as they lie there */
    int64_t total;
    int64_t rows;
};

struct reading {
    struct arena *arena; /* of the run: what outlives a part */
    str payer;           /* the cloud's id of the payer the files must be of */
    void (*report)(void *context, const struct ingest_progress *progress); /* may be NULL */
    void *context;
    int64_t counted;       /* bytes read, counted by whichever thread reads them */
    pthread_mutex_t mutex; /* of what follows, while a part is read */
    struct aggregate *aggregate;
    struct tally tally;
    period period; /* all rows must be of, or PERIOD_NONE: the first row decides */
    str currency;  /* of the first row */
    struct ingest_progress progress;
};

/* Tells how far it is. */
void reading_report(struct reading *reading);

/* Reads a part to its end. On failure, the row that is told is the first that is wrong where the
 * reader has one thread, and some row where it has several. */
bool reading_part(struct cx *cx, struct reading *reading, struct reader *reader);

#endif
