#include "billing/bill.h"

#include "core/cx.h"
#include "core/money.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* ---- splitting ---- */

struct remainder {
    __int128 size;
    size_t index;
};

static int compare_remainders(const void *left, const void *right)
{
    const struct remainder *a = left;
    const struct remainder *b = right;
    if (a->size != b->size)
        return a->size < b->size ? 1 : -1;
    return (a->index > b->index) - (a->index < b->index);
}

static __int128 floor_to(__int128 value, __int128 unit)
{
    __int128 rest = value % unit;
    return value - rest - (rest < 0 ? unit : 0);
}

void split_by_remainder(struct arena *arena, const __int128 *shares, size_t count, __int128 unit,
                        __int128 target, __int128 *parts)
{
    struct remainder *remainders = ARENA_ARRAY(arena, struct remainder, count);
    for (size_t i = 0; i < count; i++) {
        __int128 floored = floor_to(shares[i], unit);
        remainders[i] = (struct remainder){ .size = shares[i] - floored, .index = i };
        parts[i] = floored;
        target -= floored;
    }
    if (count > 1)
        qsort(remainders, count, sizeof(*remainders), compare_remainders);
    for (size_t i = 0; i < count && target > 0; i++) {
        parts[remainders[i].index] += unit;
        target -= unit;
    }
    assert(target == 0);
}

/* ---- totals ---- */

bool bill_total(struct bill *bill)
{
    bill->cost = bill->subtotal = DECIMAL_ZERO;
    for (size_t i = 0; i < bill->line_count; i++) {
        TRY(decimal_add(bill->cost, bill->lines[i].cost, &bill->cost));
        TRY(decimal_add(bill->subtotal, bill->lines[i].pro_forma, &bill->subtotal));
    }
    bill->pro_forma = bill->subtotal;
    for (size_t i = 0; i < bill->custom_charge_count; i++)
        TRY(decimal_add(bill->pro_forma, bill->custom_charges[i].amount, &bill->pro_forma));
    return decimal_sub(bill->pro_forma, bill->cost, &bill->margin);
}

static __int128 magnitude(__int128 value)
{
    return value < 0 ? -value : value;
}

maybe_decimal percent_of(decimal part, decimal whole)
{
    maybe_decimal percent = { .is_present = false };
    __int128 scaled;
    if (decimal_is_zero(whole) || __builtin_mul_overflow(part.v, (__int128)1000000, &scaled))
        return percent;

    /* One division, so that it is rounded once: percent in units of 10^-4. */
    __int128 quotient = scaled / whole.v;
    __int128 rest = magnitude(scaled % whole.v);
    if (rest >= magnitude(whole.v) - rest)
        quotient += (scaled < 0) == (whole.v < 0) ? 1 : -1;
    percent.is_present = !__builtin_mul_overflow(quotient, (__int128)100000000, &percent.value.v);
    return percent;
}

maybe_decimal percent_of_change(decimal change, decimal previous)
{
    return percent_of(change, decimal_abs(previous));
}

str percent_text(struct arena *arena, maybe_decimal percent)
{
    return percent.is_present ? decimal_shown(arena, percent.value, PERCENT_PLACES) : STR_NULL;
}

/* ---- rounding ---- */

int places_of(str currency)
{
    int places = currency_places(currency);
    return places < 0 ? 2 : places;
}

static __int128 unit_of(int places)
{
    __int128 unit = 1;
    for (int i = places; i < DECIMAL_PLACES; i++)
        unit *= 10;
    return unit;
}

/* Splits one figure of a rounded line over its parts. */
static void round_parts(struct arena *arena, struct bill_line *line, int places, size_t member,
                        decimal target)
{
    __int128 *shares = ARENA_ARRAY(arena, __int128, line->part_count);
    for (size_t i = 0; i < line->part_count; i++)
        shares[i] = ((decimal *)((char *)&line->parts[i] + member))->v;
    split_by_remainder(arena, shares, line->part_count, unit_of(places), target.v, shares);
    for (size_t i = 0; i < line->part_count; i++)
        ((decimal *)((char *)&line->parts[i] + member))->v = shares[i];
}

static void copy_arrays(struct arena *arena, const struct bill *exact, struct bill *rounded)
{
    *rounded = *exact;
    rounded->lines = arena_copy(arena, exact->lines, exact->line_count * sizeof(*exact->lines));
    rounded->custom_charges = arena_copy(
        arena, exact->custom_charges, exact->custom_charge_count * sizeof(*exact->custom_charges));
    for (size_t i = 0; i < rounded->line_count; i++) {
        struct bill_line *line = &rounded->lines[i];
        line->parts = arena_copy(arena, line->parts, line->part_count * sizeof(*line->parts));
    }
}

static bool round_cost(struct arena *arena, int places, struct bill *bill)
{
    decimal *figures = ARENA_ARRAY(arena, decimal, bill->line_count);
    for (size_t i = 0; i < bill->line_count; i++)
        figures[i] = bill->lines[i].cost;
    TRY(money_allocate(figures, bill->line_count, places, figures, &bill->cost));
    for (size_t i = 0; i < bill->line_count; i++)
        bill->lines[i].cost = figures[i];
    return true;
}

static bool round_pro_forma(struct arena *arena, int places, struct bill *bill)
{
    size_t count = bill->line_count + bill->custom_charge_count;
    decimal *figures = ARENA_ARRAY(arena, decimal, count);
    for (size_t i = 0; i < bill->line_count; i++)
        figures[i] = bill->lines[i].pro_forma;
    for (size_t i = 0; i < bill->custom_charge_count; i++)
        figures[bill->line_count + i] = bill->custom_charges[i].amount;
    TRY(money_allocate(figures, count, places, figures, &bill->pro_forma));
    for (size_t i = 0; i < bill->line_count; i++)
        bill->lines[i].pro_forma = figures[i];
    for (size_t i = 0; i < bill->custom_charge_count; i++)
        bill->custom_charges[i].amount = figures[bill->line_count + i];
    return true;
}

bool bill_round(struct arena *arena, const struct bill *exact, int places, struct bill *rounded)
{
    copy_arrays(arena, exact, rounded);
    TRY(round_cost(arena, places, rounded));
    TRY(round_pro_forma(arena, places, rounded));
    for (size_t i = 0; i < rounded->line_count; i++) {
        struct bill_line *line = &rounded->lines[i];
        if (line->part_count == 0)
            continue;
        round_parts(arena, line, places, offsetof(struct bill_part, cost), line->cost);
        round_parts(arena, line, places, offsetof(struct bill_part, pro_forma), line->pro_forma);
        for (size_t j = 0; j < line->part_count; j++)
            line->parts[j].base = decimal_round(line->parts[j].base, places);
    }
    return bill_total(rounded);
}

bool bill_round_totals(const struct bill *exact, int places, struct bill *totals)
{
    *totals = (struct bill){
        .cost = decimal_round(exact->cost, places),
        .pro_forma = decimal_round(exact->pro_forma, places),
    };
    return decimal_sub(totals->pro_forma, totals->cost, &totals->margin);
}
