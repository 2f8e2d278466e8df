/*
 * A row of a cost and usage report that is being made, and where rows go.
 *
 * Amounts and rates are counts of 10^-12 (as in `decimal`) in 64 bits: up to nine million units of
 * currency in one row, which a report's rows stay far below. Quantities are counts of 10^-6. Costs
 * are rounded to ten places, as AWS does.
 */
#ifndef PROFORMA_DEMO_CUR_ROW_H
#define PROFORMA_DEMO_CUR_ROW_H

#include "core/calendar.h"
#include "core/cx.h"

enum cur_column {
#define CUR_COLUMN(id, name) CUR_##id,
#define CUR_NET_COLUMN(id, name) CUR_##id,
#include "demo/cur_columns.def"
#undef CUR_COLUMN
#undef CUR_NET_COLUMN
    CUR_COLUMN_COUNT
};

#define CUR_ONE INT64_C(1000000000000) /* an amount or rate of 1 */
#define CUR_UNIT INT64_C(1000000)      /* a quantity of 1 */

/* Absent cells are empty. Texts are borrowed until the row is written; numbers are in `scratch`. */
struct cur_row {
    str cells[CUR_COLUMN_COUNT];
    char scratch[1024];
    size_t scratch_used;
};

/* Takes rows one after the other; false stops, the reason being in cx->failure. */
struct cur_sink {
    bool (*write)(struct cx *cx, void *context, const struct cur_row *row);
    void *context;
};

/* The name of a column in the file, and whether it is one of the net columns. */
str cur_column_name(enum cur_column column);
bool cur_column_is_net(enum cur_column column);

void cur_set(struct cur_row *row, enum cur_column column, str text);
/* Exact, without trailing zeros. */
void cur_set_amount(struct cur_row *row, enum cur_column column, int64_t amount);
void cur_set_quantity(struct cur_row *row, enum cur_column column, int64_t quantity);
/* Start and end of usage and the interval: whole days [from, to). */
void cur_set_days(struct cur_row *row, day from, day to);
/* A line item id made of two numbers. */
void cur_set_id(struct cur_row *row, uint64_t a, uint64_t b);

/* quantity × rate, rounded to ten places. */
int64_t cur_cost(int64_t quantity, int64_t rate);
/* value × numerator ÷ denominator, rounded to ten places, half away from zero. */
int64_t cur_share(int64_t value, int64_t numerator, int64_t denominator);

#endif
