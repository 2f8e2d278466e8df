/*
 * A line of a cost and usage report, as its reader found it: cells that borrow the reader's
 * buffer and are valid until the next lines are read. Nothing is converted before somebody asks.
 *
 * The two readers (csv_reader.c, parquet_reader.c) fill the same struct, so that everything after
 * them exists once.
 */
#ifndef PROFORMA_INGEST_LINE_H
#define PROFORMA_INGEST_LINE_H

#include "core/calendar.h"
#include "core/decimal.h"
#include "ingest/columns.h"

struct line {
    const struct layout *layout;
    const str *cells;  /* see struct layout; a cell that is not there or null is absent or empty */
    int64_t row;       /* from 1 */
    int64_t text_line; /* from 1, the header being line 1; 0 where the file has no lines */
};

/* A text column; empty when the file has none. */
static inline str line_text(const struct line *line, enum column column)
{
    return line->cells[column];
}

/* Was a value given at all? */
static inline bool line_has(const struct line *line, enum column column)
{
    return line->cells[column].len > 0;
}

/* A number column; an absent value is 0 and DECIMAL_OK. */
enum decimal_parse_result line_decimal(const struct line *line, enum column column, decimal *out);

/* Is a number given as 0, or not at all? Looks at the digits, so that 1e-20, which would be
 * rounded to 0, is not 0. Text that is no number is not 0 either. */
bool line_is_zero(const struct line *line, enum column column);

/* A date or time column. */
bool line_day(const struct line *line, enum column column, day *out);

#endif
