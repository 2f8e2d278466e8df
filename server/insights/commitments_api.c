#include "insights/commitments.h"

#include "billing/bill.h"
#include "db/db.h"
#include "insights/commitments.sql.h"
#include "insights/cost.sql.h"
#include "insights/cost_load.h"
#include "insights/extent.h"
#include "insights/kept_reply.h"

/* What the statements take and give. */
struct sum_row {
    period from;
    period to;
    uuid payer;
    str account;
    str currency;
    list services;
    period period;
    str arn;
    str line_item_type;
    str service;
    str usage_type;
    decimal unblended;
    decimal public_on_demand_cost;
    decimal amortized;
};
static const struct field row_fields[] = { FIELD(struct sum_row, from),
                                           FIELD(struct sum_row, to),
                                           FIELD(struct sum_row, payer, .flags = FIELD_NULLABLE),
                                           FIELD(struct sum_row, account, .flags = FIELD_NULLABLE),
                                           FIELD(struct sum_row, currency),
                                           FIELD(struct sum_row, services),
                                           FIELD(struct sum_row, period),
                                           FIELD(struct sum_row, arn),
                                           FIELD(struct sum_row, line_item_type),
                                           FIELD(struct sum_row, service),
                                           FIELD(struct sum_row, usage_type),
                                           FIELD(struct sum_row, unblended),
                                           FIELD(struct sum_row, public_on_demand_cost),
                                           FIELD(struct sum_row, amortized),
                                           FIELDS_END };
static const struct shape row_shape = SHAPE("CommitmentSumRow", struct sum_row, row_fields);

/* Those that commitment_covers knows. */
static const str services[] = { STR("AmazonEC2"),      STR("AmazonRDS"),
                                STR("AmazonES"),       STR("AmazonElastiCache"),
                                STR("AmazonMemoryDB"), STR("AmazonRedshift"),
                                STR("AWSLambda"),      STR("AmazonECS"),
                                STR("AmazonEKS"),      STR("AmazonSageMaker") };

struct view {
    struct commitments *reply;
    struct sum_row key;
    int places;
    size_t month_count;
    struct commitment_sums (*months)[COMMITMENT_TYPES];
};

/* ---- which months, and of which money ---- */

static bool choose_months(struct cx *cx, struct view *v)
{
    const struct commitments_query *query = cx->query;
    v->key.to = query->to;
    if (period_is_none(v->key.to))
        TRY(extent_newest(cx, query->payer, &v->key.to));
    v->key.from =
        period_is_none(query->from) ? period_add(v->key.to, 1 - COMMITMENT_MONTHS) : query->from;
    int32_t count = v->key.to.months - v->key.from.months + 1;
    if (count < 1)
        return fail_at(cx, ERR_invalid_parameter, STR("?from"), "must not be after to");
    if (count > COMMITMENT_MONTHS_MAX)
        return fail_at(cx, ERR_invalid_parameter, STR("?from"), "at most %d months",
                       COMMITMENT_MONTHS_MAX);
    v->month_count = (size_t)count;
    v->months = arena_array(cx->arena, v->month_count, sizeof(*v->months));
    return true;
}

static bool choose_currency(struct cx *cx, struct view *v)
{
    const struct commitments_query *query = cx->query;
    struct cost_request request = {
        .first_day = period_first_day(v->key.from),
        .last_day = { period_end_day(v->key.to).days - 1 },
    };
    struct cost_data data;
    str payer = uuid_text(cx->arena, query->payer);
    if (!uuid_is_nil(query->payer))
        request.filters.payer = (list){ &payer, 1, true };
    TRY(cost_data_load(cx, &request, &data));
    v->key.currency = str_is_null(query->currency) ? data.currency : query->currency;
    v->reply->currency = v->key.currency;
    v->places = places_of(v->key.currency);
    return true;
}

/* ---- sums ---- */

static struct commitment_sums *sums_of(const struct view *v, period p, enum commitment_type type)
{
    return &v->months[p.months - v->key.from.months][type];
}

static str owner_of(str arn)
{
    for (int i = 0; i < 4; i++)
        (void)str_cut(&arn, ':');
    str owner = str_cut(&arn, ':');
    return str_is_null(owner) ? STR("") : owner;
}

static bool add_item(struct cx *cx, struct view *v, const struct sum_row *row,
                     enum commitment_type type, const struct commitment_sums *sums)
{
    struct commitment_figures figures;
    if (!commitment_figures(cx->arena, sums, v->places, &figures))
        return fail_out_of_range(cx);
    struct commitment_item *items = v->reply->items.items;
    items[v->reply->items.count++] = (struct commitment_item){
        .arn = row->arn,
        .type = type == RESERVATION ? STR("reservation") : STR("savings_plan"),
        .account_id = owner_of(row->arn),
        .period = row->period,
        .recurring = decimal_shown(cx->arena, sums->recurring, v->places),
        .used = figures.used,
        .unused = figures.unused,
        .utilization_percent = figures.utilization_percent,
        .savings = figures.savings,
    };
    return true;
}

/* Rows of one commitment in one month follow each other. */
static bool load_commitments(struct cx *cx, struct view *v)
{
    list found;
    TRY(db_all(cx, &sql_commitment_sums, IN(row_shape, &v->key), IN_NONE, &row_shape, &found));
    const struct sum_row *rows = found.items;
    v->reply->items =
        (list){ ARENA_ARRAY(cx->arena, struct commitment_item, found.count), 0, true };
    for (size_t i = 0; i < found.count;) {
        const struct sum_row *first = &rows[i];
        struct commitment_sums sums = { .used = DECIMAL_ZERO };
        enum commitment_type type = RESERVATION;
        for (; i < found.count && rows[i].period.months == first->period.months &&
               str_equal(rows[i].arn, first->arn);
             i++) {
            const struct sum_row *r = &rows[i];
            type = commitment_type_of(r->line_item_type) == SAVINGS_PLAN ? SAVINGS_PLAN : type;
            if (!commitment_add(&sums, r->line_item_type, r->unblended, r->public_on_demand_cost,
                                r->amortized) ||
                !commitment_add(sums_of(v, r->period, commitment_type_of(r->line_item_type)),
                                r->line_item_type, r->unblended, r->public_on_demand_cost,
                                r->amortized))
                return fail_out_of_range(cx);
        }
        TRY(add_item(cx, v, first, type, &sums));
    }
    return true;
}

static bool load_on_demand(struct cx *cx, struct view *v)
{
    list found;
    TRY(db_all(cx, &sql_commitment_on_demand, IN(row_shape, &v->key), IN_NONE, &row_shape, &found));
    const struct sum_row *rows = found.items;
    for (size_t i = 0; i < found.count; i++) {
        for (enum commitment_type type = 0; type < COMMITMENT_TYPES; type++) {
            decimal *sum = &sums_of(v, rows[i].period, type)->on_demand;
            if (commitment_covers(type, rows[i].service, rows[i].usage_type) &&
                !decimal_add(*sum, rows[i].public_on_demand_cost, sum))
                return fail_out_of_range(cx);
        }
    }
    return true;
}

/* ---- the reply ---- */

static bool set_months(struct cx *cx, struct view *v)
{
    struct commitment_month *months =
        ARENA_ARRAY(cx->arena, struct commitment_month, v->month_count);
    v->reply->months = (list){ months, v->month_count, true };
    for (size_t i = 0; i < v->month_count; i++) {
        struct commitment_figures *figures =
            ARENA_ARRAY(cx->arena, struct commitment_figures, COMMITMENT_TYPES);
        for (enum commitment_type type = 0; type < COMMITMENT_TYPES; type++) {
            if (!commitment_figures(cx->arena, &v->months[i][type], v->places, &figures[type]))
                return fail_out_of_range(cx);
        }
        months[i] = (struct commitment_month){
            .period = period_add(v->key.from, (int)i),
            .reservations = { &figures[RESERVATION] },
            .savings_plans = { &figures[SAVINGS_PLAN] },
        };
    }
    return true;
}

static bool make_commitments(struct cx *cx)
{
    const struct commitments_query *query = cx->query;
    struct view v = {
        .reply = cx->reply,
        .key = { .payer = query->payer, .account = query->account },
    };
    v.key.services =
        (list){ (void *)(uintptr_t)services, sizeof(services) / sizeof(services[0]), true };
    TRY(choose_months(cx, &v));
    TRY(choose_currency(cx, &v));
    TRY(db_exec(cx, &sql_cost_settings, IN_NONE, IN_NONE, NULL));
    TRY(load_commitments(cx, &v));
    TRY(load_on_demand(cx, &v));
    return set_months(cx, &v);
}

bool commitments_get(struct cx *cx)
{
    return reply_kept(cx, make_commitments, OF_COSTS, STR_NULL);
}
