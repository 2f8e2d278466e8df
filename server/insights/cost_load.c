#include "insights/cost_loader.h"

#include "db/db.h"
#include "insights/cost.sql.h"
#include "insights/sku_class.h"

size_t cost_columns(const struct cost_request *request)
{
    if (request->is_daily)
        return (size_t)(request->last_day.days - request->first_day.days) + 1;
    return (size_t)(period_of_day(request->last_day).months -
                    period_of_day(request->first_day).months) +
           1;
}

size_t cost_column(const struct cost_request *request, day d)
{
    if (d.days < request->first_day.days || d.days > request->last_day.days)
        return cost_columns(request);
    if (request->is_daily)
        return (size_t)(d.days - request->first_day.days);
    return (size_t)(period_of_day(d).months - period_of_day(request->first_day).months);
}

static const struct field filter_fields[] = { FILTER_FIELDS(struct cost_request), FIELDS_END };
const struct shape cost_filter_shape = SHAPE("CostFilters", struct cost_request, filter_fields);

str cost_request_text(struct arena *arena, const struct cost_request *request)
{
    return str_format(arena, "%d %d %d %d %d %.*s %.*s", request->first_day.days,
                      request->last_day.days, request->is_daily, (int)request->measure,
                      (int)request->group_by, STR_ARG(request->currency),
                      STR_ARG(shape_to_text(arena, &cost_filter_shape, request)));
}

static uuid only_id(list ids)
{
    uuid id = { .b = { 0 } };
    if (ids.count == 1 && !uuid_parse(((const str *)ids.items)[0], &id))
        return (uuid){ .b = { 0 } };
    return id;
}

uuid cost_only_payer(const struct cost_request *request)
{
    return only_id(request->filters.payer);
}

uuid cost_only_group(const struct cost_request *request)
{
    return only_id(request->filters.billing_group);
}

/* ---- labels ---- */

struct label_row {
    str id;
    str key;
    str label;
};
static const struct field label_fields[] = { FIELD(struct label_row, id),
                                             FIELD(struct label_row, key),
                                             FIELD(struct label_row, label), FIELDS_END };
static const struct shape label_shape = SHAPE("CostLabel", struct label_row, label_fields);

struct label_ids {
    list ids;
};
static const struct field ids_fields[] = { FIELD(struct label_ids, ids), FIELDS_END };
static const struct shape ids_shape = SHAPE("CostLabelIds", struct label_ids, ids_fields);

/* Whose keys are not for people. */
static const struct sql *const label_statements[DIMENSION_COUNT] = {
    [BY_ACCOUNT] = &sql_cost_account_labels,
    [BY_BILLING_GROUP] = &sql_cost_group_labels,
    [BY_PAYER] = &sql_cost_payer_labels,
};

static bool is_word(str key)
{
    return str_equal(key, STR("unassigned")) || str_equal(key, STR("custom_charge"));
}

static list ids_of(const struct cost_table *table)
{
    str *ids = ARENA_ARRAY(table->arena, str, table->count);
    size_t count = 0;
    for (size_t i = 0; i < table->count; i++) {
        if (!is_word(table->rows[i].key))
            ids[count++] = table->rows[i].key;
    }
    return (list){ ids, count, true };
}

/* Puts the keys and labels of people in place of ids; what cannot be seen has the empty key. */
static bool name_rows(struct cx *cx, const struct sql *sql, struct cost_table *table)
{
    struct label_ids ids = { ids_of(table) };
    list labels;
    TRY(db_all(cx, sql, IN(ids_shape, &ids), IN_NONE, &label_shape, &labels));
    const struct label_row *names = labels.items;
    struct cost_table by_id = cost_table_new(cx->arena, 1);
    struct cost_table named = cost_table_new(cx->arena, table->columns);
    for (size_t i = 0; i < labels.count; i++)
        cost_table_row(&by_id, names[i].id)->values[0].v = (__int128)i + 1;
    for (size_t i = 0; i < table->count; i++) {
        const struct cost_row *row = &table->rows[i];
        size_t found = (size_t)cost_table_row(&by_id, row->key)->values[0].v;
        str key = found ? names[found - 1].key : is_word(row->key) ? row->key : STR("");
        if (!cost_table_merge(&named, key, row))
            return fail_out_of_range(cx);
        if (found && !str_is_empty(names[found - 1].label))
            cost_table_row(&named, key)->label = names[found - 1].label;
    }
    *table = named;
    return true;
}

static void name_classes(struct cost_table *table)
{
    for (size_t i = 0; i < table->count; i++)
        table->rows[i].label = sku_class_label(table->rows[i].key);
}

bool cost_load(struct cx *cx, const struct cost_request *request, struct cost_table *table)
{
    *table = cost_table_new(cx->arena, cost_columns(request));
    bool is_priced = measure_is_priced(request->measure);
    TRY(is_priced ? cost_load_bills(cx, request, table) : cost_load_cubes(cx, request, table));
    if (DIMENSION_BIT(request->group_by) & DIMENSION_CLASSES)
        name_classes(table);
    const struct sql *sql = label_statements[request->group_by];
    bool is_named = !sql || (is_priced && request->group_by == BY_ACCOUNT);
    return is_named || table->count == 0 || name_rows(cx, sql, table);
}
