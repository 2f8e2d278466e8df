#include "billing/bill_view.h"

#include "core/cx.h"

#include <stdlib.h>

/* The growing sum of the lines of one service or account. */
struct sum {
    str key;
    str name;
    decimal cost;
    decimal pro_forma;
};

static int compare_keys(const void *left, const void *right)
{
    return str_compare(((const struct sum *)left)->key, ((const struct sum *)right)->key);
}

static int compare_sizes(const void *left, const void *right)
{
    const struct sum *a = left;
    const struct sum *b = right;
    int order = decimal_compare(b->pro_forma, a->pro_forma);
    if (order == 0)
        order = decimal_compare(b->cost, a->cost);
    return order ? order : compare_keys(left, right);
}

/* Adds up neighbours of one key; what comes to nothing, or must not be seen, is left out. */
static bool fold(struct sum *sums, size_t *count, const struct view_options *options)
{
    size_t kept = 0;
    if (*count > 1)
        qsort(sums, *count, sizeof(*sums), compare_keys);
    for (size_t i = 0; i < *count;) {
        struct sum sum = sums[i++];
        for (; i < *count && str_equal(sums[i].key, sum.key); i++) {
            TRY(decimal_add(sum.cost, sums[i].cost, &sum.cost));
            TRY(decimal_add(sum.pro_forma, sums[i].pro_forma, &sum.pro_forma));
        }
        if (!decimal_is_zero(sum.pro_forma) || (options->shows_cost && !decimal_is_zero(sum.cost)))
            sums[kept++] = sum;
    }
    *count = kept;
    if (kept > 1)
        qsort(sums, kept, sizeof(*sums), compare_sizes);
    return true;
}

static bool view_sums(struct arena *arena, struct sum *sums, size_t count, bool is_by_account,
                      str currency, const struct view_options *options, list *out)
{
    TRY(fold(sums, &count, options));
    struct line_sum *rows = ARENA_ARRAY(arena, struct line_sum, count);
    for (size_t i = 0; i < count; i++) {
        decimal margin;
        TRY(decimal_sub(sums[i].pro_forma, sums[i].cost, &margin));
        rows[i] = (struct line_sum){
            .cost = figure_text(arena, sums[i].cost, currency, options),
            .pro_forma = figure_text(arena, sums[i].pro_forma, currency, options),
            .margin = figure_text(arena, margin, currency, options),
        };
        *(is_by_account ? &rows[i].account_id : &rows[i].service) = sums[i].key;
        rows[i].account_name = sums[i].name;
    }
    *out = (list){ rows, count, true };
    return true;
}

bool sum_lines(struct arena *arena, const struct bill *shown, str currency,
               const struct view_options *options, struct bill_view *view)
{
    struct sum *services = ARENA_ARRAY(arena, struct sum, shown->line_count);
    struct sum *accounts = ARENA_ARRAY(arena, struct sum, shown->line_count);
    for (size_t i = 0; i < shown->line_count; i++) {
        const struct bill_line *line = &shown->lines[i];
        services[i] = (struct sum){ line->service, STR_NULL, line->cost, line->pro_forma };
        accounts[i] =
            (struct sum){ line->account_id, line->account_name, line->cost, line->pro_forma };
    }
    return view_sums(arena, services, shown->line_count, false, currency, options,
                     &view->by_service) &&
           view_sums(arena, accounts, shown->line_count, true, currency, options,
                     &view->by_account);
}
