/*
 * Writing CSV that a spreadsheet opens right and safely: UTF-8 with a byte order mark, CRLF, RFC
 * 4180 quotes, and no cell that a spreadsheet would run as a formula: text that begins with = + - @
 * (also in their wide forms), tab or an end of line gets an apostrophe in front. Numbers stay
 * numbers.
 */
#ifndef PROFORMA_CORE_CSV_H
#define PROFORMA_CORE_CSV_H

#include "core/str.h"

struct csv {
    struct strbuf *out;
    bool needs_comma;
};

/* Writes the byte order mark. */
struct csv csv_begin(struct strbuf *out);

/* An absent value is an empty cell. */
void csv_cell(struct csv *csv, str value);
void csv_end_row(struct csv *csv);

/* A row of column names. */
void csv_header(struct csv *csv, const str *names, size_t count);

#endif
