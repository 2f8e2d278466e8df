/*
 * Replies that are kept in memory and given again as long as nothing they are made of has changed.
 *
 * What a panel is made of is the current drops, and what people change: prices, groups,
 * assignments, custom charges, names. Every such change is an entry of the audit log, written by
 * the transaction that makes it, and entries commit in their order (audit/audit.h). So the hash of
 * the newest entry, which stands for all before it, and the ids of the current drops, both read in
 * the snapshot that the reply would be made in, are all there is to compare. Entries about people
 * signing in and who they are leave out; what a reader may see is part of what the reply is kept
 * under.
 *
 * Any number of servers may do so on one database: nothing is told from one to the other.
 */
#ifndef PROFORMA_INSIGHTS_KEPT_REPLY_H
#define PROFORMA_INSIGHTS_KEPT_REPLY_H

#include "core/cx.h"
#include "insights/dimension.h"

/* What a reply is made of, beside drops and names. */
enum reply_basis {
    OF_COSTS = 0,
    OF_GROUPS = 1, /* who is in which group */
    OF_PRICES = 3, /* that, and what groups pay */
};

/* Of money by `measure` and `group_by` (words; absent: what they are unless given) and filters. */
enum reply_basis reply_basis_of(const struct cx *cx, str measure, str group_by,
                                const struct filters *filters);

/*
 * Answers a handler's request with the reply kept for the same query of a reader who may see the
 * same, or has `make` fill cx->reply and keeps it. `beside` is what the reply depends on beside
 * drops and audited changes; absent: nothing. Reads in the caller's snapshot.
 */
bool reply_kept(struct cx *cx, bool (*make)(struct cx *cx), enum reply_basis basis, str beside);

#endif
