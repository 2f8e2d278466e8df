/*
 * From the database to rated bills: everything a period's bills depend on, read in the caller's
 * one snapshot, and the exact bills made of it.
 *
 * Charges come from the rollups of the current drops. Where the account changes its group or the
 * plan its rate inside a rollup's days, they come from the days instead; rating decides which
 * (rating.h), so that no statement knows about boundaries.
 *
 * A request may be for some days of the period alone. A limit at the period's own first or last day
 * (or beyond) is none: a charge may be dated outside the period it is billed in, and belongs to it
 * nevertheless. Custom charges are those of the period; a percentage is of what the days make.
 * Days, be it for a limit or for PART_DAY, are read from the daily charges, of which there are some
 * thirty times as many as rollups.
 *
 * What a reader may not see is not read: row level security leaves a payer_admin the drops and
 * accounts of its payers, and a customer its groups. A group that also holds accounts out of sight
 * (or of other payers than the one asked for) is `is_partial`, and its custom charges are left out.
 */
#ifndef PROFORMA_BILLING_BILL_LOAD_H
#define PROFORMA_BILLING_BILL_LOAD_H

#include "billing/bill.h"
#include "billing/rating.h"
#include "core/cx.h"

struct month;

struct bill_request {
    period period;
    uuid payer_id;         /* nil: of all payers */
    uuid billing_group_id; /* nil: of all groups */
    unsigned part_keys;    /* of enum part_key: what lines are split by */
    day first_day;         /* none or 0: the charges of all days */
    day last_day;          /* inclusive; none or 0: the charges of all days */
    bool is_listed;    /* the one group as among all of them: left out where a list has it not */
    bool with_earlier; /* a request for the month before will be `beside` this one */
    const struct month *beside; /* read before for the same groups, payer and reader, in the same
                                   snapshot: what both have in common is not read again; or NULL */
};

/* One group's bill in one currency. */
struct group_bill {
    uuid billing_group_id;
    str name;
    object bill_to; /* struct bill_to; NULL when nobody is named */
    str currency;
    int64_t accounts; /* in the group on a day of the period, as far as they may be seen */
    bool is_partial;
    bool is_main;     /* of the group's bills the one in its own currency, or the first */
    struct bill bill; /* exact */
};

/* What is assigned to no group, per currency of the data. Not meaningful when the request is for
 * one group or the reader is limited to groups. */
struct currency_share {
    str currency;
    struct rating_unassigned unassigned;
};

/*
 * The bills of a period. Until there are exchange rates (pricing.md §4), every figure is in the
 * currency of its source: a group with charges in several has a bill in each, the flat custom
 * charges being in that of its own currency (or else the first).
 */
struct month {
    period period;
    struct group_bill *bills; /* by name of the group, then currency */
    size_t bill_count;
    struct currency_share *shares; /* by currency; none when the period has no data */
    size_t share_count;
    str currency;  /* of the totals: the only one of the data, else the partner's, else the first */
    instant as_of; /* of the newest drop; none when the period has no data */
    const struct loader *loader; /* what it was made of; of bill_load.c */
};

/* Reads and rates. ERR_not_found when the request names a group that is not there,
 * ERR_amount_out_of_range when a bill's figures do not fit. */
bool month_load(struct cx *cx, const struct bill_request *request, struct month *month);

/* The same without the bills, for who wants one group's after the other: those of the `group`th of
 * all groups by name (of the one asked for: 0), made in cx->arena. */
bool month_rate(struct cx *cx, const struct bill_request *request, struct month *month);
bool month_bills(struct cx *cx, const struct month *month, size_t group, struct group_bill **bills,
                 size_t *count);

/* What all months have in common for a reader of all groups, to be `beside` any of them. */
bool month_common(struct cx *cx, const struct bill_request *request, struct month *common);

#endif
