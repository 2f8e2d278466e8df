/*
 * Random months, rated line by line in another way and compared to the last digit (pricing.md §6):
 * no sums, no rule index, no 128-bit arithmetic, only the text of pricing.md. Each failure prints
 * the seed; PROFORMA_TEST_SEED=<seed> repeats it.
 */
#include "month.h"

#include "big.h"

#include <stdlib.h>
#include <time.h>

enum {
    ROUNDS = 40,
    ACCOUNTS = 5,
    GROUPS = 3,
    SKUS = 12,
    MODELS = 40,
    ROWS_MAX = 250,
    RULES_MAX = 60,
    CHARGES_MAX = 6,
    LINES_MAX = 2000,
    DAYS = 30,
};

/* ---- the month as a provider's file has it ---- */

struct row {
    int account, sku, day;
    const char *type;
    enum line_kind kind;
    bool has_rate;   /* the unblended rate is not empty and not 0 */
    bool has_public; /* a public on-demand cost is given */
    bool has_net;
    char quantity[40], unblended[40], net[40], public_cost[40], amortized[40], net_amortized[40];
};

struct plan {
    int basis;
    bool free_tier;
    unsigned pass_through;
    struct pricing_rule rules[RULES_MAX];
    char rates[RULES_MAX][40];
    int rule_count;
};

struct stay {
    int account, group, from, to; /* days [from, to) */
};

struct random_month {
    struct row rows[ROWS_MAX];
    int row_count;
    struct plan plans[GROUPS];
    struct stay stays[ACCOUNTS * 3];
    int stay_count;
    struct custom_charge charges[CHARGES_MAX];
    char charge_values[CHARGES_MAX][40];
    int charge_count;
};

static const char *const services[] = { "AmazonEC2", "AmazonS3", "AWSLambda" };
static const char *const usage_types[] = { "BoxUsage", "Requests" };
static const char *const operations[] = { "Run", "" };
static const char *const entities[] = { "AWS", "AWS Marketplace" };
static const char *const ids[ACCOUNTS] = { "000000000005", "111111111111", "2", "22",
                                           "999999999999" };

static struct sku skus[SKUS];
static struct rating_account accounts[ACCOUNTS];

static const struct {
    const char *type;
    enum line_kind kind;
} combinations[] = {
    { "Usage", LINE_USAGE },
    { "Usage", LINE_USAGE },
    { "Usage", LINE_SUPPORT },
    { "Usage", LINE_MARKETPLACE },
    { "DiscountedUsage", LINE_USAGE },
    { "SavingsPlanCoveredUsage", LINE_USAGE },
    { "SavingsPlanNegation", LINE_USAGE },
    { "SavingsPlanRecurringFee", LINE_COMMITMENT_FEE },
    { "SavingsPlanUpfrontFee", LINE_COMMITMENT_FEE },
    { "RIFee", LINE_COMMITMENT_FEE },
    { "Fee", LINE_COMMITMENT_FEE },
    { "Fee", LINE_FEE },
    { "Fee", LINE_SUPPORT },
    { "Fee", LINE_MARKETPLACE },
    { "FlatRateSubscription", LINE_FEE },
    { "EdpDiscount", LINE_DISCOUNT },
    { "PrivateRateDiscount", LINE_DISCOUNT },
    { "Credit", LINE_CREDIT },
    { "Refund", LINE_REFUND },
    { "Tax", LINE_TAX },
    { "Novelty", LINE_OTHER },
};

/* ---- chance ---- */

static uint64_t state_of_chance;

static uint64_t next(void)
{
    state_of_chance += UINT64_C(0x9E3779B97F4A7C15);
    uint64_t z = state_of_chance;
    z = (z ^ z >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ z >> 27) * UINT64_C(0x94D049BB133111EB);
    return z ^ z >> 31;
}

static int below(int limit)
{
    return (int)(next() % (uint64_t)limit);
}

static bool one_in(int n)
{
    return below(n) == 0;
}

/* An amount with 0 to 12 places, often tiny. */
static void random_amount(char out[40], bool may_be_negative, int limit)
{
    int places = below(13);
    int64_t whole = one_in(3) ? 0 : below(one_in(10) ? limit : 500);
    const char *sign = may_be_negative && one_in(4) ? "-" : "";
    if (places == 0) {
        snprintf(out, 40, "%s%lld", whole > 0 ? sign : "", (long long)whole);
        return;
    }
    char digits[13];
    for (int i = 0; i < places; i++)
        digits[i] = (char)('0' + below(10));
    digits[places] = '\0';
    snprintf(out, 40, "%s%lld.%s", sign, (long long)whole, digits);
}

static void random_percent(char out[40], int limit)
{
    snprintf(out, 40, "%d.%06d", below(limit), below(1000000));
}

/* A row like one of the few `models`, so that rows of a month add up. */
static void random_row(const struct row *models, struct row *row)
{
    const struct row *model = &models[below(MODELS)];
    bool is_negative = strcmp(model->type, "Usage") != 0;
    *row = (struct row){
        .account = model->account,
        .sku = model->sku,
        .day = below(DAYS),
        .type = model->type,
        .kind = model->kind,
        .has_rate = !one_in(3),
        .has_public = !one_in(4),
        .has_net = one_in(2),
    };
    random_amount(row->quantity, false, 20000000);
    random_amount(row->unblended, is_negative, 20000000);
    if (one_in(4))
        strcpy(row->unblended, "0");
    random_amount(row->net, true, 20000000);
    random_amount(row->public_cost, one_in(5), 20000000);
    random_amount(row->amortized, true, 20000000);
    random_amount(row->net_amortized, true, 20000000);
}

static void random_models(struct row *models)
{
    for (int i = 0; i < MODELS; i++) {
        size_t which = (size_t)below(sizeof(combinations) / sizeof(combinations[0]));
        models[i] = (struct row){ .account = below(ACCOUNTS),
                                  .sku = below(SKUS),
                                  .type = combinations[which].type,
                                  .kind = combinations[which].kind };
    }
}

/* Rules of every target, some in pieces that follow each other or leave gaps. */
static void random_rules(struct plan *plan)
{
    for (int target = 0; target < 20 && plan->rule_count < RULES_MAX - 4; target++) {
        if (one_in(2))
            continue;
        struct pricing_rule rule = { .from = DAY_NONE };
        int level = target % 5;
        const struct sku *sku = &skus[below(SKUS)];
        rule.scope = level == 0   ? STR("global")
                     : level == 1 ? STR("billing_entity")
                     : level == 2 ? STR("service")
                                  : STR("sku");
        if (level == 1)
            rule.billing_entity = sku->billing_entity;
        if (level >= 2)
            rule.service = sku->service;
        if (level >= 3)
            rule.usage_type = sku->usage_type;
        if (level == 4 && sku->operation.len > 0)
            rule.operation = sku->operation;
        bool is_taken = false;
        for (int i = 0; i < plan->rule_count; i++) {
            const struct pricing_rule *r = &plan->rules[i];
            is_taken |= str_equal(r->service, rule.service) &&
                        str_equal(r->usage_type, rule.usage_type) &&
                        str_equal(r->operation, rule.operation) &&
                        str_equal(r->billing_entity, rule.billing_entity);
        }
        int day_from = one_in(2) ? -1 : below(DAYS);
        while (!is_taken && day_from < DAYS && plan->rule_count < RULES_MAX) {
            int day_to = one_in(2) ? DAYS + 1 : day_from + 1 + below(DAYS);
            char *rate = plan->rates[plan->rule_count];
            int type = below(level >= 3 ? 3 : 2);
            rule.from = day_from < 0 ? DAY_NONE : (day){ DAY("2023-11-01").days + day_from };
            rule.to = day_to > DAYS ? DAY_NONE : (day){ DAY("2023-11-01").days + day_to };
            rule.type = type == 0 ? STR("markup") : type == 1 ? STR("discount") : STR("fixed");
            rule.percent = rule.unit_price = (maybe_decimal){ .is_present = false };
            if (type == 2)
                random_amount(rate, false, 1000);
            else
                random_percent(rate, type == 0 ? 300 : 100);
            *(type == 2 ? &rule.unit_price : &rule.percent) = SOME(rate);
            plan->rules[plan->rule_count++] = rule;
            day_from = one_in(2) ? DAYS : day_to + below(4);
        }
    }
}

static void random_plan(struct plan *plan)
{
    *plan = (struct plan){ .basis = below(BASIS_COUNT), .free_tier = one_in(2) };
    static const enum line_kind kinds[] = { LINE_TAX,        LINE_CREDIT,   LINE_REFUND,
                                            LINE_SUPPORT,    LINE_DISCOUNT, LINE_COMMITMENT_FEE,
                                            LINE_MARKETPLACE };
    for (size_t i = 0; i < 7; i++) {
        if (one_in(3))
            plan->pass_through |= LINE_KIND_BIT(kinds[i]);
    }
    random_rules(plan);
}

static void random_stays(struct random_month *month)
{
    for (int account = 0; account < ACCOUNTS; account++) {
        int day_from = one_in(2) ? 0 : below(DAYS);
        while (day_from < DAYS && month->stay_count < ACCOUNTS * 3) {
            int day_to = one_in(2) ? DAYS + 5 : day_from + 1 + below(DAYS);
            month->stays[month->stay_count++] =
                (struct stay){ account, below(GROUPS), day_from, day_to };
            day_from = one_in(3) ? DAYS : day_to + below(3);
            if (one_in(3))
                break;
        }
    }
}

static str some_names[4];

static void random_charges(struct arena *arena, struct random_month *month)
{
    month->charge_count = below(CHARGES_MAX + 1);
    for (int i = 0; i < month->charge_count; i++) {
        struct custom_charge *charge = &month->charges[i];
        *charge = (struct custom_charge){ .kind = one_in(2) ? STR("fee") : STR("credit") };
        charge->id.b[0] = (unsigned char)(CHARGES_MAX - i);
        if (one_in(2)) {
            random_amount(month->charge_values[i], false, 20000000);
            charge->amount = SOME(month->charge_values[i]);
            continue;
        }
        random_percent(month->charge_values[i], 40);
        charge->percent = SOME(month->charge_values[i]);
        charge->include_flat = one_in(2);
        struct custom_charge_filters *filters = ARENA_NEW(arena, struct custom_charge_filters);
        filters->drop_savings_plan_negation = one_in(2);
        if (one_in(2))
            filters->services = (list){ some_names, 1, true };
        if (one_in(3))
            filters->accounts = (list){ some_names + 1, 2, true };
        charge->filters.ptr = filters;
    }
}

static void random_month(struct arena *arena, struct random_month *month)
{
    memset(month, 0, sizeof(*month));
    struct row models[MODELS];
    random_models(models);
    month->row_count = 1 + below(ROWS_MAX);
    for (int i = 0; i < month->row_count; i++)
        random_row(models, &month->rows[i]);
    for (int i = 0; i < GROUPS; i++)
        random_plan(&month->plans[i]);
    random_stays(month);
    random_charges(arena, month);
}

/* ---- the other way: one row after the other, as pricing.md says it ---- */

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

/* ---- the way of the program: sums ---- */

static bool is_alike(const struct row *a, const struct row *b)
{
    return a->account == b->account && a->sku == b->sku && is_type(a, b->type) &&
           a->kind == b->kind && is_free(a) == is_free(b);
}

static decimal of_big(struct big value)
{
    char text[200];
    return D(big_text(value, 12, text));
}

/* The sum of all rows alike `like` on the days [from, to). false when there are none. */
static bool sum_of(const struct random_month *month, const struct row *like, int from, int to,
                   struct charge_sum *sum)
{
    struct big sums[6];
    memset(sums, 0, sizeof(sums));
    int first = DAYS;
    int last = -1;
    for (int i = 0; i < month->row_count; i++) {
        const struct row *row = &month->rows[i];
        if (!is_alike(row, like) || row->day < from || row->day >= to)
            continue;
        first = row->day < first ? row->day : first;
        last = row->day > last ? row->day : last;
        struct big values[] = { big_of_text(row->quantity),
                                big_of_text(row->unblended),
                                cost_of(row),
                                public_of(row),
                                big_of_text(row->amortized),
                                big_of_text(row->net_amortized) };
        for (int j = 0; j < 6; j++)
            sums[j] = big_add(sums[j], values[j]);
    }
    *sum = (struct charge_sum){
        .account = accounts[like->account].id,
        .sku = &skus[like->sku],
        .type = charge_type_of(str_of(like->type)),
        .kind = like->kind,
        .is_free = is_free(like),
        .first_day = { DAY("2023-11-01").days + first },
        .last_day = { DAY("2023-11-01").days + last },
        .quantity = of_big(sums[0]),
        .unblended = of_big(sums[1]),
        .cost = of_big(sums[2]),
        .public_base = of_big(sums[3]),
        .amortized = of_big(sums[4]),
        .net_amortized = of_big(sums[5]),
    };
    return last >= 0;
}

/* Gives one sum, or, when a boundary falls inside, those of its days. */
static void give(struct rating *rating, const struct random_month *month, const struct row *like,
                 int from, int to)
{
    struct charge_sum sum;
    if (!sum_of(month, like, from, to, &sum) || rating_add(rating, &sum))
        return;
    for (int d = from; d < to; d++) {
        if (sum_of(month, like, d, d + 1, &sum))
            assert_true(rating_add(rating, &sum));
    }
}

/* Each kind of row once, its month whole or cut at random days. */
static void give_all(struct rating *rating, const struct random_month *month, bool is_cut)
{
    for (int i = 0; i < month->row_count; i++) {
        const struct row *row = &month->rows[i];
        bool is_first = true;
        for (int j = 0; j < i; j++)
            is_first &= !is_alike(row, &month->rows[j]);
        for (int from = 0, to = 0; is_first && from < DAYS; from = to) {
            to = is_cut ? from + 1 + below(DAYS - from) : DAYS;
            give(rating, month, row, from, to);
        }
    }
}

static struct rating *rate(struct arena *arena, const struct random_month *month,
                           bool by_usage_type, bool is_cut)
{
    struct plan_terms *terms = ARENA_ARRAY(arena, struct plan_terms, GROUPS);
    for (int g = 0; g < GROUPS; g++) {
        const struct plan *plan = &month->plans[g];
        terms[g] =
            (struct plan_terms){ (enum basis)plan->basis, plan->free_tier, plan->pass_through,
                                 rule_set_new(arena, plan->rules, (size_t)plan->rule_count) };
    }
    struct rating_assignment *stays =
        ARENA_ARRAY(arena, struct rating_assignment, (size_t)month->stay_count);
    for (int i = 0; i < month->stay_count; i++) {
        const struct stay *stay = &month->stays[i];
        day start = DAY("2023-11-01");
        stays[i] = (struct rating_assignment){ accounts[stay->account].id,
                                               (size_t)stay->group,
                                               { start.days + stay->from },
                                               stay->to > DAYS ? DAY_NONE
                                                               : (day){ start.days + stay->to } };
    }
    struct rating_input *input = ARENA_NEW(arena, struct rating_input);
    *input = (struct rating_input){ terms,        GROUPS, accounts,
                                    ACCOUNTS,     stays,  (size_t)month->stay_count,
                                    by_usage_type };
    struct rating *rating = rating_new(arena, input);
    give_all(rating, month, is_cut);
    return rating;
}

/* ---- compared ---- */

static void assert_big(decimal actual, struct big expected, int places)
{
    char text[200];
    assert_decimal(actual, big_text(expected, places, text));
}

static int compare_expected(const void *left, const void *right)
{
    const struct expected_line *a = left;
    const struct expected_line *b = right;
    int order = strcmp(ids[a->account], ids[b->account]);
    if (order == 0)
        order = str_compare(a->service, b->service);
    if (order == 0)
        order = str_compare(line_kind_name(a->kind), line_kind_name(b->kind));
    return order;
}

static int lines_of_group(const struct expected *expected, int group, struct expected_line *lines)
{
    int count = 0;
    for (int i = 0; i < expected->line_count; i++) {
        const struct expected_line *line = &expected->lines[i];
        if (line->group == group && !(big_is_zero(line->cost) && big_is_zero(line->pro_forma) &&
                                      big_is_zero(line->without_negation)))
            lines[count++] = *line;
    }
    qsort(lines, (size_t)count, sizeof(*lines), compare_expected);
    return count;
}

static void compare_exact(const struct bill *bill, const struct expected_line *lines, int count)
{
    assert_int_equal(bill->line_count, count);
    for (int i = 0; i < count; i++) {
        assert_str(bill->lines[i].account_id, ids[lines[i].account]);
        assert_true(str_equal(bill->lines[i].service, lines[i].service));
        assert_int_equal(bill->lines[i].kind, lines[i].kind);
        assert_big(bill->lines[i].cost, lines[i].cost, 12);
        assert_big(bill->lines[i].pro_forma, lines[i].pro_forma, 12);
    }
}

static void compare_rounded(struct arena *arena, const struct bill *exact, int places,
                            const struct big *cost, int count, const struct big *figures,
                            int figure_count)
{
    static struct big rounded[LINES_MAX];
    struct bill bill;
    assert_true(bill_round(arena, exact, places, &bill));
    allocate(cost, count, places, rounded);
    for (int i = 0; i < count; i++)
        assert_big(bill.lines[i].cost, rounded[i], places);
    allocate(figures, figure_count, places, rounded);
    struct big total = big_of(0);
    for (int i = 0; i < figure_count; i++) {
        decimal figure =
            i < count ? bill.lines[i].pro_forma : bill.custom_charges[i - count].amount;
        assert_big(figure, rounded[i], places);
        total = big_add(total, rounded[i]);
    }
    assert_big(bill.pro_forma, total, places);
}

/* The parts of a line add up to it, exact and rounded. */
static void check_parts(struct arena *arena, const struct bill *exact, int places)
{
    struct bill bill;
    assert_true(bill_round(arena, exact, places, &bill));
    for (size_t i = 0; i < bill.line_count; i++) {
        __int128 sums[4] = { 0 };
        for (size_t j = 0; j < bill.lines[i].part_count; j++) {
            sums[0] += bill.lines[i].parts[j].cost.v;
            sums[1] += bill.lines[i].parts[j].pro_forma.v;
            sums[2] += exact->lines[i].parts[j].cost.v;
            sums[3] += exact->lines[i].parts[j].pro_forma.v;
        }
        assert_true(sums[0] == bill.lines[i].cost.v && sums[1] == bill.lines[i].pro_forma.v);
        assert_true(sums[2] == exact->lines[i].cost.v && sums[3] == exact->lines[i].pro_forma.v);
    }
}

static void compare_group(struct arena *arena, const struct random_month *month,
                          const struct expected *expected, struct rating *rating, int group)
{
    static struct expected_line lines[LINES_MAX];
    static struct big cost[LINES_MAX];
    static struct big figures[LINES_MAX];
    int count = lines_of_group(expected, group, lines);
    struct bill bill;
    assert_true(
        rating_bill(rating, (size_t)group, month->charges, (size_t)month->charge_count, &bill));
    compare_exact(&bill, lines, count);

    struct big total = big_of(0);
    for (int i = 0; i < count; i++) {
        cost[i] = lines[i].cost;
        figures[i] = lines[i].pro_forma;
        total = big_add(total, figures[i]);
    }
    assert_big(bill.subtotal, total, 12);
    for (int i = 0; i < month->charge_count; i++) {
        int which = month->charge_count - 1 - i; /* their ids run backwards */
        figures[count + i] = charge_amount(month, expected, group, which);
        assert_big(bill.custom_charges[i].amount, figures[count + i], 12);
        total = big_add(total, figures[count + i]);
    }
    assert_big(bill.pro_forma, total, 12);
    static const int all_places[] = { 0, 2, 3 };
    for (int i = 0; i < 3; i++)
        compare_rounded(arena, &bill, all_places[i], cost, count, figures,
                        count + month->charge_count);
}

/* Σ bills' cost + Σ unassigned = Σ rows. */
static void check_nothing_is_lost(const struct random_month *month, struct rating *rating)
{
    struct rating_unassigned unassigned;
    assert_true(rating_unassigned(rating, &unassigned));
    __int128 sum = unassigned.cost.v;
    struct big rows = big_of(0);
    for (int g = 0; g < GROUPS; g++) {
        struct bill bill;
        assert_true(rating_bill(rating, (size_t)g, NULL, 0, &bill));
        sum += bill.cost.v;
    }
    for (int i = 0; i < month->row_count; i++)
        rows = big_add(rows, cost_of(&month->rows[i]));
    assert_big((decimal){ sum }, rows, 12);
}

static void random_months_agree(void **state)
{
    (void)state;
    static struct random_month month;
    static struct expected expected;
    const char *given = getenv("PROFORMA_TEST_SEED");
    uint64_t seed = given ? strtoull(given, NULL, 10) : (uint64_t)time(NULL);
    print_message("PROFORMA_TEST_SEED=%llu\n", (unsigned long long)seed);
    state_of_chance = seed;
    for (int round = 0; round < ROUNDS; round++) {
        struct arena *arena = arena_new();
        random_month(arena, &month);
        rate_line_by_line(&month, &expected);
        for (int way = 0; way < 4; way++) {
            struct rating *rating = rate(arena, &month, way & 1, way & 2);
            for (int g = 0; g < GROUPS; g++)
                compare_group(arena, &month, &expected, rating, g);
            struct rating_unassigned unassigned;
            assert_true(rating_unassigned(rating, &unassigned));
            assert_big(unassigned.cost, expected.unassigned, 12);
            check_nothing_is_lost(&month, rating);
            struct bill bill;
            assert_true(rating_bill(rating, 0, NULL, 0, &bill));
            if (way & 1)
                check_parts(arena, &bill, 2);
        }
        arena_free(&arena);
    }
}

static int make_world(void **state)
{
    (void)state;
    for (int i = 0; i < SKUS; i++)
        skus[i] = (struct sku){ i, str_of(services[i % 3]), str_of(usage_types[i / 3 % 2]),
                                str_of(operations[i % 2]), str_of(entities[i / 6]) };
    for (int i = 0; i < ACCOUNTS; i++)
        accounts[i] = (struct rating_account){ 100 - i, str_of(ids[i]), STR("") };
    some_names[0] = STR("AmazonS3");
    some_names[1] = str_of(ids[0]);
    some_names[2] = str_of(ids[3]);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(random_months_agree) };
    return cmocka_run_group_tests_name("rating by another way", tests, make_world, NULL);
}
