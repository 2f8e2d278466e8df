#include "insights/values.h"

#include "db/db.h"
#include "insights/costs.h"
#include "insights/kept_reply.h"
#include "insights/sku_class.h"
#include "insights/values.sql.h"

#include <ctype.h>
#include <stdlib.h>

static const struct field query_fields[] = {
    FIELD(struct values_query, dimension, .one_of = dimension_names + BY_SERVICE,
          .flags = FIELD_REQUIRED),
    FIELD(struct values_query, from, .flags = FIELD_REQUIRED, .max = 10,
          .doc = "A month (2023-11) or a day of it"),
    FIELD(struct values_query, to, .flags = FIELD_REQUIRED, .max = 10,
          .doc = "Inclusive; at most 36 months"),
    FIELD(struct values_query, search, .max = 200, .doc = "Part of a key or label"), FIELDS_END
};
const struct shape values_query_shape = SHAPE("ValuesQuery", struct values_query, query_fields);

static const struct field item_fields[] = { FIELD(struct value_item, key),
                                            FIELD(struct value_item, label), FIELDS_END };
const struct shape value_shape =
    SHAPE("InsightValue", struct value_item, item_fields, .doc = "A key of a dimension");

static bool holds(str text, str part)
{
    for (size_t i = 0; i + part.len <= text.len; i++) {
        size_t same = 0;
        while (same < part.len &&
               tolower((unsigned char)text.ptr[i + same]) == tolower((unsigned char)part.ptr[same]))
            same++;
        if (same == part.len)
            return true;
    }
    return false;
}

static int compare_labels(const void *left, const void *right)
{
    const struct value_item *a = left;
    const struct value_item *b = right;
    int order = str_compare(a->label, b->label);
    return order ? order : str_compare(a->key, b->key);
}

/* In the order of their labels. */
static list items_of(struct arena *arena, const struct cost_table *table, str search)
{
    struct value_item *items = ARENA_ARRAY(arena, struct value_item, table->count);
    size_t count = 0;
    for (size_t i = 0; i < table->count; i++) {
        const struct cost_row *row = &table->rows[i];
        if (str_is_empty(search) || holds(row->key, search) || holds(row->label, search))
            items[count++] = (struct value_item){ row->key, row->label };
    }
    if (count > 1)
        qsort(items, count, sizeof(*items), compare_labels);
    return (list){ items, count < VALUES_MAX ? count : VALUES_MAX, true };
}

/* ---- from SKUs ---- */

struct sku_values_row {
    str currency;
    period first_period;
    period last_period;
    str service;
    str usage_type;
    str operation;
};
static const struct field row_fields[] = { FIELD(struct sku_values_row, currency),
                                           FIELD(struct sku_values_row, first_period),
                                           FIELD(struct sku_values_row, last_period),
                                           FIELD(struct sku_values_row, service),
                                           FIELD(struct sku_values_row, usage_type),
                                           FIELD(struct sku_values_row, operation),
                                           FIELDS_END };
static const struct shape row_shape = SHAPE("SkuValuesRow", struct sku_values_row, row_fields);

/* What a SKU says by itself; the purchase option also needs the types of its charges. */
static bool is_of_skus(const struct cost_request *request)
{
    static const unsigned of_skus =
        (DIMENSION_BIT(BY_USAGE_TYPE) | DIMENSION_CLASSES) & ~DIMENSION_BIT(BY_PURCHASE_OPTION);
    return !measure_is_priced(request->measure) && DIMENSION_BIT(request->group_by) & of_skus;
}

/* The rows that cost_load would make, without their sums. */
static bool load_skus(struct cx *cx, const struct cost_request *request, struct cost_table *table)
{
    struct sku_values_row asked = {
        .currency = request->currency,
        .first_period = period_of_day(request->first_day),
        .last_period = period_of_day(request->last_day),
    };
    list found;
    TRY(db_all(cx, &sql_values_of_skus, IN(row_shape, &asked), IN_NONE, &row_shape, &found));
    *table = cost_table_new(cx->arena, 1);
    for (size_t i = 0; i < found.count; i++) {
        const struct sku_values_row *row = &((const struct sku_values_row *)found.items)[i];
        struct sku_name name = { row->service, row->usage_type, row->operation, STR_NULL };
        bool is_class = request->group_by != BY_USAGE_TYPE;
        str key = is_class ? sku_class_key(&name, request->group_by) : row->usage_type;
        struct cost_row *value = cost_table_row(table, key);
        if (is_class)
            value->label = sku_class_label(value->key);
    }
    return true;
}

/* ---- the reply ---- */

static bool make_values(struct cx *cx)
{
    const struct values_query *query = cx->query;
    struct costs_query costs = { .from = query->from,
                                 .to = query->to,
                                 .group_by = query->dimension };
    struct cost_request request;
    struct cost_table table;
    instant as_of;
    TRY(costs_read(cx, &costs, &request, &as_of));
    TRY(is_of_skus(&request) ? load_skus(cx, &request, &table) : cost_load(cx, &request, &table));
    *(list *)cx->reply = items_of(cx->arena, &table, query->search);
    return true;
}

bool values_get(struct cx *cx)
{
    const struct values_query *query = cx->query;
    struct filters none = { .service = { .is_present = false } };
    return reply_kept(cx, make_values, reply_basis_of(cx, STR_NULL, query->dimension, &none),
                      STR_NULL);
}
