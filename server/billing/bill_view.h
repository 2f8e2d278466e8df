/*
 * Bills as readers get them: figures as text, rounded to the currency's places or exact, and
 * without what the reader may not see.
 *
 * A reader without the permission to see costs (a customer) gets no cost, margin, margin percent
 * or unassigned member, and no line whose pro forma shows as 0: it would tell of a cost. Nor does
 * it get the base or the rule of a part, from which a cost or the partner's own terms could be
 * worked out, nor lines split by line item type, which tell what commitments the partner holds.
 */
#ifndef PROFORMA_BILLING_BILL_VIEW_H
#define PROFORMA_BILLING_BILL_VIEW_H

#include "billing/bill_load.h"

struct view_options {
    bool is_exact;
    bool shows_cost;
    bool is_detailed; /* files: with the columns of parts by SKU and rule */
    /* Which lines of one bill; absent: all. Sums and totals stay those of the whole bill. */
    str account_id;
    str service;
    str kind;
};

/* cost, pro forma, margin and margin percent of a group or of all. */
struct figures {
    str cost;
    str pro_forma;
    str margin;
    str margin_percent; /* absent: pro forma is 0 */
};
extern const struct shape figures_shape;

struct bill_summary {
    uuid billing_group_id;
    str name;
    int64_t accounts;
    str currency;
    struct figures figures;
    str state;
    bool partial;
};
extern const struct shape bill_summary_shape;

struct unassigned_view {
    int64_t accounts;
    str cost;
};
extern const struct shape unassigned_shape;

/* Totals in a currency that is not the month's main one. */
struct currency_view {
    str currency;
    object unassigned; /* struct unassigned_view */
    object total;      /* struct figures */
};
extern const struct shape currency_view_shape;

struct bills_view {
    period period;
    str currency;
    list items;            /* of struct bill_summary */
    object unassigned;     /* struct unassigned_view */
    object total;          /* struct figures: the sum of the items' figures in this currency */
    list other_currencies; /* of struct currency_view; absent when there are none */
    instant as_of;
};
extern const struct shape bills_view_shape;

/* What `GET /bills` may be sorted by, with a `-` in front for the largest first. */
enum bill_order {
    ORDER_NAME,
    ORDER_ACCOUNTS,
    ORDER_PRO_FORMA,
    ORDER_COST,
    ORDER_MARGIN,
    ORDER_MARGIN_PERCENT,
    ORDER_COUNT
};

/* false when the word is none of them, or is one of costs and the reader may not see those. */
bool bill_order_of(str word, const struct view_options *options, enum bill_order *order,
                   bool *is_descending);

/* Puts the bills of the month in that order; ties by name, bills without a figure last. */
void month_sort(struct arena *arena, struct month *month, enum bill_order order,
                bool is_descending);

/* false when a sum is out of range. */
bool view_month(struct arena *arena, const struct month *month, const struct view_options *options,
                struct bills_view *view);

/* A line, or a part of one: then with what it was split by. */
struct line_view {
    str account_id;
    str account_name;
    str service;
    str kind;
    str usage_type;
    str operation;
    str region;
    str line_item_type;
    str quantity;
    str unit;
    str base;
    object rule; /* struct pricing_rule; NULL: none set the rate */
    bool pass_through;
    str cost;
    str pro_forma;
    str margin;
};
extern const struct shape line_view_shape;

/* What the lines of one service, or of one account, come to. */
struct line_sum {
    str service;
    str account_id;
    str account_name;
    str cost;
    str pro_forma;
    str margin;
};
extern const struct shape service_sum_shape;
extern const struct shape account_sum_shape;

struct charge_view {
    uuid id;
    str name;
    str kind;
    str amount;
};
extern const struct shape charge_view_shape;

struct tax_view {
    str label;
    str amount;
};
extern const struct shape tax_view_shape;

/* The bill of the period before, in the same currency. */
struct previous_view {
    period period;
    struct figures figures;
    str total;
    str change;         /* of the totals */
    str change_percent; /* of the size of the previous one; absent when that is 0 */
};
extern const struct shape previous_view_shape;

struct bill_view {
    uuid billing_group_id;
    str name;
    object bill_to; /* struct bill_to */
    period period;
    str currency;
    str state;
    int64_t accounts;
    struct figures figures;
    list lines;      /* of struct line_view */
    list by_service; /* of struct line_sum, the largest pro forma first */
    list by_account;
    list custom_charges; /* of struct charge_view */
    str subtotal;
    list tax; /* of struct tax_view: none until step 7 of pricing.md is built */
    str total;
    object previous; /* struct previous_view; NULL: no data, or not looked for */
    bool partial;
    instant as_of;
};
extern const struct shape bill_view_shape;

bool view_bill(struct arena *arena, const struct month *month, const struct group_bill *bill,
               const struct view_options *options, struct bill_view *view);

/* Adds what the bill was a period ago; `before` is NULL when there was none. */
bool view_previous(struct arena *arena, const struct month *earlier,
                   const struct group_bill *before, const struct group_bill *bill,
                   const struct view_options *options, struct bill_view *view);

/* Sums of the shown lines of a bill, for bill_view.c. */
bool sum_lines(struct arena *arena, const struct bill *shown, str currency,
               const struct view_options *options, struct bill_view *view);

/* An amount as readers get it. */
str figure_text(struct arena *arena, decimal value, str currency,
                const struct view_options *options);

/* The same as files: one row a bill; one row a line or custom charge. */
str csv_of_month(struct arena *arena, const struct bills_view *view,
                 const struct view_options *options);
str csv_of_bill(struct arena *arena, const struct bill_view *view,
                const struct view_options *options);

#endif
