#include "billing/bill.h"
#include "insights/breakdown.h"
#include "insights/insights.h"
#include "insights/month_over_month.h"
#include "insights/overview.h"

static const struct route routes[] = {
    { GET, "/api/v1/insights/month-over-month", month_over_month_get, PERM_INSIGHT_READ,
      ROUTE_READ_ONLY, .query = &month_query_shape, .reply = &month_over_month_shape,
      .doc = "A period beside the one before it" },
    { GET, "/api/v1/insights/overview", overview_get, PERM_INSIGHT_READ, ROUTE_READ_ONLY,
      .query = &overview_query_shape, .reply = &overview_shape,
      .doc = "How a month is going, what moved and what needs attention" },
};
const struct route_table insight_routes = ROUTE_TABLE(routes);

/* The place of a word among `words`; absent is `otherwise`. Words were checked by shape. */
static int place_of(str word, const str *words, int otherwise)
{
    if (str_is_null(word))
        return otherwise;
    int place = 0;
    while (!str_equal(words[place], word))
        place++;
    return place;
}

/* Readers who may not see costs have one measure. */
static bool choose_measure(struct cx *cx, str word, enum measure *measure)
{
    bool shows_cost = cx->principal.permissions >> PERM_COST_READ & 1;
    *measure =
        (enum measure)place_of(word, measure_names, shows_cost ? MEASURE_COST : MEASURE_PRO_FORMA);
    if (shows_cost || *measure == MEASURE_PRO_FORMA)
        return true;
    return fail_at(cx, ERR_forbidden, STR("?measure"), "only pro_forma can be read");
}

bool month_over_month_get(struct cx *cx)
{
    const struct month_query *query = cx->query;
    struct month_over_month *reply = cx->reply;
    struct breakdown breakdown = {
        .period = query->period,
        .grouping = (enum grouping)place_of(query->group_by, grouping_names, BY_SERVICE),
        .payer_id = query->payer_id,
        .billing_group_id = query->billing_group_id,
        .currency = query->currency,
    };
    TRY(choose_measure(cx, query->measure, &breakdown.measure));
    if (str_is_null(query->currency))
        TRY(breakdown_currency(cx, query->period, query->payer_id, &breakdown.currency));

    struct amounts current = { .count = 0 };
    struct amounts previous = { .count = 0 };
    TRY(breakdown_load(cx, &breakdown, &current));
    breakdown.period = period_add(query->period, -1);
    TRY(breakdown_load(cx, &breakdown, &previous));

    reply->period = query->period;
    reply->previous = breakdown.period;
    reply->currency = breakdown.currency;
    int places = query->exact ? DECIMAL_PLACES : places_of(breakdown.currency);
    return month_compare(cx->arena, &previous, &current, places, reply) ||
           fail(cx, ERR_amount_out_of_range, "a sum does not fit");
}
