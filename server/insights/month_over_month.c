#include "insights/month_over_month.h"

#include "billing/bill.h"
#include "core/money.h"
#include "insights/extent.h"

#include <stdlib.h>

static const struct field query_fields[] = {
    FIELD(struct month_query, period, .flags = FIELD_REQUIRED),
    FIELD(struct month_query, group_by, .one_of = dimension_names, .doc = "service unless given"),
    FIELD(struct month_query, measure, .one_of = measure_names,
          .doc = "cost unless given; pro_forma for readers who may not see costs"),
    FIELD(struct month_query, payer_id, .needs = PERM_COST_READ),
    FIELD(struct month_query, billing_group_id),
    FIELD(struct month_query, currency, .min = 3, .max = 3, .doc = "Of data in several currencies"),
    FIELD(struct month_query, exact, .doc = "Figures with up to 12 places"),
    FIELD(struct month_query, per_day, .doc = "Amounts divided by the days of data of their month"),
    FIELD(struct month_query, same_days,
          .doc = "While the month is not over, count as many days of the previous one"),
    FILTER_FIELDS(struct month_query),
    FIELDS_END
};
const struct shape month_query_shape = SHAPE("MonthQuery", struct month_query, query_fields);

static const struct field change_fields[] = {
    FIELD(struct month_change, key, .flags = FIELD_OMIT_ABSENT),
    FIELD(struct month_change, label, .flags = FIELD_OMIT_ABSENT),
    FIELD(struct month_change, previous),
    FIELD(struct month_change, current),
    FIELD(struct month_change, change),
    FIELD(struct month_change, change_percent, .flags = FIELD_NULLABLE,
          .doc = "Of the previous period, with 4 places; null when that is 0"),
    FIELDS_END
};
const struct shape month_change_shape = SHAPE("MonthChange", struct month_change, change_fields);

static const struct field days_fields[] = { FIELD(struct month_days, previous),
                                            FIELD(struct month_days, current), FIELDS_END };
const struct shape month_days_shape = SHAPE("MonthDays", struct month_days, days_fields);

static const struct field month_fields[] = {
    FIELD(struct month_over_month, period),
    FIELD(struct month_over_month, previous),
    FIELD(struct month_over_month, currency),
    FIELD(struct month_over_month, items, .of = &month_change_shape),
    FIELD(struct month_over_month, total, .of = &month_change_shape),
    FIELD(struct month_over_month, days, .of = &month_days_shape,
          .doc = "In the amounts: all of a month unless it is partial, or cut by same_days"),
    FIELD(struct month_over_month, partial, .of = &partial_period_shape, .flags = FIELD_NULLABLE),
    FIELDS_END
};
const struct shape month_over_month_shape =
    SHAPE("MonthOverMonth", struct month_over_month, month_fields,
          .doc = "A period beside the one before it");

/* ---- side by side ---- */

struct pair {
    str key;
    str label;
    decimal previous;
    decimal current;
    decimal change;
    maybe_decimal percent;
};

/* Merges two lists sorted by key. */
static size_t merge(const struct amounts *previous, const struct amounts *current,
                    struct pair *pairs)
{
    size_t count = 0;
    size_t p = 0;
    size_t c = 0;
    while (p < previous->count || c < current->count) {
        int order = p == previous->count ? 1
                    : c == current->count
                        ? -1
                        : str_compare(previous->items[p].key, current->items[c].key);
        const struct amount *before = order <= 0 ? &previous->items[p++] : NULL;
        const struct amount *after = order >= 0 ? &current->items[c++] : NULL;
        const struct amount *named = after ? after : before;
        pairs[count++] = (struct pair){
            .key = named->key,
            .label = str_is_empty(named->label) ? named->key : named->label,
            .previous = before ? before->value : DECIMAL_ZERO,
            .current = after ? after->value : DECIMAL_ZERO,
        };
    }
    return count;
}

/* Exact figures give the percent; what is shown decides whether there is one. */
static bool set_change(struct pair *pair, decimal previous, decimal current)
{
    TRY(decimal_sub(pair->current, pair->previous, &pair->change));
    if (decimal_is_zero(pair->previous))
        return true;
    decimal change;
    TRY(decimal_sub(current, previous, &change));
    pair->percent = percent_of_change(change, previous);
    return true;
}

static bool round_column(struct arena *arena, struct pair *pairs, size_t count, size_t member,
                         int places, decimal *total)
{
    decimal *figures = ARENA_ARRAY(arena, decimal, count);
    for (size_t i = 0; i < count; i++)
        figures[i] = *(const decimal *)(const void *)((const char *)&pairs[i] + member);
    TRY(money_allocate(figures, count, places, figures, total));
    for (size_t i = 0; i < count; i++)
        *(decimal *)(void *)((char *)&pairs[i] + member) = figures[i];
    return true;
}

static int compare_changes(const void *left, const void *right)
{
    const struct pair *a = left;
    const struct pair *b = right;
    int order = decimal_compare(decimal_abs(b->change), decimal_abs(a->change));
    return order ? order : str_compare(a->key, b->key);
}

/* ---- as text ---- */

static struct month_change change_view(struct arena *arena, const struct pair *pair, int places)
{
    return (struct month_change){
        .key = pair->key,
        .label = pair->label,
        .previous = decimal_shown(arena, pair->previous, places),
        .current = decimal_shown(arena, pair->current, places),
        .change = decimal_shown(arena, pair->change, places),
        .change_percent = percent_text(arena, pair->percent),
    };
}

bool month_compare(struct arena *arena, const struct amounts *previous,
                   const struct amounts *current, int places, struct month_over_month *out)
{
    size_t most = previous->count + current->count;
    struct pair *pairs = ARENA_ARRAY(arena, struct pair, most);
    size_t count = merge(previous, current, pairs);
    struct pair *exact = arena_copy(arena, pairs, count * sizeof(*pairs));
    struct pair total = { .key = STR_NULL };
    struct pair exact_total = { .key = STR_NULL };
    for (size_t i = 0; i < count; i++) {
        TRY(decimal_add(exact_total.previous, exact[i].previous, &exact_total.previous));
        TRY(decimal_add(exact_total.current, exact[i].current, &exact_total.current));
    }
    TRY(round_column(arena, pairs, count, offsetof(struct pair, previous), places,
                     &total.previous));
    TRY(round_column(arena, pairs, count, offsetof(struct pair, current), places, &total.current));
    TRY(set_change(&total, exact_total.previous, exact_total.current));
    for (size_t i = 0; i < count; i++)
        TRY(set_change(&pairs[i], exact[i].previous, exact[i].current));

    if (count > 1)
        qsort(pairs, count, sizeof(*pairs), compare_changes);
    struct month_change *items = ARENA_ARRAY(arena, struct month_change, count);
    out->items = (list){ items, 0, true };
    for (size_t i = 0; i < count; i++) {
        if (!decimal_is_zero(pairs[i].previous) || !decimal_is_zero(pairs[i].current))
            items[out->items.count++] = change_view(arena, &pairs[i], places);
    }
    out->total.ptr = arena_copy(
        arena, &(struct month_change[]){ change_view(arena, &total, places) }, sizeof(*items));
    return true;
}
