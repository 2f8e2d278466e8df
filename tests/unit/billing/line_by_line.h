/*
 * pricing.md once more, one row after the other: no sums, no rule index, no 128-bit arithmetic.
 * Included once.
 */
#ifndef PROFORMA_TESTS_BILLING_LINE_BY_LINE_H
#define PROFORMA_TESTS_BILLING_LINE_BY_LINE_H

#include "big.h"
#include "random_month.h"

struct expected_line {
    int group, account;
    str service;
    enum line_kind kind;
    struct big cost, pro_forma, without_negation; /* 10^-24 */
};

struct expected {
    struct expected_line lines[LINES_MAX];
    int line_count;
    struct big unassigned; /* 10^-12 */
};

static bool is_type(const struct row *row, const char *type)
{
    return strcmp(row->type, type) == 0;
}

static bool is_consumption(const struct row *row)
{
    return is_type(row, "Usage") || is_type(row, "DiscountedUsage") ||
           is_type(row, "SavingsPlanCoveredUsage");
}

/* A free Usage charge: the unblended rate empty or 0, and the unblended cost 0. */
static bool is_free(const struct row *row)
{
    return is_type(row, "Usage") && !row->has_rate && big_is_zero(big_of_text(row->unblended));
}

static struct big cost_of(const struct row *row)
{
    return big_of_text(row->has_net ? row->net : row->unblended);
}

static struct big public_of(const struct row *row)
{
    struct big given = row->has_public ? big_of_text(row->public_cost) : big_of(0);
    if (is_free(row))
        return given;
    return !given.is_negative && !big_is_zero(given) ? given : big_of_text(row->unblended);
}

static struct big base_of(const struct plan *plan, const struct row *row)
{
    if (plan->basis == BASIS_PUBLIC_ON_DEMAND) {
        if (row->kind == LINE_SUPPORT)
            return big_of(0);
        if (is_consumption(row))
            return is_free(row) && plan->free_tier ? big_of(0) : public_of(row);
        if (row->kind == LINE_FEE || (row->kind == LINE_MARKETPLACE && is_type(row, "Fee")))
            return big_of_text(row->unblended);
        return big_of(0);
    }
    if (row->kind == LINE_TAX || row->kind == LINE_CREDIT || row->kind == LINE_REFUND)
        return big_of(0);
    if (plan->basis == BASIS_UNBLENDED)
        return big_of_text(row->unblended);
    if (plan->basis == BASIS_NET_UNBLENDED)
        return cost_of(row);
    return big_of_text(plan->basis == BASIS_AMORTIZED ? row->amortized : row->net_amortized);
}

/* How specific a rule in force is for the row; 0: it does not match. */
static int match_of(const struct pricing_rule *rule, const struct row *row)
{
    const struct sku *sku = &skus[row->sku];
    int day_number = DAY("2023-11-01").days + row->day;
    if (rule->from.days > day_number || (!day_is_none(rule->to) && rule->to.days <= day_number))
        return 0;
    if (str_equal(rule->scope, STR("global")))
        return 1;
    if (str_equal(rule->scope, STR("billing_entity")))
        return str_equal(rule->billing_entity, sku->billing_entity) ? 2 : 0;
    if (!str_equal(rule->service, sku->service))
        return 0;
    if (str_equal(rule->scope, STR("service")))
        return 3;
    if (!str_equal(rule->usage_type, sku->usage_type))
        return 0;
    if (str_is_null(rule->operation))
        return 4;
    return str_equal(rule->operation, sku->operation) ? 5 : 0;
}

static int rule_of(const struct plan *plan, const struct row *row)
{
    int best = -1;
    int best_match = 0;
    for (int i = 0; i < plan->rule_count; i++) {
        int match = match_of(&plan->rules[i], row);
        if (match > best_match) {
            best = i;
            best_match = match;
        }
    }
    return best;
}

static bool rules_change(const struct row *row)
{
    static const char *const types[] = { "Usage",
                                         "DiscountedUsage",
                                         "SavingsPlanCoveredUsage",
                                         "SavingsPlanNegation",
                                         "RIFee",
                                         "SavingsPlanRecurringFee",
                                         "Fee",
                                         "FlatRateSubscription" };
    for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++) {
        if (is_type(row, types[i]))
            return true;
    }
    return row->kind == LINE_DISCOUNT;
}

/* In units of 10^-24. */
static struct big pro_forma_of(const struct plan *plan, const struct row *row)
{
    struct big one = big_power_of_ten(12);
    if (plan->pass_through & LINE_KIND_BIT(row->kind))
        return big_multiply(cost_of(row), one);
    int rule = rules_change(row) ? rule_of(plan, row) : -1;
    if (rule < 0)
        return big_multiply(base_of(plan, row), one);

    struct big rate = big_of_text(plan->rates[rule]);
    if (str_equal(plan->rules[rule].type, STR("fixed"))) {
        bool is_priced = is_consumption(row) && !(is_free(row) && plan->free_tier);
        return is_priced ? big_multiply(big_of_text(row->quantity), rate) : big_of(0);
    }
    struct big share = big_shift_down(rate, 2);
    bool is_discount = str_equal(plan->rules[rule].type, STR("discount"));
    struct big factor = is_discount ? big_subtract(one, share) : big_add(one, share);
    return big_multiply(base_of(plan, row), factor);
}

static int group_of(const struct random_month *month, const struct row *row)
{
    for (int i = 0; i < month->stay_count; i++) {
        const struct stay *stay = &month->stays[i];
        if (stay->account == row->account && stay->from <= row->day && row->day < stay->to)
            return stay->group;
    }
    return -1;
}

static struct expected_line *expected_line(struct expected *expected, int group,
                                           const struct row *row)
{
    str service = skus[row->sku].service;
    for (int i = 0; i < expected->line_count; i++) {
        struct expected_line *line = &expected->lines[i];
        if (line->group == group && line->account == row->account && line->kind == row->kind &&
            str_equal(line->service, service))
            return line;
    }
    assert_true(expected->line_count < LINES_MAX);
    struct expected_line *line = &expected->lines[expected->line_count++];
    *line = (struct expected_line){ .group = group, .account = row->account, .kind = row->kind };
    line->service = service;
    return line;
}

static void rate_line_by_line(const struct random_month *month, struct expected *expected)
{
    memset(expected, 0, sizeof(*expected));
    for (int i = 0; i < month->row_count; i++) {
        const struct row *row = &month->rows[i];
        int group = group_of(month, row);
        if (group < 0) {
            expected->unassigned = big_add(expected->unassigned, cost_of(row));
            continue;
        }
        struct expected_line *line = expected_line(expected, group, row);
        struct big pro_forma = pro_forma_of(&month->plans[group], row);
        line->cost = big_add(line->cost, cost_of(row));
        line->pro_forma = big_add(line->pro_forma, pro_forma);
        if (!is_type(row, "SavingsPlanNegation"))
            line->without_negation = big_add(line->without_negation, pro_forma);
    }
    for (int i = 0; i < expected->line_count; i++) {
        struct expected_line *line = &expected->lines[i];
        line->pro_forma = big_round(line->pro_forma, 12);
        line->without_negation = big_round(line->without_negation, 12);
    }
}

static bool names(list names_listed, str name)
{
    bool found = names_listed.count == 0;
    for (size_t i = 0; i < names_listed.count; i++)
        found |= str_equal(((str *)names_listed.items)[i], name);
    return found;
}

static struct big charge_amount(const struct random_month *month, const struct expected *expected,
                                int group, int which)
{
    const struct custom_charge *charge = &month->charges[which];
    struct big value = big_of_text(month->charge_values[which]);
    bool is_credit = str_equal(charge->kind, STR("credit"));
    if (charge->amount.is_present)
        return is_credit ? big_negate(value) : value;

    const struct custom_charge_filters *filters = charge->filters.ptr;
    struct big of = big_of(0);
    for (int i = 0; i < expected->line_count; i++) {
        const struct expected_line *line = &expected->lines[i];
        if (line->group == group && names(filters->services, line->service) &&
            names(filters->accounts, str_of(ids[line->account])))
            of = big_add(of, filters->drop_savings_plan_negation ? line->without_negation
                                                                 : line->pro_forma);
    }
    for (int i = 0; i < month->charge_count && charge->include_flat; i++) {
        if (month->charges[i].amount.is_present)
            of = big_add(of, charge_amount(month, expected, group, i));
    }
    struct big amount = big_round(big_multiply(of, big_shift_down(value, 2)), 12);
    return is_credit ? big_negate(amount) : amount;
}

/* Largest remainder the slow way: again and again the largest one left. In units of 10^-places. */
static void allocate(const struct big *exact, int count, int places, struct big *rounded)
{
    int digits = 12 - places;
    struct big total = big_of(0);
    struct big floors = big_of(0);
    bool given[LINES_MAX] = { false };
    for (int i = 0; i < count; i++) {
        total = big_add(total, exact[i]);
        rounded[i] = big_floor(exact[i], digits);
        floors = big_add(floors, rounded[i]);
    }
    struct big missing = big_subtract(big_round(total, digits), floors);
    while (!big_is_zero(missing)) {
        int largest = -1;
        struct big largest_rest = big_of(0);
        for (int i = 0; i < count; i++) {
            struct big rest = big_subtract(
                exact[i], big_multiply(big_floor(exact[i], digits), big_power_of_ten(digits)));
            if (given[i] || (largest >= 0 && big_compare_size(rest, largest_rest) <= 0))
                continue;
            largest = i;
            largest_rest = rest;
        }
        given[largest] = true;
        rounded[largest] = big_add(rounded[largest], big_of(1));
        missing = big_subtract(missing, big_of(1));
    }
}

#endif
