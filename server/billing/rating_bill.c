#include "billing/rating_private.h"

#include "core/cx.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* ---- order ---- */

static int compare_order(const void *left, const void *right)
{
    return accumulator_compare(*(const struct accumulator *const *)left,
                               *(const struct accumulator *const *)right);
}

static void sort_lines(struct rating *rating)
{
    if (rating->order)
        return;
    rating->order = ARENA_ARRAY(rating->arena, const struct accumulator *, rating->lines.count);
    const struct accumulator **next = rating->order;
    for (const struct accumulator *item = rating->lines.first; item; item = item->next)
        *next++ = item;
    if (rating->lines.count > 1)
        qsort(rating->order, rating->lines.count, sizeof(*rating->order), compare_order);
}

/* The first line of the group or of one after it. */
static size_t first_line(const struct rating *rating, size_t group)
{
    size_t low = 0;
    size_t high = rating->lines.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (rating->order[middle]->group < group)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

bool rating_has_lines(struct rating *rating, size_t group)
{
    sort_lines(rating);
    return first_line(rating, group) < first_line(rating, group + 1);
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
static bool make_line(struct rating *rating, const struct accumulator *const *parts, size_t count,
                      struct bill_line *line)
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
    return !rating->input->part_keys || make_parts(rating->arena, parts, count, line);
}

static bool is_shown(const struct bill_line *line)
{
    return !decimal_is_zero(line->cost) || !decimal_is_zero(line->pro_forma) ||
           !decimal_is_zero(line->without_negation);
}

static bool make_lines(struct rating *rating, size_t group, struct bill *bill)
{
    sort_lines(rating);
    size_t end = first_line(rating, group + 1);
    size_t next;
    bill->lines = ARENA_ARRAY(rating->arena, struct bill_line, end - first_line(rating, group));
    for (size_t i = first_line(rating, group); i < end; i = next) {
        next = i + 1;
        while (next < end && accumulator_compare_lines(rating->order[i], rating->order[next]) == 0)
            next++;
        struct bill_line *line = &bill->lines[bill->line_count];
        TRY(make_line(rating, &rating->order[i], next - i, line));
        bill->line_count += is_shown(line);
    }
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

bool rating_bill(struct rating *rating, size_t group, const struct custom_charge *charges,
                 size_t charge_count, struct bill *bill)
{
    assert(group < rating->input->group_count);
    *bill = (struct bill){ .line_count = 0 };
    TRY(make_lines(rating, group, bill));
    TRY(make_custom_charges(rating->arena, charges, charge_count, bill));
    return bill_total(bill);
}
