#include "insights/cost_loader.h"

#include "db/db.h"
#include "insights/cost.sql.h"

/* What the statements ask for by name. */
struct cost_params {
    str key;
    str measure;
    str currency;
    period first_period;
    period last_period;
    day first_day;
    day last_day;
    bool is_grouped; /* by billing group, or filtered on it */
    bool is_classed; /* filtered on classes of SKUs */
    list account_ids;
    list split_ids;
    list split_drops;
    list sku_ids;
    list sku_types;
    list sku_keys;
};
static const struct field params_fields[] = {
    FIELD(struct cost_params, key),
    FIELD(struct cost_params, measure),
    FIELD(struct cost_params, currency),
    FIELD(struct cost_params, first_period),
    FIELD(struct cost_params, last_period),
    FIELD(struct cost_params, first_day),
    FIELD(struct cost_params, last_day),
    FIELD(struct cost_params, is_grouped),
    FIELD(struct cost_params, is_classed),
    FIELD(struct cost_params, account_ids, .flags = FIELD_NULLABLE),
    FIELD(struct cost_params, split_ids, .flags = FIELD_NULLABLE),
    FIELD(struct cost_params, split_drops, .flags = FIELD_NULLABLE),
    FIELD(struct cost_params, sku_ids, .flags = FIELD_NULLABLE),
    FIELD(struct cost_params, sku_types, .flags = FIELD_NULLABLE),
    FIELD(struct cost_params, sku_keys, .flags = FIELD_NULLABLE),
    FIELDS_END
};
static const struct shape params_shape = SHAPE("CostParams", struct cost_params, params_fields);

static const struct field filter_fields[] = { FILTER_FIELDS(struct cost_request), FIELDS_END };
static const struct shape filter_shape = SHAPE("CostFilters", struct cost_request, filter_fields);

struct id_row {
    int64_t id;
    uuid drop_id;
};
static const struct field id_fields[] = { FIELD(struct id_row, id), FIELD(struct id_row, drop_id),
                                          FIELDS_END };
static const struct shape id_shape = SHAPE("CostId", struct id_row, id_fields);

static const struct field data_fields[] = { FIELD(struct cost_data, currency),
                                            FIELD(struct cost_data, as_of, .flags = FIELD_NULLABLE),
                                            FIELDS_END };
static const struct shape data_shape = SHAPE("CostData", struct cost_data, data_fields);

bool cost_data_load(struct cx *cx, const struct cost_request *request, struct cost_data *data)
{
    struct cost_params params = {
        .first_period = period_of_day(request->first_day),
        .last_period = period_of_day(request->last_day),
    };
    return db_one(cx, &sql_cost_data, IN(params_shape, &params), IN(filter_shape, request),
                  &data_shape, data);
}

struct reading {
    const struct cost_request *request;
    struct cost_table *table;
    struct cost_params params;
};

/* ---- which accounts, and which of them are to be looked at day by day ---- */

static bool run(struct cx *cx, const struct reading *r, const struct sql *sql,
                const struct shape *shape, list *out)
{
    return db_all(cx, sql, IN(params_shape, &r->params), IN(filter_shape, r->request), shape, out);
}

static str id_text(struct arena *arena, int64_t id)
{
    return str_format(arena, "%lld", (long long)id);
}

static bool find_accounts(struct cx *cx, struct reading *r)
{
    unsigned used = filters_used(&r->request->filters);
    if (!(used & (DIMENSION_BIT(BY_ACCOUNT) | DIMENSION_BIT(BY_BILLING_GROUP))))
        return true;
    list rows;
    TRY(run(cx, r, &sql_cost_accounts, &id_shape, &rows));
    str *ids = ARENA_ARRAY(cx->arena, str, rows.count);
    for (size_t i = 0; i < rows.count; i++)
        ids[i] = id_text(cx->arena, ((const struct id_row *)rows.items)[i].id);
    r->params.account_ids = (list){ ids, rows.count, true };
    return true;
}

static bool find_split_accounts(struct cx *cx, struct reading *r)
{
    if (!r->params.is_grouped || r->request->is_daily)
        return true;
    list rows;
    TRY(run(cx, r, &sql_cost_split_accounts, &id_shape, &rows));
    const struct id_row *items = rows.items;
    str *ids = ARENA_ARRAY(cx->arena, str, rows.count);
    str *drops = ARENA_ARRAY(cx->arena, str, rows.count);
    for (size_t i = 0; i < rows.count; i++) {
        ids[i] = id_text(cx->arena, items[i].id);
        drops[i] = uuid_text(cx->arena, items[i].drop_id);
    }
    r->params.split_ids = (list){ ids, rows.count, true };
    r->params.split_drops = (list){ drops, rows.count, true };
    return true;
}

/* ---- the sums ---- */

enum { DAY, KEY, VALUE };

static bool add_sum(struct cx *cx, void *context, const str *columns)
{
    struct reading *r = context;
    decimal value;
    day d;
    if (!day_parse(columns[DAY], &d))
        return fail(cx, ERR_internal, "a cost has no day");
    if (decimal_parse(columns[VALUE], &value) != DECIMAL_OK ||
        !cost_table_add(r->table, columns[KEY], cost_column(r->request, d), value))
        return fail(cx, ERR_amount_out_of_range, "a sum does not fit");
    return true;
}

static bool add_sums(struct cx *cx, struct reading *r, const struct sql *sql)
{
    return db_each(cx, sql, IN(params_shape, &r->params), IN(filter_shape, r->request), add_sum, r);
}

bool cost_load_cubes(struct cx *cx, const struct cost_request *request, struct cost_table *table)
{
    unsigned used = filters_used(&request->filters) | DIMENSION_BIT(request->group_by);
    struct reading r = {
        .request = request,
        .table = table,
        .params = {
            .key = dimension_names[request->group_by],
            .measure = measure_names[request->measure],
            .currency = request->currency,
            .first_period = period_of_day(request->first_day),
            .last_period = period_of_day(request->last_day),
            .first_day = request->first_day,
            .last_day = request->last_day,
            .is_grouped = used & DIMENSION_BIT(BY_BILLING_GROUP),
        },
    };
    TRY(db_exec(cx, &sql_cost_plan_anew, IN_NONE, IN_NONE, NULL));
    TRY(find_accounts(cx, &r));
    TRY(find_split_accounts(cx, &r));
    if (request->is_daily)
        return add_sums(cx, &r, &sql_cost_of_charges);
    TRY(add_sums(cx, &r, &sql_cost_of_rollups));
    return r.params.split_ids.count == 0 || add_sums(cx, &r, &sql_cost_of_split);
}
