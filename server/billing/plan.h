/*
 * Pricing plans: the rates of billing groups (pricing.md §2).
 *
 * A plan names the basis its rules work on, whether free usage stays free, which kinds of charges
 * are handed on at cost, and its rules. A group without a plan is rated by `plan_terms_default`:
 * public on-demand, free tier on, nothing handed on, no rules; so everything is ×1, as Billing
 * Conductor's basic plan does it.
 */
#ifndef PROFORMA_BILLING_PLAN_H
#define PROFORMA_BILLING_PLAN_H

#include "billing/rule.h"

struct pricing_plan {
    uuid id;
    str name;
    str basis;
    bool free_tier;
    list pass_through;      /* of str: kinds; absent: the default of the basis */
    list rules;             /* of struct pricing_rule */
    int64_t billing_groups; /* how many use it */
    instant updated_at;
    str cursor;
};
extern const struct shape pricing_plan_shape;

/* What a plan has that its author said nothing about. */
struct pricing_plan plan_default(void);

/* A plan must be complete in itself: every rule valid, no two overlapping, the pass-through
 * fitting the basis, no kind named twice. Fails with ERR_rule_invalid, ERR_rule_overlap (naming
 * both rules) or ERR_pass_through_invalid. */
bool plan_check(struct cx *cx, const struct pricing_plan *plan);

/* The same for one rule of the plan that came as a body of its own. */
bool plan_check_rule(struct cx *cx, const struct pricing_plan *plan, size_t index);

/* What is passed through when a plan does not say: nothing on public_on_demand; tax, credit and
 * refund on the other bases. */
list plan_default_pass_through(struct arena *arena, str basis);

/* ---- what rating reads of a plan ---- */

enum basis {
    BASIS_PUBLIC_ON_DEMAND,
    BASIS_UNBLENDED,
    BASIS_NET_UNBLENDED,
    BASIS_AMORTIZED,
    BASIS_NET_AMORTIZED,
    BASIS_COUNT
};

struct plan_terms {
    enum basis basis;
    bool free_tier;
    unsigned pass_through; /* LINE_KIND_BITs */
    const struct rule_set *rules;
};

/* The plan must be valid (plan_check). */
struct plan_terms plan_terms_of(struct arena *arena, const struct pricing_plan *plan);
struct plan_terms plan_terms_default(struct arena *arena);

/* `/pricing-plans/{id}/rules/{rule_id}` */
struct plan_rule_path {
    uuid id;
    uuid rule_id;
};
extern const struct shape plan_rule_path_shape;

/* ---- handlers ---- */

bool plan_get(struct cx *cx);
bool plan_create(struct cx *cx);
bool plan_update(struct cx *cx);
bool plan_delete(struct cx *cx);
bool plan_rule_list(struct cx *cx);
bool plan_rule_create(struct cx *cx);
bool plan_rule_update(struct cx *cx);
bool plan_rule_delete(struct cx *cx);

#endif
