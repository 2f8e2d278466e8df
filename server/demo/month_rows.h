/*
 * What the parts of a month share (month.c, cover.c, extra.c): the state of the payer's month and
 * the making of a row.
 */
#ifndef PROFORMA_DEMO_MONTH_ROWS_H
#define PROFORMA_DEMO_MONTH_ROWS_H

#include "demo/month.h"

/* Units of one SKU used by one account on one day; commitments take hours away. */
struct usage {
    size_t account;
    size_t sku;
    int64_t quantity;
};

/* What one account spent on one service: what tax and discount lines are worked out from. */
struct spent {
    int64_t cost;
    int64_t discountable;
};

/* A commitment in this month. */
struct cover {
    const struct demo_commitment *commitment;
    str arn;
    int64_t used_upfront; /* amortized into covered usage so far */
    int64_t used_recurring;
    int64_t used_hours;
};

struct month {
    struct cx *cx;
    const struct demo *demo;
    struct cur_sink sink;
    const struct demo_payer *payer;
    size_t payer_number;
    int number;
    day first;
    day usage_end; /* the day after the last with usage */
    day end;
    str start_text;
    str end_text;
    str invoice; /* empty: not issued yet */
    str marketplace_invoice;
    struct spent *spent;  /* account × SKU that names the service */
    int64_t *free_used;   /* account × SKU */
    str *usage_types;     /* account × SKU, made when first asked for */
    str *resources;       /* account × SKU × 2 */
    struct cover *covers; /* those in force */
    size_t cover_count;
    struct usage *usages; /* of the day */
    size_t usage_count;
    uint64_t rows;
};

/* The place of (account, SKU) in the tables above. */
size_t month_cell(size_t account, size_t sku);

/* A row of `type` of that account, with everything that all rows have. */
void row_begin(struct month *m, struct cur_row *row, size_t account, str type);
/* What is used: product, usage type, operation, region, resource (`copy` 0 or 1) and tags. */
void row_of_sku(struct month *m, struct cur_row *row, size_t account, size_t sku, int copy);
/* Public on-demand rate and cost. */
void row_public(struct cur_row *row, int64_t rate, int64_t cost);
/* The cost, and the net one where the payer's reports have it. */
void row_cost(struct month *m, struct cur_row *row, int64_t cost, int64_t net);
/* What a cost becomes under the payer's discount in columns. */
int64_t month_net(const struct month *m, int64_t cost);
/* Counts the row's cost for tax (and lines of discount) and writes it. */
bool row_write(struct month *m, struct cur_row *row, struct spent *spent, int64_t cost,
               bool is_discountable);
/* Where the spending of an account on the service of a SKU is counted. */
struct spent *month_spent(struct month *m, size_t account, size_t sku);

/* cover.c: prepares the commitments in force, covers a day's usages, and writes the fees. */
void cover_begin(struct month *m);
bool cover_day(struct month *m, day d);
bool cover_fees(struct month *m);

/* extra.c: discount lines, support, one-off lines, tax. */
bool extra_lines(struct month *m);

#endif
