/*
 * Reads the lines of one part (a file, or a member of a ZIP), whatever its format.
 */
#ifndef PROFORMA_INGEST_READER_H
#define PROFORMA_INGEST_READER_H

#include "ingest/input.h"
#include "ingest/line.h"
#include "ingest/problem.h"

/* Threads that read a part together: what a small server has cores. */
#define READER_THREADS 2

/* Lines that are read together: few enough that they are still near when they are worked on. */
#define BATCH_LINES 512

struct batch {
    const struct line *lines;
    size_t count; /* BATCH_LINES at most */
};

/* Takes lines, which borrow the reader's memory until it returns. Called by each thread with a cx
 * of its own; on failure cx->failure says why, and there are no more lines. */
typedef bool reader_take(struct cx *cx, void *context, const struct batch *batch);

struct reader {
    str name; /* of the part, for messages */
    struct layout layout;

    /* Gives all lines, once. Of one thread in the order of the file, those before a row that cannot
     * be read, too; of several in any order, and of several failures any is told. */
    bool (*read)(struct cx *cx, struct reader *reader, reader_take *take, void *context);
    /* Gives back what is not memory of the arena it was opened in. */
    void (*close)(struct reader *reader);
};

/* A CSV part: reads the header. Rows are found by one thread at a time. */
bool csv_reader_open(struct cx *cx, struct input *input, int threads, struct reader **reader);

/* A Parquet file, by its path. ERR_parquet_unavailable without libduckdb. */
struct parquet_options {
    str path;
    str name;
    str library;      /* libduckdb.so; empty: searched for */
    str directory;    /* for spilling */
    size_t memory;    /* bytes */
    int threads;      /* up to READER_THREADS */
    int64_t size;     /* bytes of the file, added to *counted bit by bit as it is read */
    int64_t *counted; /* may be NULL */
};
bool parquet_reader_open(struct cx *cx, const struct parquet_options *options,
                         struct reader **reader);

/* The place of a cell, for messages. The column is named as the file spells it; the value is
 * shown, or said to be empty. */
struct place reader_place(struct cx *cx, const struct reader *reader, const struct line *line,
                          enum column column);

#endif
