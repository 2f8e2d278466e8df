#include "insights/cost_loader.h"

#include "db/db.h"
#include "insights/cost.sql.h"
#include "insights/cost_cube.sql.h"
#include "insights/sku_class.h"

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
    list sku_keys;
    list sku_options; /* purchase options of usage billed on demand */
    list types;
    list type_options;
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
    FIELD(struct cost_params, sku_keys, .flags = FIELD_NULLABLE),
    FIELD(struct cost_params, sku_options, .flags = FIELD_NULLABLE),
    FIELD(struct cost_params, types, .flags = FIELD_NULLABLE),
    FIELD(struct cost_params, type_options, .flags = FIELD_NULLABLE),
    FIELDS_END
};
static const struct shape params_shape = SHAPE("CostParams", struct cost_params, params_fields);

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
    return db_one(cx, &sql_cost_data, IN(params_shape, &params), IN(cost_filter_shape, request),
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
    return db_all(cx, sql, IN(params_shape, &r->params), IN(cost_filter_shape, r->request), shape,
                  out);
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

/* ---- classes of SKUs ---- */

struct class_row {
    int64_t id;
    str service;
    str usage_type;
    str operation;
    str type;
};
static const struct field class_fields[] = {
    FIELD(struct class_row, id),         FIELD(struct class_row, service),
    FIELD(struct class_row, usage_type), FIELD(struct class_row, operation),
    FIELD(struct class_row, type),       FIELDS_END
};
static const struct shape class_shape = SHAPE("CostSku", struct class_row, class_fields);

/* Does the SKU pass the filters on its classes? The purchase option is left to the statements. */
static bool passes(const struct filters *filters, const struct sku_name *name)
{
    for (int d = BY_CATEGORY; d < DIMENSION_COUNT; d++) {
        const list *wanted = filters_of(filters, (enum dimension)d);
        if (d != BY_PURCHASE_OPTION && wanted->is_present &&
            !list_has(*wanted, sku_class_key(name, (enum dimension)d)))
            return false;
    }
    return true;
}

static bool find_options(struct cx *cx, struct reading *r)
{
    list rows;
    TRY(run(cx, r, &sql_cost_types, &class_shape, &rows));
    str *types = ARENA_ARRAY(cx->arena, str, rows.count);
    str *options = ARENA_ARRAY(cx->arena, str, rows.count);
    size_t count = 0;
    for (size_t i = 0; i < rows.count; i++) {
        types[count] = ((const struct class_row *)rows.items)[i].type;
        struct sku_name name = { .line_item_type = types[count] };
        options[count] = sku_class_key(&name, BY_PURCHASE_OPTION);
        count += !str_equal(types[count], STR("Usage"));
    }
    r->params.types = (list){ types, count, true };
    r->params.type_options = (list){ options, count, true };
    return true;
}

/* Which SKUs pass, and their keys. Without a filter those that have no class can be left out. */
static bool find_skus(struct cx *cx, struct reading *r, unsigned used)
{
    enum dimension group_by = r->request->group_by;
    const struct filters *filters = &r->request->filters;
    if (!(used & DIMENSION_CLASSES))
        return true;
    list rows;
    TRY(run(cx, r, &sql_cost_skus, &class_shape, &rows));
    str *ids = ARENA_ARRAY(cx->arena, str, rows.count);
    str *keys = ARENA_ARRAY(cx->arena, str, rows.count);
    str *options = ARENA_ARRAY(cx->arena, str, rows.count);
    size_t count = 0;
    for (size_t i = 0; i < rows.count; i++) {
        const struct class_row *row = &((const struct class_row *)rows.items)[i];
        struct sku_name name = { row->service, row->usage_type, row->operation, STR_NULL };
        ids[count] = id_text(cx->arena, row->id);
        keys[count] =
            DIMENSION_BIT(group_by) & DIMENSION_CLASSES ? sku_class_key(&name, group_by) : STR("");
        options[count] = sku_class_key(&name, BY_PURCHASE_OPTION);
        count += passes(filters, &name);
    }
    r->params.is_classed = filters_used(filters) & DIMENSION_CLASSES;
    r->params.sku_ids = (list){ ids, count, true };
    r->params.sku_keys = (list){ keys, count, true };
    r->params.sku_options = (list){ options, count, true };
    return !(used & DIMENSION_BIT(BY_PURCHASE_OPTION)) || find_options(cx, r);
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
        return fail_out_of_range(cx);
    return true;
}

static bool add_sums(struct cx *cx, struct reading *r, const struct sql *sql)
{
    return db_each(cx, sql, IN(params_shape, &r->params), IN(cost_filter_shape, r->request),
                   add_sum, r);
}

/* ---- which table ---- */

#define WITH(dimension) DIMENSION_BIT(BY_##dimension)
#define ALWAYS (WITH(NOTHING) | WITH(KIND) | WITH(PAYER))
#define OF_SERVICE (ALWAYS | WITH(SERVICE) | WITH(REGION) | WITH(CHARGE_TYPE))
#define OF_SKU (OF_SERVICE | WITH(USAGE_TYPE) | DIMENSION_CLASSES)
#define OF_ACCOUNT (ALWAYS | WITH(ACCOUNT) | WITH(BILLING_GROUP))

/* The smallest first. `some_accounts`: some accounts' rows are found without reading the others. */
static const struct source {
    const struct sql *sql;
    bool is_daily;
    bool some_accounts;
    unsigned tells_apart;
} sources[] = {
    { &sql_cost_of_services, false, false, OF_SERVICE },
    { &sql_cost_of_accounts, false, true, OF_ACCOUNT },
    { &sql_cost_of_skus, false, false, OF_SKU },
    { &sql_cost_of_account_services, false, false, OF_SERVICE | OF_ACCOUNT },
    { &sql_cost_of_rollups, false, true, OF_SKU | OF_ACCOUNT },
    { &sql_cost_of_service_days, true, false, OF_SERVICE },
    { &sql_cost_of_account_days, true, true, OF_ACCOUNT },
    { &sql_cost_of_sku_days, true, false, OF_SKU },
    { &sql_cost_of_charges, true, true, OF_SKU | OF_ACCOUNT },
};

static const struct sql *choose_source(const struct cost_request *request, unsigned used,
                                       bool of_some_accounts)
{
    const struct source *source = sources;
    while (source->is_daily != request->is_daily || used & ~source->tells_apart ||
           (of_some_accounts && !source->some_accounts))
        source++;
    return source->sql;
}

static str key_of(enum dimension group_by)
{
    bool is_class = DIMENSION_BIT(group_by) & DIMENSION_CLASSES && group_by != BY_PURCHASE_OPTION;
    return is_class ? STR("class") : dimension_names[group_by];
}

bool cost_load_cubes(struct cx *cx, const struct cost_request *request, struct cost_table *table)
{
    unsigned used = filters_used(&request->filters) | DIMENSION_BIT(request->group_by);
    struct reading r = {
        .request = request,
        .table = table,
        .params = {
            .key = key_of(request->group_by),
            .measure = measure_names[request->measure],
            .currency = request->currency,
            .first_period = period_of_day(request->first_day),
            .last_period = period_of_day(request->last_day),
            .first_day = request->first_day,
            .last_day = request->last_day,
            .is_grouped = used & DIMENSION_BIT(BY_BILLING_GROUP),
        },
    };
    TRY(db_exec(cx, &sql_cost_settings, IN_NONE, IN_NONE, NULL));
    TRY(find_accounts(cx, &r));
    TRY(find_split_accounts(cx, &r));
    TRY(find_skus(cx, &r, used));
    bool of_some_accounts = r.params.account_ids.is_present;
    TRY(add_sums(cx, &r, choose_source(request, used, of_some_accounts)));
    return r.params.split_ids.count == 0 || add_sums(cx, &r, &sql_cost_of_split);
}
