#include "billing/custom_charge.h"

static const str charge_kinds[] = { STR("fee"), STR("credit"), STR_NULL };

static const struct field filter_fields[] = {
    FIELD(struct custom_charge_filters, services, .flags = FIELD_NULLABLE, .max = 1000,
          .doc = "Only these services"),
    FIELD(struct custom_charge_filters, accounts, .flags = FIELD_NULLABLE, .max = 10000,
          .doc = "Only these accounts, by the cloud's id"),
    FIELD(struct custom_charge_filters, drop_savings_plan_negation,
          .doc = "Leave SavingsPlanNegation out"),
    FIELDS_END
};
const struct shape custom_charge_filters_shape =
    SHAPE("CustomChargeFilters", struct custom_charge_filters, filter_fields,
          .doc = "What part of the subtotal a percentage is of");

static const struct field charge_fields[] = {
    FIELD(struct custom_charge, id, .flags = FIELD_READ_ONLY),
    FIELD(struct custom_charge, billing_group_id, .flags = FIELD_REQUIRED),
    FIELD(struct custom_charge, name, .flags = FIELD_REQUIRED | FIELD_NAME, .min = 1, .max = 200),
    FIELD(struct custom_charge, description, .flags = FIELD_FREE_TEXT, .max = 2000),
    FIELD(struct custom_charge, kind, .one_of = charge_kinds, .flags = FIELD_REQUIRED),
    FIELD(struct custom_charge, amount, .flags = FIELD_NULLABLE, .is_not_negative = true,
          .doc = "A flat charge: the amount in the group's currency"),
    FIELD(struct custom_charge, percent, .flags = FIELD_NULLABLE, .is_not_negative = true,
          .places = 6, .doc = "A percentage charge: of the subtotal"),
    FIELD(struct custom_charge, include_flat, .doc = "Count the flat charges in, unfiltered"),
    FIELD(struct custom_charge, filters, .of = &custom_charge_filters_shape,
          .flags = FIELD_NULLABLE),
    FIELD(struct custom_charge, from, .flags = FIELD_REQUIRED, .doc = "First period"),
    FIELD(struct custom_charge, to, .flags = FIELD_NULLABLE,
          .doc = "First period not charged any more; null: without end"),
    FIELD(struct custom_charge, updated_at, .flags = FIELD_READ_ONLY),
    FIELD(struct custom_charge, cursor, .flags = FIELD_READ_ONLY),
    FIELDS_END
};
const struct shape custom_charge_shape =
    SHAPE("CustomCharge", struct custom_charge, charge_fields,
          .doc = "A fee or credit the partner adds to a group's bill");

static const struct field query_fields[] = { PAGE_FIELDS(struct custom_charge_query),
                                             FIELD(struct custom_charge_query, billing_group_id),
                                             FIELDS_END };
const struct shape custom_charge_query_shape =
    SHAPE("CustomChargeQuery", struct custom_charge_query, query_fields);

/* ---- checking ---- */

static bool filters_are_empty(const struct custom_charge_filters *filters)
{
    return !filters || (filters->services.count == 0 && filters->accounts.count == 0 &&
                        !filters->drop_savings_plan_negation);
}

static bool check_limit(struct cx *cx, maybe_decimal value, int64_t limit, str pointer)
{
    if (!value.is_present || decimal_compare(value.value, decimal_of_int(limit)) <= 0)
        return true;
    return fail_at(cx, ERR_invalid_field, pointer, "at most %lld", (long long)limit);
}

bool custom_charge_check(struct cx *cx, const struct custom_charge *charge)
{
    if (charge->amount.is_present == charge->percent.is_present)
        return fail_at(cx, ERR_invalid_field, STR("/amount"),
                       "a custom charge has either an amount or a percent");
    TRY(check_limit(cx, charge->amount, CUSTOM_CHARGE_AMOUNT_MAX, STR("/amount")));
    TRY(check_limit(cx, charge->percent, CUSTOM_CHARGE_PERCENT_MAX, STR("/percent")));
    if (charge->amount.is_present && charge->include_flat)
        return fail_at(cx, ERR_invalid_field, STR("/include_flat"),
                       "only a percentage can count flat charges in");
    if (charge->amount.is_present && !filters_are_empty(charge->filters.ptr))
        return fail_at(cx, ERR_invalid_field, STR("/filters"), "only a percentage has filters");
    if (!period_is_none(charge->to) && charge->from.months >= charge->to.months)
        return fail_at(cx, ERR_invalid_field, STR("/to"),
                       "a custom charge ends after the period it begins in");
    return true;
}

void custom_charge_normalise(struct custom_charge *charge)
{
    struct custom_charge_filters *filters = charge->filters.ptr;
    if (filters_are_empty(filters)) {
        charge->filters.ptr = NULL;
        return;
    }
    filters->services.is_present = true;
    filters->accounts.is_present = true;
}

/* ---- amounts ---- */

static bool names_it(const list *names, str name)
{
    const str *items = names->items;
    for (size_t i = 0; i < names->count; i++) {
        if (str_equal(items[i], name))
            return true;
    }
    return names->count == 0;
}

static bool filtered_subtotal(const struct custom_charge *charge, const struct bill_line *lines,
                              size_t count, decimal *sum)
{
    static const struct custom_charge_filters none;
    const struct custom_charge_filters *filters = charge->filters.ptr ? charge->filters.ptr : &none;
    *sum = DECIMAL_ZERO;
    for (size_t i = 0; i < count; i++) {
        const struct bill_line *line = &lines[i];
        if (!names_it(&filters->services, line->service) ||
            !names_it(&filters->accounts, line->account_id))
            continue;
        decimal part =
            filters->drop_savings_plan_negation ? line->without_negation : line->pro_forma;
        TRY(decimal_add(*sum, part, sum));
    }
    return true;
}

static decimal with_sign(const struct custom_charge *charge, decimal amount)
{
    return str_equal(charge->kind, STR("credit")) ? decimal_neg(amount) : amount;
}

static bool percentage_amount(const struct custom_charge *charge, decimal flats,
                              const struct bill_line *lines, size_t count, decimal *amount)
{
    decimal of;
    TRY(filtered_subtotal(charge, lines, count, &of));
    if (charge->include_flat)
        TRY(decimal_add(of, flats, &of));

    /* Six places divided by 100 are eight: exact. */
    decimal share = { charge->percent.value.v / 100 };
    TRY(decimal_mul(of, share, amount));
    *amount = with_sign(charge, *amount);
    return true;
}

bool custom_charge_amounts(const struct custom_charge *charges, size_t count,
                           const struct bill_line *lines, size_t line_count, decimal *amounts)
{
    decimal flats = DECIMAL_ZERO;
    for (size_t i = 0; i < count; i++) {
        if (!charges[i].amount.is_present)
            continue;
        amounts[i] = with_sign(&charges[i], charges[i].amount.value);
        TRY(decimal_add(flats, amounts[i], &flats));
    }
    for (size_t i = 0; i < count; i++) {
        if (!charges[i].amount.is_present)
            TRY(percentage_amount(&charges[i], flats, lines, line_count, &amounts[i]));
    }
    return true;
}
