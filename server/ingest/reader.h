/*
 * Reads the lines of one part (a file, or a member of a ZIP), whatever its format.
 */
#ifndef PROFORMA_INGEST_READER_H
#define PROFORMA_INGEST_READER_H

#include "ingest/input.h"
#include "ingest/line.h"
#include "ingest/problem.h"

/* Lines that are read together. */
struct batch {
    const struct line *lines;
    size_t count;
};

struct reader {
    str name; /* of the part, for messages */
    struct layout layout;

    /* The next lines, as many as are at hand; none at the end. They borrow the reader's memory
     * until the next call. On failure cx->failure names the part and the row. */
    bool (*next)(struct cx *cx, struct reader *reader, struct batch *batch);
    /* Gives back what is not memory of the arena it was opened in. */
    void (*close)(struct reader *reader);
};

/* A CSV part: reads the header. Rows are inflated and scanned in a second thread, which reads the
 * input until the reader is closed. */
bool csv_reader_open(struct cx *cx, struct input *input, struct reader **reader);

/* A Parquet file, by its path. ERR_parquet_unavailable without libduckdb. */
struct parquet_options {
    str path;
    str name;
    str library;      /* libduckdb.so; empty: searched for */
    str directory;    /* for spilling */
    size_t memory;    /* bytes */
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
