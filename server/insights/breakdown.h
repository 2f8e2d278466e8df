/*
 * One period's money by service, account, usage type or billing group.
 *
 *   cost       everything the cloud bills the partner, accounts in no group included (under the key
 *              `unassigned` when grouping by billing group); with a billing group given, its own
 *   pro_forma  what the bills say; custom charges under the key `custom_charge` unless grouping by
 *              billing group
 *   margin     pro forma - cost of the bills: what is in no group has no margin
 */
#ifndef PROFORMA_INSIGHTS_BREAKDOWN_H
#define PROFORMA_INSIGHTS_BREAKDOWN_H

#include "core/cx.h"
#include "insights/amounts.h"

enum measure { MEASURE_COST, MEASURE_PRO_FORMA, MEASURE_MARGIN };

enum grouping { BY_SERVICE, BY_ACCOUNT, BY_USAGE_TYPE, BY_BILLING_GROUP };

struct breakdown {
    period period;
    enum measure measure;
    enum grouping grouping;
    uuid payer_id;         /* nil: all */
    uuid billing_group_id; /* nil: all */
    str currency;          /* of the amounts; charges in others are not in them */
};

/* The words of measures and groupings, ended by STR_NULL, in the order of the enums. */
extern const str measure_names[];
extern const str grouping_names[];

/* The currency of the period's bills (bill_load.h); the partner's when there is no data. */
bool breakdown_currency(struct cx *cx, period p, uuid payer_id, str *currency);

/* Exact amounts, folded, added to *amounts. Reads in the caller's snapshot. */
bool breakdown_load(struct cx *cx, const struct breakdown *breakdown, struct amounts *amounts);

#endif
