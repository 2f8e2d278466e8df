#include "insights/commitments.h"
#include "insights/costs.h"
#include "insights/forecast.h"
#include "insights/insights.h"
#include "insights/month_over_month.h"
#include "insights/overview.h"
#include "insights/values.h"

static const struct route routes[] = {
    { GET, "/api/v1/insights/costs", costs_get, PERM_INSIGHT_READ, ROUTE_READ_ONLY,
      .query = &costs_query_shape, .reply = &costs_view_shape,
      .doc = "Costs over time by what they are of" },
    { GET, "/api/v1/insights/costs.csv", costs_get_csv, PERM_INSIGHT_READ,
      ROUTE_READ_ONLY | ROUTE_RAW_REPLY, .query = &costs_csv_query_shape, .suffix_of = "csv",
      .doc = "The same as a file, with every group" },
    { GET, "/api/v1/insights/month-over-month", month_over_month_get, PERM_INSIGHT_READ,
      ROUTE_READ_ONLY, .query = &month_query_shape, .reply = &month_over_month_shape,
      .doc = "A period beside the one before it" },
    { GET, "/api/v1/insights/values", values_get, PERM_INSIGHT_READ, ROUTE_READ_ONLY,
      .query = &values_query_shape, .reply_list = &value_shape,
      .doc = "What there is to filter insights on" },
    { GET, "/api/v1/insights/overview", overview_get, PERM_INSIGHT_READ, ROUTE_READ_ONLY,
      .query = &overview_query_shape, .reply = &overview_shape,
      .doc = "How a month is going, what moved and what needs attention" },
    { GET, "/api/v1/insights/comparison", comparison_get, PERM_INSIGHT_READ, ROUTE_READ_ONLY,
      .query = &comparison_query_shape, .reply = &comparison_shape,
      .doc = "A month's bills beside those of an earlier one" },
    { GET, "/api/v1/insights/forecast", forecast_get, PERM_INSIGHT_READ, ROUTE_READ_ONLY,
      .query = &forecast_query_shape, .reply = &forecast_shape,
      .doc = "Where a measure goes: month end and three months ahead" },
    { GET, "/api/v1/insights/commitments", commitments_get, PERM_COST_READ, ROUTE_READ_ONLY,
      .query = &commitments_query_shape, .reply = &commitments_shape,
      .doc = "How well reservations and savings plans are used, and what they cover" },
};
const struct route_table insight_routes = ROUTE_TABLE(routes);
