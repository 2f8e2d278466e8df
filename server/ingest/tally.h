/*
 * What was read, added up row by row and by line item type: the other side of reconciliation, which
 * the charges in the database must equal to the last digit, and what a person sees of a drop.
 */
#ifndef PROFORMA_INGEST_TALLY_H
#define PROFORMA_INGEST_TALLY_H

#include "ingest/normalize.h"

struct tally_line {
    str line_item_type;
    enum charge_kind kind;
    bool is_known_type;
    int64_t rows;
    decimal sums[MEASURE_COUNT];
};

struct tally {
    struct tally_line *lines;
    size_t count;
    size_t capacity;
    size_t last; /* where the row before was counted */
    int64_t rows;
    int64_t split_rows;
    int64_t rounded_rows;
    decimal sizes[MEASURE_COUNT]; /* sums of absolute values: no sum of some rows is larger */
    decimal begun[MEASURE_COUNT]; /* `sizes` as a part began */
    day first_day;
    day last_day;
};

struct tally tally_new(void);

/* Counts a row. Types are copied into the arena; aggregate.h bounds how many there can be. false,
 * and *too_large tells which, when a sum of some of the rows could have more integer digits than a
 * decimal that is read (DECIMAL_INPUT_DIGITS): nobody could read it back. */
bool tally_add(struct tally *tally, struct arena *arena, str line_item_type,
               const struct charge *charge, enum measure *too_large);

/* Some rows are counted apart from others, as from another thread, and then added; false as above.
 */
struct tally tally_begin_part(const struct tally *tally);
bool tally_end_part(struct tally *tally, struct arena *arena, const struct tally *part,
                    enum measure *too_large);

/* Lines in the order of their types: rows of several threads come in any. */
void tally_sort(struct tally *tally);

/* The sum over all types. */
decimal tally_sum(const struct tally *tally, enum measure measure);

#endif
