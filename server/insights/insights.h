/*
 * Insights: where the money goes and what changed.
 *
 *   amounts.h           amounts by key, and adding them up
 *   dimension.h         what money is grouped by and filtered on, and which money
 *   cost_table.h        amounts by key and time, rounded so that rows and columns add up
 *   cost_load.h         from the database to such a table: what every insight is made of
 *   costs.h             costs over time: the cost explorer
 *   values.h            what there is to filter on
 *   sku_class.h         what is bought, by category, processor, storage class, …
 *   month_over_month.h  a period beside the one before it
 *   extent.h            how much of a month the data covers
 *   overview.h          how a month is going, beside the one before it
 *   attention.h         what needs a person
 *   forecast.h          where a measure goes: month end and three months ahead
 *   series.h            one measure over time, for forecasts
 *   commitments.h       reservations and savings plans: use, coverage, savings
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
