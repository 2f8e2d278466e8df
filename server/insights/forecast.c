#include "insights/forecast.h"

static const struct field interval_fields[] = { FIELD(struct forecast_interval, amount),
                                                FIELD(struct forecast_interval, low),
                                                FIELD(struct forecast_interval, high), FIELDS_END };
const struct shape forecast_interval_shape =
    SHAPE("ForecastInterval", struct forecast_interval, interval_fields);

static const struct field overview_fields[] = {
    FIELD(struct overview_forecast, revenue, .of = &forecast_interval_shape,
          .flags = FIELD_NULLABLE),
    FIELD(struct overview_forecast, cost, .of = &forecast_interval_shape, .flags = FIELD_NULLABLE,
          .needs = PERM_COST_READ),
    FIELDS_END
};
const struct shape overview_forecast_shape =
    SHAPE("OverviewForecast", struct overview_forecast, overview_fields);
