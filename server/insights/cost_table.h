/*
 * Amounts by key and time: the rows of a cost panel, and adding them up and rounding them so that
 * every row and every column adds up.
 */
#ifndef PROFORMA_INSIGHTS_COST_TABLE_H
#define PROFORMA_INSIGHTS_COST_TABLE_H

#include "core/arena.h"
#include "core/decimal.h"

struct cost_row {
    str key;
    str label;       /* for people; the key where there is nothing better */
    decimal *values; /* one a column */
    decimal total;   /* their sum; set by cost_table_round */
};

/* Rows are found by key. Grows in its arena. */
struct cost_table {
    struct arena *arena;
    size_t columns;
    struct cost_row *rows;
    size_t count;
    size_t capacity;
    size_t *index;   /* open addressing: row number + 1, 0 free; twice as many slots as rows */
    decimal *totals; /* of the columns; set by cost_table_round */
    decimal total;
};

struct cost_table cost_table_new(struct arena *arena, size_t columns);

/* The row of a key, made when it is not there; the key is copied then. It stays where it is until
 * the next one is made. */
struct cost_row *cost_table_row(struct cost_table *table, str key);

/* Adds to a cell; false when the sum is out of range. */
bool cost_table_add(struct cost_table *table, str key, size_t column, decimal value);

/* Adds a row's values to the row of another key. */
bool cost_table_merge(struct cost_table *table, str key, const struct cost_row *row);

/*
 * Rounds to `places` so that each column adds up to its rounded total (largest remainder, ties to
 * the lower key), or leaves figures exact when places is DECIMAL_PLACES. A row's total is the sum
 * of its rounded values, so that totals add up in both directions. Sorts the rows by key, takes
 * away those that are 0 in every column, and sets all totals. The table can only be read after it.
 * false when a sum is out of range.
 */
bool cost_table_round(struct cost_table *table, int places);

/* The largest |total| first, ties by key. */
void cost_table_rank(struct cost_table *table);

#endif
