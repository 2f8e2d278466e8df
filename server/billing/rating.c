#include "billing/rating.h"

#include "core/cx.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#define LINES_INITIAL 256 /* a power of two, as the size of the index must be */

/* An account with its assignments, in the order of their days. */
struct member {
    const struct rating_account *account;
    const struct rating_assignment *assignments;
    size_t assignment_count;
    bool is_unassigned; /* has had charges on days without a group */
};

/* The growing sums of one line, or of one usage type of it. */
struct accumulator {
    size_t group;
    const struct rating_account *account;
    str service;
    str usage_type; /* absent unless kept apart */
    enum line_kind kind;
    struct exact_sum cost;
    struct exact_sum pro_forma;
    struct exact_sum without_negation;
};

struct rating {
    struct arena *arena;
    const struct rating_input *input;
    struct member *members; /* by account id */
    struct accumulator *lines;
    size_t line_count;
    size_t *index; /* open addressing: line number + 1, 0 free; twice as many slots as lines */
    size_t capacity;
    const struct accumulator **order; /* sorted for bills; NULL until one is asked for */
    struct exact_sum unassigned;
};

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
    rating->capacity = LINES_INITIAL;
    rating->lines = ARENA_ARRAY(arena, struct accumulator, rating->capacity);
    rating->index = ARENA_ARRAY(arena, size_t, rating->capacity * 2);
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
    if (v.placement != PLACE_GROUP)
        return v;
    const struct plan_terms *terms = &rating->input->terms[v.group];
    if (is_passed_through(terms, sum) || !is_ruled(sum))
        return v;
    if (rule_find(terms->rules, sum->sku, sum->first_day, sum->last_day, &v.rate) == RULE_CHANGES)
        v.placement = PLACE_SPLIT;
    return v;
}

/* ---- lines ---- */

static uint64_t mix(uint64_t hash, uint64_t value)
{
    hash = (hash ^ value) * UINT64_C(0x9E3779B97F4A7C15);
    return hash ^ hash >> 29;
}

static uint64_t mix_text(uint64_t hash, str text)
{
    for (size_t i = 0; i < text.len; i++)
        hash = (hash ^ (unsigned char)text.ptr[i]) * UINT64_C(1099511628211);
    return mix(hash, text.len);
}

static uint64_t hash_of(const struct accumulator *line)
{
    uint64_t hash = mix(mix(line->group, (uint64_t)line->account->id), line->kind);
    return mix_text(mix_text(hash, line->service), line->usage_type);
}

static bool is_same_line(const struct accumulator *a, const struct accumulator *b)
{
    return a->group == b->group && a->account == b->account && a->kind == b->kind &&
           str_equal(a->service, b->service) && str_equal(a->usage_type, b->usage_type);
}

/* The slot of the line in the index: where it is, or the free one where it belongs. */
static size_t *find_slot(const struct rating *rating, const struct accumulator *key)
{
    size_t mask = rating->capacity * 2 - 1;
    size_t i = (size_t)hash_of(key) & mask;
    while (rating->index[i] && !is_same_line(&rating->lines[rating->index[i] - 1], key))
        i = (i + 1) & mask;
    return &rating->index[i];
}

static void grow(struct rating *rating)
{
    struct accumulator *lines =
        ARENA_ARRAY(rating->arena, struct accumulator, rating->capacity * 2);
    memcpy(lines, rating->lines, rating->line_count * sizeof(*lines));
    rating->lines = lines;
    rating->capacity *= 2;
    rating->index = ARENA_ARRAY(rating->arena, size_t, rating->capacity * 2);
    for (size_t i = 0; i < rating->line_count; i++)
        *find_slot(rating, &lines[i]) = i + 1;
}

static struct accumulator *line_of(struct rating *rating, const struct accumulator *key)
{
    size_t *slot = find_slot(rating, key);
    if (*slot)
        return &rating->lines[*slot - 1];
    if (rating->line_count == rating->capacity) {
        grow(rating);
        slot = find_slot(rating, key);
    }
    rating->lines[rating->line_count] = *key;
    *slot = ++rating->line_count;
    return &rating->lines[rating->line_count - 1];
}

static void add_to_group(struct rating *rating, const struct verdict *v,
                         const struct charge_sum *sum)
{
    struct exact_sum worth = pro_forma_of(&rating->input->terms[v->group], sum, &v->rate);
    struct accumulator key = {
        .group = v->group,
        .account = v->member->account,
        .service = sum->sku->service,
        .usage_type = rating->input->by_usage_type ? sum->sku->usage_type : STR_NULL,
        .kind = sum->kind,
    };
    struct accumulator *line = line_of(rating, &key);
    exact_add(&line->cost, sum->cost);
    exact_add_sum(&line->pro_forma, worth);
    if (!(sum->type & TYPE_NEGATES))
        exact_add_sum(&line->without_negation, worth);
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
        rating->order = NULL;
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

/* ---- bills ---- */

/* Within one group: the order lines are rounded in. */
static int compare_lines(const struct accumulator *a, const struct accumulator *b)
{
    int order = str_compare(a->account->external_id, b->account->external_id);
    if (order == 0)
        order = (a->account->id > b->account->id) - (a->account->id < b->account->id);
    if (order == 0)
        order = str_compare(a->service, b->service);
    return order ? order : (int)a->kind - (int)b->kind;
}

static int compare_order(const void *left, const void *right)
{
    const struct accumulator *a = *(const struct accumulator *const *)left;
    const struct accumulator *b = *(const struct accumulator *const *)right;
    if (a->group != b->group)
        return a->group < b->group ? -1 : 1;
    int order = compare_lines(a, b);
    return order ? order : str_compare(a->usage_type, b->usage_type);
}

static void sort_lines(struct rating *rating)
{
    if (rating->order)
        return;
    rating->order = ARENA_ARRAY(rating->arena, const struct accumulator *, rating->line_count);
    for (size_t i = 0; i < rating->line_count; i++)
        rating->order[i] = &rating->lines[i];
    if (rating->line_count > 1)
        qsort(rating->order, rating->line_count, sizeof(*rating->order), compare_order);
}

/* The first line of the group or of one after it. */
static size_t first_line(const struct rating *rating, size_t group)
{
    size_t low = 0;
    size_t high = rating->line_count;
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

/* Splits the rounded figure of a line over its parts' unrounded ones. */
static void split_parts(struct arena *arena, const struct accumulator *const *parts, size_t count,
                        const struct bill_line *line, struct bill_part *out)
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
    for (size_t i = 0; i < count; i++) {
        out[i] = (struct bill_part){
            .usage_type = parts[i]->usage_type,
            .cost = { costs[i] / unit },
            .pro_forma = { pro_formas[i] / unit },
        };
    }
}

/* One line of the bill from the accumulators of its usage types (or its only one). */
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
    if (!rating->input->by_usage_type)
        return true;
    line->part_count = count;
    line->parts = ARENA_ARRAY(rating->arena, struct bill_part, count);
    split_parts(rating->arena, parts, count, line, line->parts);
    return true;
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
        while (next < end && compare_lines(rating->order[i], rating->order[next]) == 0)
            next++;
        struct bill_line *line = &bill->lines[bill->line_count];
        TRY(make_line(rating, &rating->order[i], next - i, line));
        bill->line_count += is_shown(line);
    }
    return true;
}

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
