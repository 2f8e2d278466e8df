/*
 * The demo partner's prices: plans with rules, billing groups with accounts by day, custom charges.
 * demo_prices stores them all in the caller's transaction, each change in the audit log, as if a
 * person had entered them. Months are those of catalog.h.
 */
#ifndef PROFORMA_DEMO_PRICES_H
#define PROFORMA_DEMO_PRICES_H

#include "core/uuid.h"
#include "demo/month.h"

/* Fills `groups` with the ids of the billing groups. The accounts must be known already. */
bool demo_prices(struct cx *cx, const struct demo *demo, uuid groups[UNASSIGNED]);

#endif
