#include "billing/rule.h"

#include <assert.h>
#include <stdlib.h>

/* Most specific first: the order in which a charge looks for its rule. */
enum rule_level {
    LEVEL_OPERATION,
    LEVEL_USAGE_TYPE,
    LEVEL_SERVICE,
    LEVEL_BILLING_ENTITY,
    LEVEL_GLOBAL,
    LEVEL_COUNT
};

static const str rule_scopes[] = { STR("global"), STR("billing_entity"), STR("service"), STR("sku"),
                                   STR_NULL };
static const str rule_types[] = { STR("markup"), STR("discount"), STR("fixed"), STR_NULL };

static const struct field rule_fields[] = {
    FIELD(struct pricing_rule, id, .doc = "Given by the server; not looked at in a body"),
    FIELD(struct pricing_rule, scope, .one_of = rule_scopes, .flags = FIELD_REQUIRED,
          .doc = "What the rule prices; the most specific rule in force on a day counts"),
    FIELD(struct pricing_rule, type, .one_of = rule_types, .flags = FIELD_REQUIRED),
    FIELD(struct pricing_rule, percent, .flags = FIELD_NULLABLE, .places = RULE_PERCENT_PLACES,
          .is_not_negative = true, .doc = "Of a markup (at most 10000) or discount (at most 100)"),
    FIELD(struct pricing_rule, unit_price, .flags = FIELD_NULLABLE, .is_not_negative = true,
          .doc = "Of a fixed rule, for one unit of usage"),
    FIELD(struct pricing_rule, service, .flags = FIELD_NULLABLE, .min = 1, .max = 200),
    FIELD(struct pricing_rule, usage_type, .flags = FIELD_NULLABLE, .min = 1, .max = 300),
    FIELD(struct pricing_rule, operation, .flags = FIELD_NULLABLE, .min = 1, .max = 300),
    FIELD(struct pricing_rule, billing_entity, .flags = FIELD_NULLABLE, .min = 1, .max = 200),
    FIELD(struct pricing_rule, from, .flags = FIELD_NULLABLE, .doc = "First day in force"),
    FIELD(struct pricing_rule, to, .flags = FIELD_NULLABLE, .doc = "First day not in force"),
    FIELDS_END
};
const struct shape pricing_rule_shape =
    SHAPE("PricingRule", struct pricing_rule, rule_fields,
          .doc = "A markup, a discount or a fixed unit price on a target");

/* ---- checking ---- */

enum presence { ABSENT, PRESENT, OPTIONAL };

static const struct {
    str scope;
    enum presence service, usage_type, operation, billing_entity;
} scope_members[] = {
    { STR("global"), ABSENT, ABSENT, ABSENT, ABSENT },
    { STR("billing_entity"), ABSENT, ABSENT, ABSENT, PRESENT },
    { STR("service"), PRESENT, ABSENT, ABSENT, ABSENT },
    { STR("sku"), PRESENT, PRESENT, OPTIONAL, ABSENT },
};

static bool check_member(struct cx *cx, const struct pricing_rule *rule, str pointer,
                         const char *name, bool is_there, enum presence wanted)
{
    if (wanted == OPTIONAL || is_there == (wanted == PRESENT))
        return true;
    str at = str_format(cx->arena, "%.*s/%s", STR_ARG(pointer), name);
    return fail_at(cx, ERR_rule_invalid, at, "a %.*s rule with scope %.*s %s %s",
                   STR_ARG(rule->type), STR_ARG(rule->scope), is_there ? "has no" : "needs", name);
}

static bool check_target_size(struct cx *cx, const struct pricing_rule *rule, str pointer)
{
    size_t size =
        rule->service.len + rule->usage_type.len + rule->operation.len + rule->billing_entity.len;
    if (size <= RULE_TARGET_BYTES_MAX)
        return true;
    return fail_at(cx, ERR_rule_invalid, str_format(cx->arena, "%.*s/service", STR_ARG(pointer)),
                   "a rule's target has at most %d bytes in all", RULE_TARGET_BYTES_MAX);
}

static bool check_target(struct cx *cx, const struct pricing_rule *rule, str pointer)
{
    size_t i = 0;
    while (!str_equal(scope_members[i].scope, rule->scope))
        i++;
    TRY(check_member(cx, rule, pointer, "service", !str_is_null(rule->service),
                     scope_members[i].service));
    TRY(check_member(cx, rule, pointer, "usage_type", !str_is_null(rule->usage_type),
                     scope_members[i].usage_type));
    TRY(check_member(cx, rule, pointer, "operation", !str_is_null(rule->operation),
                     scope_members[i].operation));
    return check_member(cx, rule, pointer, "billing_entity", !str_is_null(rule->billing_entity),
                        scope_members[i].billing_entity);
}

static bool check_rate(struct cx *cx, const struct pricing_rule *rule, str pointer)
{
    bool is_fixed = str_equal(rule->type, STR("fixed"));
    TRY(check_member(cx, rule, pointer, "percent", rule->percent.is_present,
                     is_fixed ? ABSENT : PRESENT));
    TRY(check_member(cx, rule, pointer, "unit_price", rule->unit_price.is_present,
                     is_fixed ? PRESENT : ABSENT));
    if (is_fixed && !str_equal(rule->scope, STR("sku")))
        return fail_at(cx, ERR_rule_invalid, str_format(cx->arena, "%.*s/scope", STR_ARG(pointer)),
                       "a fixed unit price needs the scope sku");

    if (is_fixed) {
        if (decimal_compare(rule->unit_price.value, decimal_of_int(RULE_UNIT_PRICE_MAX)) <= 0)
            return true;
        return fail_at(cx, ERR_rule_invalid,
                       str_format(cx->arena, "%.*s/unit_price", STR_ARG(pointer)),
                       "a unit price is at most %d", RULE_UNIT_PRICE_MAX);
    }
    int limit = str_equal(rule->type, STR("discount")) ? 100 : RULE_MARKUP_MAX;
    if (decimal_compare(rule->percent.value, decimal_of_int(limit)) <= 0)
        return true;
    return fail_at(cx, ERR_rule_invalid, str_format(cx->arena, "%.*s/percent", STR_ARG(pointer)),
                   "a %.*s is at most %d percent", STR_ARG(rule->type), limit);
}

bool rule_check(struct cx *cx, const struct pricing_rule *rule, str pointer)
{
    TRY(check_target(cx, rule, pointer));
    TRY(check_target_size(cx, rule, pointer));
    TRY(check_rate(cx, rule, pointer));
    if (!day_is_none(rule->from) && !day_is_none(rule->to) && rule->from.days >= rule->to.days)
        return fail_at(cx, ERR_rule_invalid, str_format(cx->arena, "%.*s/to", STR_ARG(pointer)),
                       "a rule ends after the day it begins on");
    return true;
}

/* ---- order and overlap ---- */

static enum rule_level level_of(const struct pricing_rule *rule)
{
    if (!str_is_null(rule->operation))
        return LEVEL_OPERATION;
    if (!str_is_null(rule->usage_type))
        return LEVEL_USAGE_TYPE;
    if (!str_is_null(rule->service))
        return LEVEL_SERVICE;
    return str_is_null(rule->billing_entity) ? LEVEL_GLOBAL : LEVEL_BILLING_ENTITY;
}

static int compare_targets(const struct pricing_rule *a, const struct pricing_rule *b)
{
    int order = (int)level_of(a) - (int)level_of(b);
    if (order == 0)
        order = str_compare(a->service, b->service);
    if (order == 0)
        order = str_compare(a->usage_type, b->usage_type);
    if (order == 0)
        order = str_compare(a->operation, b->operation);
    return order ? order : str_compare(a->billing_entity, b->billing_entity);
}

/* DAY_NONE is the lowest day there is, so an open start needs no case of its own. */
static int32_t end_of(const struct pricing_rule *rule)
{
    return day_is_none(rule->to) ? INT32_MAX : rule->to.days;
}

bool rules_overlap(const struct pricing_rule *a, const struct pricing_rule *b)
{
    return compare_targets(a, b) == 0 && a->from.days < end_of(b) && b->from.days < end_of(a);
}

static int compare_rules(const void *left, const void *right)
{
    const struct pricing_rule *a = *(const struct pricing_rule *const *)left;
    const struct pricing_rule *b = *(const struct pricing_rule *const *)right;
    int order = compare_targets(a, b);
    return order ? order : (a->from.days > b->from.days) - (a->from.days < b->from.days);
}

static const struct pricing_rule **sorted(struct arena *arena, const struct pricing_rule *rules,
                                          size_t count)
{
    const struct pricing_rule **order = ARENA_ARRAY(arena, const struct pricing_rule *, count);
    for (size_t i = 0; i < count; i++)
        order[i] = &rules[i];
    if (count > 1)
        qsort(order, count, sizeof(*order), compare_rules);
    return order;
}

bool rules_find_overlap(struct arena *arena, const struct pricing_rule *rules, size_t count,
                        size_t *first, size_t *second)
{
    const struct pricing_rule **order = sorted(arena, rules, count);
    for (size_t i = 1; i < count; i++) {
        if (!rules_overlap(order[i - 1], order[i]))
            continue;
        *first = (size_t)(order[i - 1] - rules);
        *second = (size_t)(order[i] - rules);
        return true;
    }
    return false;
}

static void describe_part(struct strbuf *out, const char *word, str value)
{
    if (!str_is_null(value))
        strbuf_add_format(out, "%s%.*s", word, STR_ARG(value));
}

str rule_describe(struct arena *arena, const struct pricing_rule *rule)
{
    struct strbuf out = strbuf_new(arena, 4096);
    strbuf_add(&out, rule->scope);
    describe_part(&out, " ", rule->billing_entity);
    describe_part(&out, " ", rule->service);
    describe_part(&out, " / ", rule->usage_type);
    describe_part(&out, " / ", rule->operation);
    if (!day_is_none(rule->from))
        describe_part(&out, " from ", day_text(arena, rule->from));
    if (!day_is_none(rule->to))
        describe_part(&out, " to ", day_text(arena, rule->to));
    return strbuf_str(&out);
}

/* ---- matching ---- */

/* Targets are looked up by a hash of their texts, then compared. */
struct ruled {
    uint64_t target;
    const struct pricing_rule *rule;
    struct rate rate;
};

struct rule_set {
    const struct ruled *rules; /* by level and target */
    size_t level_start[LEVEL_COUNT + 1];
};

static_assert(sizeof(((struct sku *)0)->targets) / sizeof(uint64_t) == LEVEL_GLOBAL,
              "every level but the last has a target of its own");

/* The text's end is told from the next one's beginning. */
static uint64_t hash_text(uint64_t hash, str text)
{
    for (size_t i = 0; i < text.len; i++)
        hash = (hash ^ (unsigned char)text.ptr[i]) * UINT64_C(1099511628211);
    hash = (hash ^ text.len) * UINT64_C(0x9E3779B97F4A7C15);
    return hash ^ hash >> 32;
}

static void hash_targets(uint64_t targets[LEVEL_COUNT], str service, str usage_type, str operation,
                         str billing_entity)
{
    targets[LEVEL_SERVICE] = hash_text(1, service);
    targets[LEVEL_USAGE_TYPE] = hash_text(targets[LEVEL_SERVICE], usage_type);
    targets[LEVEL_OPERATION] = hash_text(targets[LEVEL_USAGE_TYPE], operation);
    targets[LEVEL_BILLING_ENTITY] = hash_text(2, billing_entity);
    targets[LEVEL_GLOBAL] = 0;
}

void rule_prepare_sku(struct sku *sku)
{
    uint64_t targets[LEVEL_COUNT];
    hash_targets(targets, sku->service, sku->usage_type, sku->operation, sku->billing_entity);
    for (size_t level = 0; level < LEVEL_GLOBAL; level++)
        sku->targets[level] = targets[level];
}

static struct rate rate_of(const struct pricing_rule *rule)
{
    if (rule->unit_price.is_present)
        return (struct rate){ true, rule->unit_price.value, rule };

    /* Six places divided by 100 are eight: exact. */
    __int128 share = rule->percent.value.v / 100;
    __int128 one = decimal_of_int(1).v;
    bool is_discount = str_equal(rule->type, STR("discount"));
    return (struct rate){ false, { is_discount ? one - share : one + share }, rule };
}

static struct ruled ruled_of(const struct pricing_rule *rule)
{
    uint64_t targets[LEVEL_COUNT];
    hash_targets(targets, rule->service, rule->usage_type, rule->operation, rule->billing_entity);
    return (struct ruled){ targets[level_of(rule)], rule, rate_of(rule) };
}

static int compare_ruled(const void *left, const void *right)
{
    const struct ruled *a = left;
    const struct ruled *b = right;
    int order = (int)level_of(a->rule) - (int)level_of(b->rule);
    return order ? order : (a->target > b->target) - (a->target < b->target);
}

const struct rule_set *rule_set_new(struct arena *arena, const struct pricing_rule *rules,
                                    size_t count)
{
    struct rule_set *set = ARENA_NEW(arena, struct rule_set);
    struct ruled *ruled = ARENA_ARRAY(arena, struct ruled, count);
    for (size_t i = 0; i < count; i++) {
        ruled[i] = ruled_of(&rules[i]);
        set->level_start[level_of(&rules[i]) + 1]++;
    }
    if (count > 1)
        qsort(ruled, count, sizeof(*ruled), compare_ruled);
    for (size_t level = 0; level < LEVEL_COUNT; level++)
        set->level_start[level + 1] += set->level_start[level];
    set->rules = ruled;
    return set;
}

static bool is_target(const struct pricing_rule *rule, const struct sku *sku, enum rule_level level)
{
    switch (level) {
    case LEVEL_OPERATION:
        TRY(str_equal(rule->operation, sku->operation));
        /* fallthrough */
    case LEVEL_USAGE_TYPE:
        TRY(str_equal(rule->usage_type, sku->usage_type));
        /* fallthrough */
    case LEVEL_SERVICE:
        return str_equal(rule->service, sku->service);
    case LEVEL_BILLING_ENTITY:
        return str_equal(rule->billing_entity, sku->billing_entity);
    default:
        return true;
    }
}

/* The first rule of the level whose target is not below the wanted one. */
static size_t lower_bound(const struct rule_set *set, enum rule_level level, uint64_t target)
{
    size_t low = set->level_start[level];
    size_t high = set->level_start[level + 1];
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (set->rules[middle].target < target)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static enum rule_verdict find_at_level(const struct rule_set *set, const struct sku *sku,
                                       enum rule_level level, day first, day last,
                                       struct rate *rate)
{
    uint64_t target = level < LEVEL_GLOBAL ? sku->targets[level] : 0;
    size_t end = set->level_start[level + 1];
    for (size_t i = lower_bound(set, level, target); i < end && set->rules[i].target == target;
         i++) {
        const struct pricing_rule *rule = set->rules[i].rule;
        if (rule->from.days > last.days || end_of(rule) <= first.days ||
            !is_target(rule, sku, level))
            continue;
        if (rule->from.days > first.days || end_of(rule) <= last.days)
            return RULE_CHANGES;
        *rate = set->rules[i].rate;
        return RULE_ONE;
    }
    return RULE_NONE;
}

enum rule_verdict rule_find(const struct rule_set *set, const struct sku *sku, day first, day last,
                            struct rate *rate)
{
    assert(first.days <= last.days);
    struct sku prepared;
    if (sku->targets[LEVEL_SERVICE] == 0) {
        prepared = *sku;
        rule_prepare_sku(&prepared);
        sku = &prepared;
    }
    for (enum rule_level level = 0; level < LEVEL_COUNT; level++) {
        if (set->level_start[level] == set->level_start[level + 1])
            continue;
        enum rule_verdict verdict = find_at_level(set, sku, level, first, last, rate);
        if (verdict != RULE_NONE)
            return verdict;
    }
    return RULE_NONE;
}
