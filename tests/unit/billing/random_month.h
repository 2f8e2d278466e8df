/*
 * Random months as a provider's file has them, with random prices: what test_rating_property.c
 * rates. Included once.
 */
#ifndef PROFORMA_TESTS_BILLING_RANDOM_MONTH_H
#define PROFORMA_TESTS_BILLING_RANDOM_MONTH_H

#include "month.h"

enum {
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

#endif
