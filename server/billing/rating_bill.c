#include "billing/rating_private.h"

#include "core/cx.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* ---- order ---- */

static int compare_items(const void *left, const void *right)
{
    return accumulator_compare(*(const struct accumulator *const *)left,
                               *(const struct accumulator *const *)right);
}

static int compare_runs(const void *left, const void *right)
{
    const struct run *a = left;
    const struct run *b = right;
    if (a->group != b->group)
        return a->group < b->group ? -1 : 1;
    int order = str_compare(a->account->external_id, b->account->external_id);
    return order ? order : (a->account->id > b->account->id) - (a->account->id < b->account->id);
}

/* An account's lines, and how many groups they are of. */
static const struct accumulator **sort_items(struct rating *rating,
                                             const struct account_lines *lines, size_t *groups)
{
    const struct accumulator **items =
        ARENA_ARRAY(rating->arena, const struct accumulator *, lines->count);
    size_t count = 0;
    for (const struct accumulator *item = lines->first; item; item = item->next)
        items[count++] = item;
    if (count > 1)
        qsort(items, count, sizeof(*items), compare_items);
    *groups = count > 0;
    for (size_t i = 1; i < count; i++)
        *groups += items[i]->group != items[i - 1]->group;
    return items;
}

static void add_runs(struct rating *rating, const struct accumulator **items, size_t count)
{
    for (size_t i = 0, next; i < count; i = next) {
        next = i + 1;
        while (next < count && items[next]->group == items[i]->group)
            next++;
        rating->runs[rating->run_count++] =
            (struct run){ items[i]->group, items[i]->account, &items[i], next - i };
    }
}

static void sort_lines(struct rating *rating)
{
    if (rating->runs)
        return;
    size_t members = rating->input->account_count;
    const struct accumulator ***items =
        ARENA_ARRAY(rating->arena, const struct accumulator **, members);
    size_t run_count = 0;
    for (size_t i = 0; i < members; i++) {
        size_t groups;
        items[i] = sort_items(rating, &rating->members[i].lines, &groups);
        run_count += groups;
    }
    rating->runs = ARENA_ARRAY(rating->arena, struct run, run_count);
    rating->run_count = 0;
    for (size_t i = 0; i < members; i++)
        add_runs(rating, items[i], rating->members[i].lines.count);
    if (run_count > 1)
        qsort(rating->runs, run_count, sizeof(*rating->runs), compare_runs);
}

/* The first run of the group or of one after it. */
static size_t first_run(const struct rating *rating, size_t group)
{
    size_t low = 0;
    size_t high = rating->run_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (rating->runs[middle].group < group)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

bool rating_has_lines(struct rating *rating, size_t group)
{
    sort_lines(rating);
    return first_run(rating, group) < first_run(rating, group + 1);
}

/* ---- lines ---- */

static bool make_part(const struct part *part, struct bill_part *out)
{
    out->usage_type = part->usage_type;
    out->sku = part->sku;
    out->line_item_type = part->line_item_type;
    out->day = part->day;
    out->rule = part->rule;
    out->payer_id = part->payer_id;
    return exact_round(part->quantity, &out->quantity) && exact_round(part->base, &out->base);
}

/* Splits the rounded figures of a line over its parts' unrounded ones. */
static bool make_parts(struct arena *arena, const struct accumulator *const *parts, size_t count,
                       struct bill_line *line)
{
    static const __int128 unit = INT64_C(1000000000000);
    __int128 *costs = ARENA_ARRAY(arena, __int128, count);
    __int128 *pro_formas = ARENA_ARRAY(arena, __int128, count);
    for (size_t i = 0; i < count; i++) {
        costs[i] = parts[i]->cost.v;
        pro_formas[i] = parts[i]->pro_forma.v;
    }
    split_by_remainder(arena, costs, count, unit, line->cost.v * unit, costs);
    split_by_remainder(arena, pro_formas, count, unit, line->pro_forma.v * unit, pro_formas);
    line->part_count = count;
    line->parts = ARENA_ARRAY(arena, struct bill_part, count);
    for (size_t i = 0; i < count; i++) {
        line->parts[i].cost.v = costs[i] / unit;
        line->parts[i].pro_forma.v = pro_formas[i] / unit;
        TRY(make_part(parts[i]->part, &line->parts[i]));
    }
    return true;
}

/* One line of the bill from the accumulators of its parts (or its only one). */
static bool make_line(const struct rating *rating, struct arena *arena,
                      const struct accumulator *const *parts, size_t count, struct bill_line *line)
{
    struct exact_sum cost = { .v = 0 };
    struct exact_sum pro_forma = { .v = 0 };
    struct exact_sum without_negation = { .v = 0 };
    for (size_t i = 0; i < count; i++) {
        exact_add_sum(&cost, parts[i]->cost);
        exact_add_sum(&pro_forma, parts[i]->pro_forma);
        exact_add_sum(&without_negation, parts[i]->without_negation);
    }
    *line = (struct bill_line){
        .account_id = parts[0]->account->external_id,
        .account_name = parts[0]->account->name,
        .service = parts[0]->service,
        .kind = parts[0]->kind,
    };
    TRY(exact_round(cost, &line->cost));
    TRY(exact_round(pro_forma, &line->pro_forma));
    TRY(exact_round(without_negation, &line->without_negation));
    const struct plan_terms *terms = &rating->input->terms[parts[0]->group];
    line->is_passed_through = terms->pass_through & LINE_KIND_BIT(line->kind);
    return !rating->input->part_keys || make_parts(arena, parts, count, line);
}

static bool is_shown(const struct bill_line *line)
{
    return !decimal_is_zero(line->cost) || !decimal_is_zero(line->pro_forma) ||
           !decimal_is_zero(line->without_negation);
}

static bool make_lines_of_run(const struct rating *rating, struct arena *arena,
                              const struct run *run, struct bill *bill)
{
    for (size_t i = 0, next; i < run->count; i = next) {
        next = i + 1;
        while (next < run->count && accumulator_compare_lines(run->items[i], run->items[next]) == 0)
            next++;
        struct bill_line *line = &bill->lines[bill->line_count];
        TRY(make_line(rating, arena, &run->items[i], next - i, line));
        bill->line_count += is_shown(line);
    }
    return true;
}

static bool make_lines(struct rating *rating, struct arena *arena, size_t group, struct bill *bill)
{
    sort_lines(rating);
    size_t first = first_run(rating, group);
    size_t end = first_run(rating, group + 1);
    size_t most = 0;
    for (size_t i = first; i < end; i++)
        most += rating->runs[i].count;
    bill->lines = ARENA_ARRAY(arena, struct bill_line, most);
    for (size_t i = first; i < end; i++)
        TRY(make_lines_of_run(rating, arena, &rating->runs[i], bill));
    return true;
}

/* ---- bills ---- */

static int compare_charges(const void *left, const void *right)
{
    const struct custom_charge *a = left;
    const struct custom_charge *b = right;
    return memcmp(a->id.b, b->id.b, sizeof(a->id.b));
}

static bool make_custom_charges(struct arena *arena, const struct custom_charge *charges,
                                size_t count, struct bill *bill)
{
    struct custom_charge *sorted = arena_copy(arena, charges, count * sizeof(*charges));
    decimal *amounts = ARENA_ARRAY(arena, decimal, count);
    if (count > 1)
        qsort(sorted, count, sizeof(*sorted), compare_charges);
    TRY(custom_charge_amounts(sorted, count, bill->lines, bill->line_count, amounts));

    bill->custom_charge_count = count;
    bill->custom_charges = ARENA_ARRAY(arena, struct bill_charge, count);
    for (size_t i = 0; i < count; i++) {
        bill->custom_charges[i] = (struct bill_charge){
            .id = sorted[i].id,
            .name = sorted[i].name,
            .kind = sorted[i].kind,
            .amount = amounts[i],
        };
    }
    return true;
}

bool rating_bill(struct rating *rating, struct arena *arena, size_t group,
                 const struct custom_charge *charges, size_t charge_count, struct bill *bill)
{
    assert(group < rating->input->group_count);
    *bill = (struct bill){ .line_count = 0 };
    TRY(make_lines(rating, arena, group, bill));
    TRY(make_custom_charges(arena, charges, charge_count, bill));
    return bill_total(bill);
}
