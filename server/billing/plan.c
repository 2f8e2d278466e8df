#include "billing/plan.h"

static const str basis_names[] = {
    [BASIS_PUBLIC_ON_DEMAND] = STR("public_on_demand"), [BASIS_UNBLENDED] = STR("unblended"),
    [BASIS_NET_UNBLENDED] = STR("net_unblended"),       [BASIS_AMORTIZED] = STR("amortized"),
    [BASIS_NET_AMORTIZED] = STR("net_amortized"),       [BASIS_COUNT] = STR_NULL,
};

static const str pass_through_kinds[] = {
    STR("tax"),      STR("credit"),         STR("refund"),      STR("support"),
    STR("discount"), STR("commitment_fee"), STR("marketplace"), STR_NULL,
};

static const struct field plan_fields[] = {
    FIELD(struct pricing_plan, id, .flags = FIELD_READ_ONLY),
    FIELD(struct pricing_plan, name, .flags = FIELD_REQUIRED | FIELD_NAME, .min = 1, .max = 200),
    FIELD(struct pricing_plan, basis, .one_of = basis_names,
          .doc = "What rules work on; public_on_demand unless given"),
    FIELD(struct pricing_plan, free_tier, .doc = "Free usage stays free; true unless given"),
    FIELD(struct pricing_plan, pass_through, .one_of = pass_through_kinds, .max = 16,
          .doc = "Kinds handed on at cost; by default none on public_on_demand, and tax, credit "
                 "and refund on the other bases"),
    FIELD(struct pricing_plan, rules, .of = &pricing_rule_shape, .max = RULES_PER_PLAN_MAX),
    FIELD(struct pricing_plan, billing_groups, .flags = FIELD_READ_ONLY,
          .doc = "How many billing groups use the plan"),
    FIELD(struct pricing_plan, updated_at, .flags = FIELD_READ_ONLY),
    FIELD(struct pricing_plan, cursor, .flags = FIELD_READ_ONLY),
    FIELDS_END
};
const struct shape pricing_plan_shape =
    SHAPE("PricingPlan", struct pricing_plan, plan_fields, .doc = "The rates of billing groups");

static const struct field plan_rule_path_fields[] = {
    FIELD(struct plan_rule_path, id, .flags = FIELD_REQUIRED),
    FIELD(struct plan_rule_path, rule_id, .flags = FIELD_REQUIRED), FIELDS_END
};
const struct shape plan_rule_path_shape =
    SHAPE("PlanRulePath", struct plan_rule_path, plan_rule_path_fields);

static enum basis basis_of(str name)
{
    size_t i = 0;
    while (i < BASIS_COUNT - 1 && !str_equal(basis_names[i], name))
        i++;
    return (enum basis)i;
}

list plan_default_pass_through(struct arena *arena, str basis)
{
    static const str handed_on[] = { STR("tax"), STR("credit"), STR("refund") };
    list kinds = { .is_present = true, .items = ARENA_ARRAY(arena, str, 3) };
    if (basis_of(basis) == BASIS_PUBLIC_ON_DEMAND)
        return kinds;
    for (kinds.count = 0; kinds.count < 3; kinds.count++)
        ((str *)kinds.items)[kinds.count] = handed_on[kinds.count];
    return kinds;
}

struct pricing_plan plan_default(void)
{
    return (struct pricing_plan){
        .basis = basis_names[BASIS_PUBLIC_ON_DEMAND],
        .free_tier = true,
        .rules = { .is_present = true },
        .updated_at = INSTANT_NONE,
    };
}

/* ---- checking ---- */

static bool is_one_of(str word, const str *words)
{
    while (!str_is_null(*words) && !str_equal(*words, word))
        words++;
    return !str_is_null(*words);
}

static bool check_pass_through(struct cx *cx, const struct pricing_plan *plan)
{
    enum basis basis = basis_of(plan->basis);
    bool is_amortized = basis == BASIS_AMORTIZED || basis == BASIS_NET_AMORTIZED;
    const str *kinds = plan->pass_through.items;
    unsigned seen = 0;
    for (size_t i = 0; i < plan->pass_through.count; i++) {
        str at = str_format(cx->arena, "/pass_through/%zu", i);
        enum line_kind kind;
        if (!is_one_of(kinds[i], pass_through_kinds) || !line_kind_of(kinds[i], &kind))
            return fail_at(cx, ERR_pass_through_invalid, at, "%.*s cannot be passed through",
                           STR_ARG(kinds[i]));
        if (seen & LINE_KIND_BIT(kind))
            return fail_at(cx, ERR_pass_through_invalid, at, "%.*s is named twice",
                           STR_ARG(kinds[i]));
        if (kind == LINE_COMMITMENT_FEE && is_amortized)
            return fail_at(cx, ERR_pass_through_invalid, at,
                           "the amortized bases hold the commitment fees already: passed through, "
                           "they would count twice");
        seen |= LINE_KIND_BIT(kind);
    }
    return true;
}

static bool refuse_overlap(struct cx *cx, str pointer, const struct pricing_rule *a,
                           const struct pricing_rule *b)
{
    return fail_at(cx, ERR_rule_overlap, pointer, "\"%.*s\" and \"%.*s\" share days",
                   STR_ARG(rule_describe(cx->arena, a)), STR_ARG(rule_describe(cx->arena, b)));
}

bool plan_check_rule(struct cx *cx, const struct pricing_plan *plan, size_t index)
{
    const struct pricing_rule *rules = plan->rules.items;
    TRY(rule_check(cx, &rules[index], STR("")));
    for (size_t i = 0; i < plan->rules.count; i++) {
        if (i != index && rules_overlap(&rules[i], &rules[index]))
            return refuse_overlap(cx, STR("/scope"), &rules[i], &rules[index]);
    }
    return true;
}

bool plan_check(struct cx *cx, const struct pricing_plan *plan)
{
    const struct pricing_rule *rules = plan->rules.items;
    if (str_is_null(plan->name))
        return fail_at(cx, ERR_invalid_field, STR("/name"), "a plan needs a name");
    for (size_t i = 0; i < plan->rules.count; i++)
        TRY(rule_check(cx, &rules[i], str_format(cx->arena, "/rules/%zu", i)));

    size_t first = 0;
    size_t second = 0;
    if (rules_find_overlap(cx->arena, rules, plan->rules.count, &first, &second)) {
        size_t later = first > second ? first : second;
        return refuse_overlap(cx, str_format(cx->arena, "/rules/%zu", later), &rules[first],
                              &rules[second]);
    }
    return check_pass_through(cx, plan);
}

/* ---- terms ---- */

static unsigned kinds_of(const list *names)
{
    unsigned kinds = 0;
    for (size_t i = 0; i < names->count; i++) {
        enum line_kind kind;
        if (line_kind_of(((const str *)names->items)[i], &kind))
            kinds |= LINE_KIND_BIT(kind);
    }
    return kinds;
}

struct plan_terms plan_terms_of(struct arena *arena, const struct pricing_plan *plan)
{
    return (struct plan_terms){
        .basis = basis_of(plan->basis),
        .free_tier = plan->free_tier,
        .pass_through = kinds_of(&plan->pass_through),
        .rules = rule_set_new(arena, plan->rules.items, plan->rules.count),
    };
}

struct plan_terms plan_terms_default(struct arena *arena)
{
    return (struct plan_terms){
        .basis = BASIS_PUBLIC_ON_DEMAND,
        .free_tier = true,
        .rules = rule_set_new(arena, NULL, 0),
    };
}
