#include "insights/cost_loader.h"
#include "insights/cost_rows.h"

#include "billing/kept_month.h"
#include "db/db.h"
#include "insights/cost.sql.h"
#include "insights/sku_class.h"

/* A share of a bill: a line, a part of one, or a custom charge of its own. */
struct share {
    const struct bill_line *line; /* NULL: a custom charge */
    const struct bill_part *part; /* NULL: the whole line */
    str group_id;
    str payer_id;
};

struct pricing {
    const struct cost_request *request;
    struct cost_table *table;
    unsigned filters;
    str payer_id; /* the bills are this payer's; absent: of all */
    struct kept_months kept;
    str *classes[DIMENSION_COUNT]; /* of each of kept.skus, as they were worked out */
    period period;
};

/* A year's parts are of the same few thousand SKUs. The purchase option is the SKU's where usage is
 * billed on demand, else the type's. */
static str class_of(const struct pricing *p, const struct bill_part *part, enum dimension dimension)
{
    struct sku_name name = { part->sku->service, part->sku->usage_type, part->sku->operation,
                             part->line_item_type };
    bool is_of_sku =
        dimension != BY_PURCHASE_OPTION || str_equal(name.line_item_type, STR("Usage"));
    if (!p->classes[dimension] || !is_of_sku)
        return sku_class_key(&name, dimension);
    str *key = &p->classes[dimension][part->sku - (const struct sku *)p->kept.skus.items];
    if (str_is_null(*key))
        *key = sku_class_key(&name, dimension);
    return *key;
}

static str key_of(const struct pricing *p, const struct share *share, enum dimension dimension)
{
    if (dimension == BY_NOTHING)
        return STR("total");
    if (dimension == BY_BILLING_GROUP)
        return share->group_id;
    if (!share->line)
        return STR("custom_charge");
    switch (dimension) {
    case BY_SERVICE:
        return share->line->service;
    case BY_ACCOUNT:
        return share->line->account_id;
    case BY_KIND:
        return line_kind_name(share->line->kind);
    case BY_PAYER:
        return share->payer_id;
    case BY_USAGE_TYPE:
        return share->part->usage_type;
    case BY_REGION:
        return share->part->sku->region;
    case BY_CHARGE_TYPE:
        return share->part->line_item_type;
    default:
        return class_of(p, share->part, dimension);
    }
}

/* What lines must be split by so that every dimension has its key: always the same, so that a
 * month's parts are rounded alike whatever is asked. */
static unsigned parts_of(const struct cost_request *request, unsigned used)
{
    const unsigned in_parts = DIMENSION_BIT(BY_USAGE_TYPE) | DIMENSION_BIT(BY_CHARGE_TYPE) |
                              DIMENSION_BIT(BY_REGION) | DIMENSION_BIT(BY_PAYER) |
                              DIMENSION_CLASSES;
    if (request->filters.payer.is_present) /* bills are read payer by payer */
        used &= ~DIMENSION_BIT(BY_PAYER);
    return (used & in_parts ? KEPT_PARTS : 0) | (request->is_daily ? PART_DAY : 0);
}

/* A payer's custom charges are those of groups that are its alone. */
static bool passes(const struct pricing *p, const struct share *share)
{
    for (int d = BY_SERVICE; d < DIMENSION_COUNT; d++) {
        bool is_filtered = p->filters & DIMENSION_BIT(d) && (share->line || d != BY_PAYER);
        if (is_filtered && !filter_passes(&p->request->filters, (enum dimension)d,
                                          key_of(p, share, (enum dimension)d)))
            return false;
    }
    return true;
}

/* A charge dated outside of its period counts on the first or last day. */
static size_t column_of(const struct pricing *p, const struct share *share)
{
    day first = period_first_day(p->period);
    int32_t last = period_end_day(p->period).days - 1;
    if (!p->request->is_daily || !share->part)
        return cost_column(p->request, first);
    day d = share->part->day;
    return cost_column(p->request, d.days < first.days ? first : d.days > last ? (day){ last } : d);
}

static bool add_share(const struct pricing *p, const struct share *share, decimal cost,
                      decimal pro_forma)
{
    size_t column = column_of(p, share);
    if (column >= p->table->columns || !passes(p, share))
        return true;
    decimal value = pro_forma;
    if (p->request->measure == MEASURE_MARGIN)
        TRY(decimal_sub(pro_forma, cost, &value));
    enum dimension group_by = p->request->group_by;
    struct cost_row *row = cost_table_row(p->table, key_of(p, share, group_by));
    if (group_by == BY_ACCOUNT && share->line && !str_is_empty(share->line->account_name))
        row->label = str_copy(p->table->arena, share->line->account_name);
    return decimal_add(row->values[column], value, &row->values[column]);
}

/* Most parts are of the payer of the one before. */
static void choose_part(struct arena *arena, const struct pricing *p, const struct bill_part *part,
                        struct share *share)
{
    bool is_same = share->part && uuid_equal(share->part->payer_id, part->payer_id);
    if (str_is_null(p->payer_id) && !is_same)
        share->payer_id = uuid_text(arena, part->payer_id);
    share->part = part;
}

static bool add_line(struct arena *arena, const struct pricing *p, const struct bill_line *line,
                     struct share *share)
{
    share->line = line;
    if (line->part_count == 0)
        return add_share(p, share, line->cost, line->pro_forma);
    for (size_t i = 0; i < line->part_count; i++) {
        choose_part(arena, p, &line->parts[i], share);
        TRY(add_share(p, share, share->part->cost, share->part->pro_forma));
    }
    return true;
}

static bool add_bill(struct arena *arena, const struct pricing *p, const struct group_bill *bill)
{
    struct share share = {
        .group_id = uuid_text(arena, bill->billing_group_id),
        .payer_id = p->payer_id,
    };
    for (size_t i = 0; i < bill->bill.line_count; i++)
        TRY(add_line(arena, p, &bill->bill.lines[i], &share));
    struct share charge = { .group_id = share.group_id };
    for (size_t i = 0; i < bill->bill.custom_charge_count; i++)
        TRY(add_share(p, &charge, DECIMAL_ZERO, bill->bill.custom_charges[i].amount));
    return true;
}

/* ---- one month ---- */

static unsigned split_of(const struct pricing *p)
{
    return parts_of(p->request, p->filters | DIMENSION_BIT(p->request->group_by));
}

/* What is kept is that of all groups: one alone is read as fast. */
static bool is_kept(const struct cx *cx, const struct pricing *p)
{
    return kept_limit(cx) > 0 && uuid_is_nil(cost_only_group(p->request));
}

static struct bill_request bills_of(const struct pricing *p)
{
    struct bill_request request = {
        .period = p->period,
        .payer_id = p->kept.range.payer_id,
        .billing_group_id = cost_only_group(p->request),
        .part_keys = split_of(p),
    };
    /* Later days alone: custom charges count on the first, and so are not asked for. */
    if (p->request->is_daily && p->request->first_day.days > period_first_day(p->period).days)
        request.first_day = p->request->first_day;
    return request;
}

/* Of whole months, kept or not. */
static bool add_lines(struct cx *cx, const struct pricing *p)
{
    struct bill_request request = bills_of(p);
    struct month month;
    TRY(is_kept(cx, p) ? kept_month_load(cx, &p->kept, p->period, &month)
                       : month_load(cx, &request, &month));
    for (size_t i = 0; i < month.bill_count; i++) {
        if (str_equal(month.bills[i].currency, p->request->currency) &&
            !add_bill(cx->arena, p, &month.bills[i]))
            return fail_out_of_range(cx);
    }
    return true;
}

/* A month's part of the request, which is what is kept of days. */
struct slice {
    struct pricing pricing;
    struct cost_request request;
};

static struct slice slice_of(const struct pricing *p)
{
    struct slice slice = { *p, *p->request };
    day first = period_first_day(p->period);
    int32_t last = period_end_day(p->period).days - 1;
    if (slice.request.first_day.days < first.days)
        slice.request.first_day = first;
    if (slice.request.last_day.days > last)
        slice.request.last_day.days = last;
    return slice;
}

/* The rows that a group's bills make. */
static bool write_rows(struct cx *cx, const void *context, const struct group_bill *bills,
                       size_t count, str *bytes)
{
    const struct slice *slice = context;
    struct cost_table rows = cost_table_new(cx->arena, cost_columns(&slice->request));
    struct pricing pricing = slice->pricing;
    pricing.request = &slice->request;
    pricing.table = &rows;
    for (size_t i = 0; i < count; i++) {
        if (str_equal(bills[i].currency, pricing.request->currency) &&
            !add_bill(cx->arena, &pricing, &bills[i]))
            return fail_out_of_range(cx);
    }
    *bytes = cost_rows_write(cx->arena, &rows);
    return !str_is_null(*bytes) || fail_out_of_range(cx);
}

/* Day by day: kept is what the groups' bills make for this very question. */
static bool add_days(struct cx *cx, const struct pricing *p)
{
    struct slice slice = slice_of(p);
    struct kept_form form = {
        .name = cost_request_text(cx->arena, &slice.request),
        .request = bills_of(p),
        .write = write_rows,
        .context = &slice,
    };
    list found;
    TRY(kept_month_sections(cx, &p->kept, &form, &found));
    const struct kept_section *sections = found.items;
    for (size_t i = 0; i < found.count; i++) {
        if (!cost_rows_add(p->table, cost_column(p->request, slice.request.first_day),
                           sections[i].bytes))
            return fail_out_of_range(cx);
    }
    return true;
}

static bool add_month(struct cx *cx, const struct pricing *p)
{
    return is_kept(cx, p) && p->request->is_daily ? add_days(cx, p) : add_lines(cx, p);
}

/* A month's bills are forgotten before the next one's are read. */
static bool load_month(struct cx *cx, const struct pricing *p)
{
    struct cx month = cx_begin_part(cx);
    return cx_end_part(cx, &month, add_month(&month, p));
}

/* The months, of one payer or of all. */
static bool load_months(struct cx *cx, struct pricing *p, str payer_id)
{
    struct kept_range range = {
        .first = period_of_day(p->request->first_day),
        .last = period_of_day(p->request->last_day),
        .of_bills_only = true,
        .in_parts = !p->request->is_daily && split_of(p),
    };
    if (!str_is_null(payer_id) && !uuid_parse(payer_id, &range.payer_id))
        return true;
    p->payer_id = payer_id;
    p->kept.range = range;
    if (is_kept(cx, p))
        TRY(kept_months_open(cx, &range, &p->kept));
    for (int d = BY_CATEGORY; d < DIMENSION_COUNT && p->kept.skus.is_present; d++)
        p->classes[d] = ARENA_ARRAY(cx->arena, str, p->kept.skus.count);
    for (p->period = range.first; p->period.months <= range.last.months;
         p->period = period_add(p->period, 1))
        TRY(load_month(cx, p));
    return true;
}

/* Payer by payer where only some count: custom charges are those of groups that are theirs. */
static bool load_payers(struct cx *cx, struct pricing *p)
{
    list wanted = p->request->filters.payer;
    if (!wanted.is_present)
        return load_months(cx, p, STR_NULL);
    for (size_t i = 0; i < wanted.count; i++)
        TRY(load_months(cx, p, ((const str *)wanted.items)[i]));
    return true;
}

bool cost_load_bills(struct cx *cx, const struct cost_request *request, struct cost_table *table)
{
    struct pricing p = {
        .request = request,
        .table = table,
        .filters = filters_used(&request->filters),
    };
    return load_payers(cx, &p);
}
