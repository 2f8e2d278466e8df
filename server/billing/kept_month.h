/*
 * Months that were rated before, bill by bill.
 *
 * A month's bills depend on its current drops and, group by group, on what applies to its days:
 * plan, rules, custom charges, assignments and their accounts. All of that is read in the caller's
 * snapshot and made into one stamp for each group and month; a bill is given from memory under the
 * same stamp only. So a change of prices rates the months and groups it is about, and no others,
 * and nothing has to be told of it. What is in memory says what month_load would, to the last
 * digit.
 *
 *     struct kept_months months;
 *     kept_months_open(cx, &(struct kept_range){ first, last, payer_id }, &months)
 *     for each period:  kept_month_load(cx, &months, period, &month)
 *
 * Lines are kept in parts by SKU, type and payer, which answers every question about a month. Who
 * needs days keeps what it makes of them: a form of its own.
 */
#ifndef PROFORMA_BILLING_KEPT_MONTH_H
#define PROFORMA_BILLING_KEPT_MONTH_H

#include "billing/bill_load.h"

/* How many bytes of months are kept; 0: none. Eleven sixteenths of PROFORMA_INSIGHTS_MEMORY_MB,
 * the rest being for replies (insights/kept_reply.h) and small reads (http/kept.h). */
size_t kept_limit(const struct cx *cx);

struct kept_range {
    period first;
    period last;
    uuid payer_id;      /* nil: of all payers */
    bool of_bills_only; /* nobody asks for what is unassigned: month.shares may be out of date */
    bool in_parts;      /* lines come in KEPT_PARTS, else whole */
};

/* What lines are kept in. Of such a part only cost and pro forma are told. */
#define KEPT_PARTS ((unsigned)(PART_SKU | PART_TYPE | PART_PAYER))

/* A sum of hashes: of the same facts, whatever their order. */
struct kept_stamp {
    unsigned __int128 sum;
};

struct kept_owner;  /* a group or a plan, with its stamp of each month */
struct kept_common; /* what months that are rated have in common; read for the first of them */

struct kept_months {
    struct kept_range range;
    size_t count; /* of months */
    struct kept_days *days;
    list groups;               /* of struct group_row, by name */
    list skus;                 /* of struct sku, by id; absent unless in parts */
    struct kept_owner *owners; /* by id */
    size_t owner_count;
    struct kept_common *prices;
    struct kept_stamp *common;   /* of each month: what all bills depend on */
    struct kept_stamp *presence; /* of each month: who is where */
};

/* Reads what the months' bills depend on. */
bool kept_months_open(struct cx *cx, const struct kept_range *range, struct kept_months *months);

/* The bills of one of the months, of all groups. Fails as month_load does. */
bool kept_month_load(struct cx *cx, const struct kept_months *months, period p,
                     struct month *month);

/* What is made of each group's bills of a month. */
struct kept_form {
    str name; /* tells it from all other forms */
    struct bill_request
        request; /* of the bills it is made of; of the group, when that is rated alone */
    bool (*write)(struct cx *cx, const void *context, const struct group_bill *bills, size_t count,
                  str *bytes);
    const void *context;
};

struct kept_section {
    uuid group_id;
    struct kept_stamp stamp; /* that the bytes were made under */
    str bytes;
};

/* A month in that form: one section for each group that there is. */
bool kept_month_sections(struct cx *cx, const struct kept_months *months,
                         const struct kept_form *form, list *sections);

#endif
