#include "billing/plan.h"

#include "audit/audit.h"
#include "billing/plan.sql.h"
#include "http/route.h"

#include <string.h>

/* Which plan a rule is stored with. */
struct rule_owner {
    uuid pricing_plan_id;
};
static const struct field rule_owner_fields[] = { FIELD(struct rule_owner, pricing_plan_id),
                                                  FIELDS_END };
static const struct shape rule_owner_shape =
    SHAPE("RuleOwner", struct rule_owner, rule_owner_fields);

static bool load(struct cx *cx, uuid id, struct pricing_plan *plan)
{
    struct id_path key = { id };
    return db_one(cx, &sql_plan_by_id, IN(id_path_shape, &key), IN_NONE, &pricing_plan_shape, plan);
}

/* The plan, kept from being changed by others until the end of the transaction. */
static bool load_locked(struct cx *cx, uuid id, struct pricing_plan *plan)
{
    struct id_path key = { id };
    TRY(db_one(cx, &sql_plan_lock, IN(id_path_shape, &key), IN_NONE, &id_path_shape, &key));
    return load(cx, id, plan);
}

/* Ids in the order of the rules, so that reading by id gives them back in it. */
static void number_rules(struct cx *cx, list rules)
{
    struct pricing_rule *items = rules.items;
    for (size_t i = 0; i < rules.count; i++)
        items[i].id = uuid_new(cx->now.us + (long long)i);
}

static bool insert_rules(struct cx *cx, uuid plan_id, const struct pricing_rule *rules,
                         size_t count)
{
    struct rule_owner owner = { plan_id };
    return db_exec_each(cx, &sql_plan_rule_insert, &pricing_rule_shape, rules, count,
                        IN(rule_owner_shape, &owner));
}

static bool store(struct cx *cx, const struct pricing_plan *plan)
{
    return db_exec(cx, &sql_plan_update, IN(pricing_plan_shape, plan), IN_NONE, NULL);
}

static bool record(struct cx *cx, str action, const struct pricing_plan *before,
                   const struct pricing_plan *after)
{
    str id = uuid_text(cx->arena, before ? before->id : after->id);
    return audit_record(cx, action, STR("pricing_plan"), id, &pricing_plan_shape, before, after);
}

/* ---- plans ---- */

bool plan_get(struct cx *cx)
{
    const struct id_path *path = cx->path;
    return load(cx, path->id, cx->reply);
}

bool plan_create(struct cx *cx)
{
    struct pricing_plan plan = plan_default();
    TRY(http_read_patch(cx, &pricing_plan_shape, &plan));
    if (!plan.pass_through.is_present)
        plan.pass_through = plan_default_pass_through(cx->arena, plan.basis);
    TRY(plan_check(cx, &plan));
    plan.id = uuid_new(cx->now.us);
    number_rules(cx, plan.rules);
    TRY(db_exec(cx, &sql_plan_insert, IN(pricing_plan_shape, &plan), IN_NONE, NULL));
    TRY(insert_rules(cx, plan.id, plan.rules.items, plan.rules.count));
    TRY(load(cx, plan.id, cx->reply));
    return record(cx, STR("pricing_plan.create"), NULL, cx->reply);
}

bool plan_update(struct cx *cx)
{
    const struct id_path *path = cx->path;
    struct pricing_plan before;
    TRY(load_locked(cx, path->id, &before));
    TRY(http_check_match(cx, &pricing_plan_shape, &before));
    struct pricing_plan after = before;
    TRY(http_read_patch(cx, &pricing_plan_shape, &after));
    TRY(plan_check(cx, &after));

    TRY(store(cx, &after));
    if (after.rules.items != before.rules.items) {
        number_rules(cx, after.rules);
        TRY(db_exec(cx, &sql_plan_rules_delete, IN(id_path_shape, path), IN_NONE, NULL));
        TRY(insert_rules(cx, after.id, after.rules.items, after.rules.count));
    }
    TRY(load(cx, after.id, cx->reply));
    return record(cx, STR("pricing_plan.update"), &before, cx->reply);
}

bool plan_delete(struct cx *cx)
{
    const struct id_path *path = cx->path;
    struct pricing_plan before;
    TRY(load_locked(cx, path->id, &before));
    TRY(db_exec(cx, &sql_plan_delete, IN(id_path_shape, path), IN_NONE, NULL));
    return record(cx, STR("pricing_plan.delete"), &before, NULL);
}

/* ---- rules one by one ---- */

static bool record_rule(struct cx *cx, str action, const struct pricing_plan *plan,
                        const struct pricing_rule *before, const struct pricing_rule *after)
{
    return audit_record(cx, action, STR("pricing_plan"), uuid_text(cx->arena, plan->id),
                        &pricing_rule_shape, before, after);
}

/* The rule of the path; ERR_not_found when the plan has none of that id. */
static bool find_rule(struct cx *cx, const struct pricing_plan *plan, uuid id,
                      struct pricing_rule **rule)
{
    struct pricing_rule *rules = plan->rules.items;
    *rule = NULL;
    for (size_t i = 0; i < plan->rules.count; i++)
        if (uuid_equal(rules[i].id, id))
            *rule = &rules[i];
    return *rule != NULL || fail(cx, ERR_not_found, "the plan has no such rule");
}

bool plan_rule_list(struct cx *cx)
{
    const struct id_path *path = cx->path;
    struct pricing_plan plan;
    TRY(load(cx, path->id, &plan));
    *(list *)cx->reply = plan.rules;
    return true;
}

bool plan_rule_create(struct cx *cx)
{
    const struct id_path *path = cx->path;
    struct pricing_plan plan;
    TRY(load_locked(cx, path->id, &plan));
    if (plan.rules.count >= RULES_PER_PLAN_MAX)
        return fail(cx, ERR_rule_invalid, "a plan has at most %d rules", RULES_PER_PLAN_MAX);

    struct pricing_rule *rules = ARENA_ARRAY(cx->arena, struct pricing_rule, plan.rules.count + 1);
    if (plan.rules.count > 0)
        memcpy(rules, plan.rules.items, plan.rules.count * sizeof(*rules));
    struct pricing_rule *rule = &rules[plan.rules.count];
    *rule = *(const struct pricing_rule *)cx->body;
    rule->id = uuid_new(cx->now.us);
    plan.rules = (list){ .items = rules, .count = plan.rules.count + 1, .is_present = true };
    TRY(plan_check_rule(cx, &plan, plan.rules.count - 1));

    TRY(insert_rules(cx, plan.id, rule, 1));
    TRY(store(cx, &plan));
    *(struct pricing_rule *)cx->reply = *rule;
    return record_rule(cx, STR("pricing_rule.create"), &plan, NULL, rule);
}

static bool replace_rule(struct cx *cx, const struct pricing_plan *plan, uuid rule_id,
                         const struct pricing_rule *rule)
{
    struct plan_rule_path key = { plan->id, rule_id };
    TRY(db_exec(cx, &sql_plan_rule_delete, IN(plan_rule_path_shape, &key), IN_NONE, NULL));
    if (rule)
        TRY(insert_rules(cx, plan->id, rule, 1));
    return store(cx, plan);
}

bool plan_rule_update(struct cx *cx)
{
    const struct plan_rule_path *path = cx->path;
    struct pricing_plan plan;
    struct pricing_rule *rule;
    TRY(load_locked(cx, path->id, &plan));
    TRY(find_rule(cx, &plan, path->rule_id, &rule));
    TRY(http_check_match(cx, &pricing_rule_shape, rule));
    struct pricing_rule before = *rule;
    TRY(http_read_patch(cx, &pricing_rule_shape, rule));
    rule->id = before.id;
    TRY(plan_check_rule(cx, &plan, (size_t)(rule - (struct pricing_rule *)plan.rules.items)));

    TRY(replace_rule(cx, &plan, before.id, rule));
    *(struct pricing_rule *)cx->reply = *rule;
    return record_rule(cx, STR("pricing_rule.update"), &plan, &before, rule);
}

bool plan_rule_delete(struct cx *cx)
{
    const struct plan_rule_path *path = cx->path;
    struct pricing_plan plan;
    struct pricing_rule *rule;
    TRY(load_locked(cx, path->id, &plan));
    TRY(find_rule(cx, &plan, path->rule_id, &rule));
    TRY(replace_rule(cx, &plan, rule->id, NULL));
    return record_rule(cx, STR("pricing_rule.delete"), &plan, rule, NULL);
}
