/*
 * Rows in PostgreSQL's binary COPY format, collected in a buffer and sent when it is full.
 */
#ifndef PROFORMA_INGEST_COPY_BINARY_H
#define PROFORMA_INGEST_COPY_BINARY_H

#include "core/cx.h"
#include "core/decimal.h"

#define COPY_BUFFER (256 * 1024)

struct copy {
    char *buffer; /* COPY_BUFFER bytes */
    size_t used;
};

/* Begins `statement`, a COPY … FROM STDIN (FORMAT binary). */
bool copy_begin(struct cx *cx, struct copy *copy, str statement);

/* Begins a row of `columns` fields of at most `size` bytes in all; each is then given in order. */
bool copy_row(struct cx *cx, struct copy *copy, int columns, size_t size);
void copy_null(struct copy *copy);
void copy_bool(struct copy *copy, bool value);
void copy_int64(struct copy *copy, int64_t value);
void copy_day(struct copy *copy, day value);
void copy_uuid(struct copy *copy, uuid value);
void copy_text(struct copy *copy, str value); /* an enum's label, too */
void copy_decimal(struct copy *copy, decimal value);

/* An array of `count` elements, not 0, each then given like a field; copy_array_end takes what
 * copy_array returned. */
enum copy_type { COPY_DATE = 1082, COPY_NUMERIC = 1700 }; /* their numbers in every database */
size_t copy_array(struct copy *copy, enum copy_type type, size_t count);
void copy_array_end(struct copy *copy, size_t array);

/* Sends the rest. */
bool copy_end(struct cx *cx, struct copy *copy, int64_t *rows);

/* Bytes of a fixed-size field, at most, with its length. */
#define COPY_FIELD_MAX 64

#endif
