/*
 * Prices and bills.
 *
 *   charge.h         charges as pricing sees them
 *   rule.h, plan.h   pricing rules and plans
 *   custom_charge.h  fees and credits of the partner
 *   rating.h         from charges to what customers owe: the one pure function
 *   bill.h           a bill, exact and rounded
 *   bill_load.h      from the database to rated bills
 *   bill_view.h      bills as readers get them
 *   group.h, assignment.h, sku.h   who is billed, for which accounts, and what can be priced
 *   move.h           an account to another group, and what becomes of the bills
 */
#ifndef PROFORMA_BILLING_BILLING_H
#define PROFORMA_BILLING_BILLING_H

#include "http/route.h"

/* /pricing-plans, /billing-groups, /custom-charges, /skus, /services, /bills */
extern const struct route_table billing_routes;

#endif
