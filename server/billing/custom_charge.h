/*
 * Custom charges: fees and credits the partner adds to a group's bill (pricing.md step 6).
 *
 * A charge is a flat amount or a percentage of the group's subtotal, for the periods [from, to).
 * Two passes: first the flat ones; then the percentages, each of the subtotal as its filters
 * restrict it, plus all flats when it says so. Percentages never see each other.
 */
#ifndef PROFORMA_BILLING_CUSTOM_CHARGE_H
#define PROFORMA_BILLING_CUSTOM_CHARGE_H

#include "billing/bill.h"
#include "core/cx.h"
#include "core/shape.h"
#include "http/route.h"

#define CUSTOM_CHARGE_AMOUNT_MAX 1000000000
#define CUSTOM_CHARGE_PERCENT_MAX 10000

struct custom_charge_filters {
    list services; /* of str; absent or empty: all */
    list accounts; /* of str: the cloud's account ids; absent or empty: all */
    bool drop_savings_plan_negation;
};
extern const struct shape custom_charge_filters_shape;

struct custom_charge {
    uuid id;
    uuid billing_group_id;
    str name;
    str description;
    str kind;             /* fee, credit */
    maybe_decimal amount; /* one of the two */
    maybe_decimal percent;
    bool include_flat;
    object filters; /* struct custom_charge_filters, or none */
    period from;
    period to; /* exclusive; none: recurring without end */
    instant updated_at;
    str cursor;
};
extern const struct shape custom_charge_shape;

/* `GET /custom-charges` */
struct custom_charge_query {
    struct page page;
    uuid billing_group_id; /* nil: of all groups */
};
extern const struct shape custom_charge_query_shape;

/* Exactly one of amount and percent; include_flat and filters for percentages only; from before
 * to. Fails with ERR_invalid_field and a pointer. */
bool custom_charge_check(struct cx *cx, const struct custom_charge *charge);

/* Filters that filter nothing become none, absent lists empty ones. */
void custom_charge_normalise(struct custom_charge *charge);

/*
 * The exact amounts of `count` charges, credits negative, in their order, over the lines of
 * an exact bill. false when one is out of range.
 */
bool custom_charge_amounts(const struct custom_charge *charges, size_t count,
                           const struct bill_line *lines, size_t line_count, decimal *amounts);

/* ---- handlers ---- */

bool custom_charge_get(struct cx *cx);
bool custom_charge_create(struct cx *cx);
bool custom_charge_update(struct cx *cx);
bool custom_charge_delete(struct cx *cx);

#endif
