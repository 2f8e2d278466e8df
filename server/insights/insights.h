/*
 * Insights: where the money goes and what changed.
 *
 *   amounts.h           amounts by key, and adding them up
 *   breakdown.h         one period's cost, pro forma or margin by service, account, …
 *   month_over_month.h  a period beside the one before it
 *   extent.h            how much of a month the data covers
 *   overview.h          how a month is going, beside the one before it
 *   attention.h         what needs a person
 *
 * Costs come from the small cubes of the current drops; pro forma and margin through the one
 * rating function of billing, so that they equal the bills to the last digit.
 */
#ifndef PROFORMA_INSIGHTS_INSIGHTS_H
#define PROFORMA_INSIGHTS_INSIGHTS_H

#include "http/route.h"

/* /insights/… */
extern const struct route_table insight_routes;

#endif
