#include "billing/rating_private.h"

#include "core/cx.h"

#include <stdlib.h>

/* ---- members ---- */

static int compare_members(const void *left, const void *right)
{
    int64_t a = ((const struct member *)left)->account->id;
    int64_t b = ((const struct member *)right)->account->id;
    return (a > b) - (a < b);
}

static int compare_assignments(const void *left, const void *right)
{
    const struct rating_assignment *a = left;
    const struct rating_assignment *b = right;
    if (a->account != b->account)
        return a->account < b->account ? -1 : 1;
    return (a->starts_on.days > b->starts_on.days) - (a->starts_on.days < b->starts_on.days);
}

static struct member *find_member(const struct rating *rating, int64_t account)
{
    size_t low = 0;
    size_t high = rating->input->account_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int64_t id = rating->members[middle].account->id;
        if (id == account)
            return &rating->members[middle];
        if (id < account)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

static void give_assignments(struct rating *rating)
{
    size_t count = rating->input->assignment_count;
    struct rating_assignment *sorted =
        arena_copy(rating->arena, rating->input->assignments, count * sizeof(*sorted));
    if (count > 1)
        qsort(sorted, count, sizeof(*sorted), compare_assignments);
    for (size_t i = 0; i < count; i++) {
        struct member *member = find_member(rating, sorted[i].account);
        if (!member)
            continue;
        if (member->assignment_count++ == 0)
            member->assignments = &sorted[i];
    }
}

struct rating *rating_new(struct arena *arena, const struct rating_input *input)
{
    struct rating *rating = ARENA_NEW(arena, struct rating);
    rating->arena = arena;
    rating->input = input;
    rating->members = ARENA_ARRAY(arena, struct member, input->account_count);
    for (size_t i = 0; i < input->account_count; i++)
        rating->members[i].account = &input->accounts[i];
    if (input->account_count > 1)
        qsort(rating->members, input->account_count, sizeof(*rating->members), compare_members);
    give_assignments(rating);
    accumulators_init(&rating->lines, arena);
    return rating;
}

/* ---- where a charge belongs ---- */

enum placement {
    PLACE_GROUP,
    PLACE_NOWHERE, /* unassigned */
    PLACE_SPLIT,   /* an assignment, or a rule, begins or ends inside */
};

static enum placement place(const struct member *member, day first, day last, size_t *group)
{
    for (size_t i = 0; i < member->assignment_count; i++) {
        const struct rating_assignment *a = &member->assignments[i];
        int32_t end = day_is_none(a->ends_on) ? INT32_MAX : a->ends_on.days;
        if (a->starts_on.days > last.days || end <= first.days)
            continue;
        if (a->starts_on.days > first.days || end <= last.days)
            return PLACE_SPLIT;
        *group = a->group;
        return PLACE_GROUP;
    }
    return PLACE_NOWHERE;
}

/* ---- what a charge is worth ---- */

static bool is_passed_through(const struct plan_terms *terms, const struct charge_sum *sum)
{
    return terms->pass_through & LINE_KIND_BIT(sum->kind);
}

static bool is_ruled(const struct charge_sum *sum)
{
    return sum->type & TYPE_IS_RULED || sum->kind == LINE_DISCOUNT;
}

static bool stays_free(const struct plan_terms *terms, const struct charge_sum *sum)
{
    return sum->is_free && terms->free_tier;
}

static decimal public_on_demand_base(const struct plan_terms *terms, const struct charge_sum *sum)
{
    if (sum->kind == LINE_SUPPORT)
        return DECIMAL_ZERO;
    if (sum->type & TYPE_CONSUMES)
        return stays_free(terms, sum) ? DECIMAL_ZERO : sum->public_base;
    if (sum->kind == LINE_FEE || (sum->kind == LINE_MARKETPLACE && sum->type & TYPE_IS_FEE))
        return sum->unblended;
    return DECIMAL_ZERO;
}

static decimal base_of(const struct plan_terms *terms, const struct charge_sum *sum)
{
    static const unsigned never_based =
        LINE_KIND_BIT(LINE_TAX) | LINE_KIND_BIT(LINE_CREDIT) | LINE_KIND_BIT(LINE_REFUND);
    if (terms->basis == BASIS_PUBLIC_ON_DEMAND)
        return public_on_demand_base(terms, sum);
    if (never_based & LINE_KIND_BIT(sum->kind))
        return DECIMAL_ZERO;

    const decimal bases[BASIS_COUNT] = {
        [BASIS_UNBLENDED] = sum->unblended,
        [BASIS_NET_UNBLENDED] = sum->cost,
        [BASIS_AMORTIZED] = sum->amortized,
        [BASIS_NET_AMORTIZED] = sum->net_amortized,
    };
    return bases[terms->basis];
}

/* The pro forma of a charge, unrounded. */
static struct exact_sum pro_forma_of(const struct plan_terms *terms, const struct charge_sum *sum,
                                     const struct rate *rate)
{
    struct exact_sum worth = { .v = 0 };
    if (is_passed_through(terms, sum))
        exact_add(&worth, sum->cost);
    else if (!rate->is_unit_price)
        exact_add_product(&worth, base_of(terms, sum), rate->value);
    else if (sum->type & TYPE_CONSUMES && !stays_free(terms, sum))
        exact_add_product(&worth, sum->quantity, rate->value);
    return worth;
}

/* ---- both together ---- */

/* Where a sum belongs and what rate it has. */
struct verdict {
    struct member *member; /* NULL: its account is not rated here */
    enum placement placement;
    size_t group;
    struct rate rate;
};

static struct verdict judge(const struct rating *rating, const struct charge_sum *sum)
{
    struct verdict v = { .member = find_member(rating, sum->account), .placement = PLACE_NOWHERE };
    v.rate.value = decimal_of_int(1);
    if (!v.member)
        return v;
    v.placement = place(v.member, sum->first_day, sum->last_day, &v.group);
    if (rating->input->part_keys & PART_DAY && sum->first_day.days != sum->last_day.days)
        v.placement = PLACE_SPLIT;
    if (v.placement != PLACE_GROUP)
        return v;
    const struct plan_terms *terms = &rating->input->terms[v.group];
    if (is_passed_through(terms, sum) || !is_ruled(sum))
        return v;
    if (rule_find(terms->rules, sum->sku, sum->first_day, sum->last_day, &v.rate) == RULE_CHANGES)
        v.placement = PLACE_SPLIT;
    return v;
}

/* What tells the part of a line that the sum goes to from its others. */
static struct part part_of(unsigned keys, const struct verdict *v, const struct charge_sum *sum)
{
    struct part part = { .day = DAY_NONE };
    if (keys & (PART_USAGE_TYPE | PART_SKU))
        part.usage_type = sum->sku->usage_type;
    if (keys & PART_SKU)
        part.sku = sum->sku;
    if (keys & PART_TYPE)
        part.line_item_type = sum->line_item_type;
    if (keys & PART_DAY)
        part.day = sum->first_day;
    if (keys & PART_RULE)
        part.rule = v->rate.rule;
    if (keys & PART_PAYER)
        part.payer_id = sum->payer_id;
    return part;
}

static void add_to_group(struct rating *rating, const struct verdict *v,
                         const struct charge_sum *sum)
{
    const struct plan_terms *terms = &rating->input->terms[v->group];
    struct exact_sum worth = pro_forma_of(terms, sum, &v->rate);
    unsigned keys = rating->input->part_keys;
    struct part part;
    struct accumulator key = {
        .group = v->group,
        .account = v->member->account,
        .service = sum->sku->service,
        .kind = sum->kind,
    };
    if (keys) {
        part = part_of(keys, v, sum);
        key.part = &part;
    }
    struct accumulator *line = accumulator_of(&rating->lines, &v->member->lines, &key);
    exact_add(&line->cost, sum->cost);
    exact_add_sum(&line->pro_forma, worth);
    if (!(sum->type & TYPE_NEGATES))
        exact_add_sum(&line->without_negation, worth);
    if (!keys)
        return;
    if (!(sum->type & TYPE_NEGATES))
        exact_add(&line->part->quantity, sum->quantity);
    if (!is_passed_through(terms, sum))
        exact_add(&line->part->base, base_of(terms, sum));
}

bool rating_splits(const struct rating *rating, const struct charge_sum *sum)
{
    return judge(rating, sum).placement == PLACE_SPLIT;
}

bool rating_add(struct rating *rating, const struct charge_sum *sum)
{
    struct verdict v = judge(rating, sum);
    if (!v.member)
        return true;
    if (v.placement == PLACE_NOWHERE) {
        v.member->is_unassigned = true;
        exact_add(&rating->unassigned, sum->cost);
    } else if (v.placement == PLACE_GROUP) {
        rating->runs = NULL;
        add_to_group(rating, &v, sum);
    }
    return v.placement != PLACE_SPLIT;
}

bool rating_unassigned(const struct rating *rating, struct rating_unassigned *out)
{
    *out = (struct rating_unassigned){ .accounts = 0 };
    for (size_t i = 0; i < rating->input->account_count; i++)
        out->accounts += rating->members[i].is_unassigned;
    return exact_round(rating->unassigned, &out->cost);
}
