/*
 * What needs a person, with the ids that lead to the remedy.
 *
 *   unassigned_accounts  accounts that are in no group and have charges: count and cost
 *   negative_margin      a group that is billed less than it costs: the margin
 *   no_plan              a group with charges and no pricing plan: its cost
 *   unknown_types        a drop with line item types this program does not know: how many
 *   failed_job           background work that failed for good, and has not been done since: how
 *                        many times
 *   unreconciled_drop    the same, because charges and rows did not agree
 *   stale_data           the data of a payer's running month is behind: by how many days
 *   no_current_data      a payer whose running month has no data yet: days since its last
 *
 * The last four are about today, and only told with the newest period or a later one. All that is
 * critical comes first, then in the order above.
 */
#ifndef PROFORMA_INSIGHTS_ATTENTION_H
#define PROFORMA_INSIGHTS_ATTENTION_H

#include "billing/bill_load.h"

#define STALE_AFTER_DAYS 3  /* providers write their reports anew at least once a day */
#define EXPECTED_FROM_DAY 5 /* of a month: the first report of it is there by then */
#define MISSED_FOR_MONTHS 3 /* a payer without data for longer is not expected to have any */
#define FAILURES_OF_DAYS 30

struct attention {
    str kind;
    str severity; /* warning, critical */
    uuid billing_group_id;
    uuid payer_id;
    uuid drop_id;
    uuid job_id;
    str label; /* the group's or the payer's name */
    str amount;
    int64_t count;
};
extern const struct shape attention_shape;

/* What needs attention about a month's bills and about the data of the payer (nil: of all); with
 * `is_newest`, also what is about today. */
bool attention_load(struct cx *cx, const struct month *month, str currency, uuid payer_id,
                    bool is_newest, list *items);

/* What is about today alone, as text: it changes without a drop or an audited change. */
bool attention_today(struct cx *cx, uuid payer_id, str *text);

#endif
