#include "billing/bill_api.h"

#include "billing/bill_view.h"
#include "billing/kept_month.h"

#define EXACT_DOC "Figures with up to 12 places instead of the currency's"

static const struct field bills_query_fields[] = {
    FIELD(struct bills_query, period, .flags = FIELD_REQUIRED),
    FIELD(struct bills_query, payer_id, .needs = PERM_COST_READ,
          .doc = "Only what this payer's accounts cost"),
    FIELD(struct bills_query, sort,
          .doc = "name, accounts, pro_forma, cost, margin or margin_percent; - in front: largest "
                 "first"),
    FIELD(struct bills_query, exact, .doc = EXACT_DOC), FIELDS_END
};
const struct shape bills_query_shape = SHAPE("BillsQuery", struct bills_query, bills_query_fields);

static const struct field bill_path_fields[] = {
    FIELD(struct bill_path, billing_group_id, .flags = FIELD_REQUIRED),
    FIELD(struct bill_path, period, .flags = FIELD_REQUIRED), FIELDS_END
};
const struct shape bill_path_shape = SHAPE("BillPath", struct bill_path, bill_path_fields);

static const str details[] = { STR("usage_type"), STR("rule"), STR_NULL };

static const struct field bill_query_fields[] = {
    FIELD(struct bill_query, payer_id, .needs = PERM_COST_READ,
          .doc = "Only what this payer's accounts cost"),
    FIELD(struct bill_query, currency, .min = 3, .max = 3,
          .doc = "Of a group with charges in several currencies"),
    FIELD(struct bill_query, detail, .one_of = details,
          .doc = "Split the lines by usage type, or by what set their price: SKU, line item type "
                 "and rule (the SKU alone for readers who may not see costs)"),
    FIELD(struct bill_query, account_id, .doc = "Only lines of this account"),
    FIELD(struct bill_query, service, .doc = "Only lines of this service"),
    FIELD(struct bill_query, kind, .one_of = line_kind_names, .doc = "Only lines of this kind"),
    FIELD(struct bill_query, exact, .doc = EXACT_DOC),
    FIELDS_END
};
const struct shape bill_query_shape = SHAPE("BillQuery", struct bill_query, bill_query_fields);

static const struct field bill_period_fields[] = {
    FIELD(struct bill_period, period), FIELD(struct bill_period, drops, .needs = PERM_DROP_READ),
    FIELD(struct bill_period, as_of, .flags = FIELD_NULLABLE),
    FIELD(struct bill_period, cursor, .flags = FIELD_READ_ONLY), FIELDS_END
};
const struct shape bill_period_shape =
    SHAPE("BillPeriod", struct bill_period, bill_period_fields, .doc = "A period that has data");

static struct view_options options_of(const struct cx *cx, bool is_exact)
{
    return (struct view_options){
        .is_exact = is_exact,
        .shows_cost = cx->principal.permissions >> PERM_COST_READ & 1,
    };
}

static bool out_of_range(struct cx *cx)
{
    return fail(cx, ERR_amount_out_of_range, "a total does not fit");
}

/* ---- all bills of a period ---- */

static bool sort(struct cx *cx, const struct view_options *options, str word, struct month *month)
{
    enum bill_order order;
    bool is_descending;
    if (str_is_null(word))
        return true;
    if (!bill_order_of(word, options, &order, &is_descending))
        return fail_at(cx, ERR_invalid_parameter, STR("?sort"), "cannot sort by \"%.*s\"",
                       STR_ARG(word));
    month_sort(cx->arena, month, order, is_descending);
    return true;
}

static bool view_all(struct cx *cx, const struct view_options *options, struct bills_view *view)
{
    const struct bills_query *query = cx->query;
    struct kept_range range = {
        .first = query->period,
        .last = query->period,
        .payer_id = query->payer_id,
    };
    struct kept_months kept;
    struct month month;
    TRY(kept_months_open(cx, &range, &kept));
    TRY(kept_month_load(cx, &kept, query->period, &month));
    TRY(sort(cx, options, query->sort, &month));
    return view_month(cx->arena, &month, options, view) || out_of_range(cx);
}

bool bills_get(struct cx *cx)
{
    const struct bills_query *query = cx->query;
    struct view_options options = options_of(cx, query->exact);
    return view_all(cx, &options, cx->reply);
}

bool bills_get_csv(struct cx *cx)
{
    const struct bills_query *query = cx->query;
    struct view_options options = options_of(cx, query->exact);
    struct bills_view view;
    TRY(view_all(cx, &options, &view));
    http_set_attachment(cx, str_format(cx->arena, "bills-%.*s.csv",
                                       STR_ARG(period_text(cx->arena, query->period))));
    return http_reply_text(cx, 200, "text/csv; charset=utf-8",
                           csv_of_month(cx->arena, &view, &options));
}

/* ---- one bill ---- */

static const struct group_bill *pick_bill(const struct month *month, str currency)
{
    for (size_t i = 0; i < month->bill_count; i++) {
        const struct group_bill *bill = &month->bills[i];
        if (str_is_null(currency) ? bill->is_main : str_equal(bill->currency, currency))
            return bill;
    }
    return NULL;
}

/* What lines are split by. Line item types and rules would tell a customer of costs. */
static unsigned part_keys_of(str detail, bool shows_cost)
{
    if (str_is_null(detail))
        return 0;
    if (str_equal(detail, STR("usage_type")))
        return PART_USAGE_TYPE;
    return shows_cost ? PART_SKU | PART_TYPE | PART_RULE : PART_SKU;
}

static struct view_options options_of_one(const struct cx *cx)
{
    const struct bill_query *query = cx->query;
    struct view_options options = options_of(cx, query->exact);
    options.is_detailed = str_equal(query->detail, STR("rule"));
    options.account_id = query->account_id;
    options.service = query->service;
    options.kind = query->kind;
    return options;
}

static struct bill_request request_of_one(const struct cx *cx, const struct view_options *options)
{
    const struct bill_path *path = cx->path;
    const struct bill_query *query = cx->query;
    return (struct bill_request){
        .period = path->period,
        .payer_id = query->payer_id,
        .billing_group_id = path->billing_group_id,
        .part_keys = part_keys_of(query->detail, options->shows_cost),
    };
}

static bool view_one(struct cx *cx, const struct view_options *options,
                     const struct bill_request *request, struct month *month,
                     const struct group_bill **bill, struct bill_view *view)
{
    const struct bill_query *query = cx->query;
    TRY(month_load(cx, request, month));
    *bill = pick_bill(month, query->currency);
    if (!*bill)
        return fail_at(cx, ERR_not_found, STR("?currency"), "the group has no bill in %.*s",
                       STR_ARG(query->currency));
    return view_bill(cx->arena, month, *bill, options, view) || out_of_range(cx);
}

/* The group's bill of a month in that currency; NULL when the month has no data in it. */
static const struct group_bill *find_bill(const struct month *month, str currency)
{
    return month->share_count == 0 ? NULL : pick_bill(month, currency);
}

bool bill_get(struct cx *cx)
{
    struct view_options options = options_of_one(cx);
    struct bill_request request = request_of_one(cx, &options);
    struct month month, earlier;
    const struct group_bill *bill;
    request.with_earlier = true;
    TRY(view_one(cx, &options, &request, &month, &bill, cx->reply));

    request.period = period_add(request.period, -1);
    request.part_keys = 0;
    request.beside = &month;
    TRY(month_load(cx, &request, &earlier));
    const struct group_bill *before = find_bill(&earlier, bill->currency);
    return view_previous(cx->arena, &earlier, before, bill, &options, cx->reply) ||
           out_of_range(cx);
}

bool bill_get_csv(struct cx *cx)
{
    struct view_options options = options_of_one(cx);
    struct bill_request request = request_of_one(cx, &options);
    struct month month;
    const struct group_bill *bill;
    struct bill_view view;
    TRY(view_one(cx, &options, &request, &month, &bill, &view));
    http_set_attachment(cx, str_format(cx->arena, "%.*s-%.*s.csv", STR_ARG(view.name),
                                       STR_ARG(period_text(cx->arena, view.period))));
    return http_reply_text(cx, 200, "text/csv; charset=utf-8",
                           csv_of_bill(cx->arena, &view, &options));
}
