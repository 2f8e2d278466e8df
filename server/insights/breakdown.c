#include "insights/breakdown.h"

#include "billing/bill_load.h"
#include "db/db.h"
#include "insights/breakdown.sql.h"

const str measure_names[] = { STR("cost"), STR("pro_forma"), STR("margin"), STR_NULL };
const str grouping_names[] = { STR("service"), STR("account"), STR("usage_type"),
                               STR("billing_group"), STR_NULL };

static const struct field breakdown_fields[] = {
    FIELD(struct breakdown, period), FIELD(struct breakdown, payer_id, .flags = FIELD_NULLABLE),
    FIELD(struct breakdown, currency), FIELDS_END
};
static const struct shape breakdown_shape = SHAPE("Breakdown", struct breakdown, breakdown_fields);

bool breakdown_currency(struct cx *cx, period p, uuid payer_id, str *currency)
{
    struct breakdown key = { .period = p, .payer_id = payer_id };
    TRY(db_one(cx, &sql_breakdown_currency, IN(breakdown_shape, &key), IN_NONE, &breakdown_shape,
               &key));
    *currency = key.currency;
    return true;
}

/* ---- from the cubes ---- */

static const struct sql *const cube_statements[] = {
    [BY_SERVICE] = &sql_breakdown_by_service,
    [BY_ACCOUNT] = &sql_breakdown_by_account,
    [BY_USAGE_TYPE] = &sql_breakdown_by_usage_type,
};

static bool load_cubes(struct cx *cx, const struct breakdown *breakdown, struct amounts *amounts)
{
    list rows;
    TRY(db_all(cx, cube_statements[breakdown->grouping], IN(breakdown_shape, breakdown), IN_NONE,
               &amount_shape, &rows));
    const struct amount *items = rows.items;
    for (size_t i = 0; i < rows.count; i++)
        amounts_add(amounts, items[i].key, items[i].label, items[i].value);
    return true;
}

/* ---- from the bills ---- */

static bool measured(enum measure measure, decimal cost, decimal pro_forma, decimal *value)
{
    *value = measure == MEASURE_COST ? cost : pro_forma;
    return measure != MEASURE_MARGIN || decimal_sub(pro_forma, cost, value);
}

static bool add_line(const struct breakdown *breakdown, const struct bill_line *line,
                     struct amounts *amounts)
{
    decimal value;
    for (size_t i = 0; i < line->part_count; i++) {
        const struct bill_part *part = &line->parts[i];
        TRY(measured(breakdown->measure, part->cost, part->pro_forma, &value));
        amounts_add(amounts, part->usage_type, part->usage_type, value);
    }
    if (breakdown->grouping == BY_USAGE_TYPE)
        return true;
    TRY(measured(breakdown->measure, line->cost, line->pro_forma, &value));
    if (breakdown->grouping == BY_ACCOUNT)
        amounts_add(amounts, line->account_id, line->account_name, value);
    else
        amounts_add(amounts, line->service, line->service, value);
    return true;
}

static bool add_bill(struct arena *arena, const struct breakdown *breakdown,
                     const struct group_bill *bill, struct amounts *amounts)
{
    if (breakdown->grouping == BY_BILLING_GROUP) {
        decimal value;
        TRY(measured(breakdown->measure, bill->bill.cost, bill->bill.pro_forma, &value));
        amounts_add(amounts, uuid_text(arena, bill->billing_group_id), bill->name, value);
        return true;
    }
    for (size_t i = 0; i < bill->bill.line_count; i++)
        TRY(add_line(breakdown, &bill->bill.lines[i], amounts));
    if (breakdown->measure == MEASURE_COST)
        return true;
    for (size_t i = 0; i < bill->bill.custom_charge_count; i++)
        amounts_add(amounts, STR("custom_charge"), STR("custom_charge"),
                    bill->bill.custom_charges[i].amount);
    return true;
}

static bool load_bills(struct cx *cx, const struct breakdown *breakdown, struct amounts *amounts)
{
    struct bill_request request = {
        .period = breakdown->period,
        .payer_id = breakdown->payer_id,
        .billing_group_id = breakdown->billing_group_id,
        .part_keys = breakdown->grouping == BY_USAGE_TYPE ? PART_USAGE_TYPE : 0,
    };
    struct month month;
    TRY(month_load(cx, &request, &month));
    for (size_t i = 0; i < month.bill_count; i++) {
        if (str_equal(month.bills[i].currency, breakdown->currency) &&
            !add_bill(cx->arena, breakdown, &month.bills[i], amounts))
            return fail(cx, ERR_amount_out_of_range, "a margin does not fit");
    }
    bool is_everything =
        breakdown->measure == MEASURE_COST && uuid_is_nil(breakdown->billing_group_id);
    for (size_t i = 0; i < month.share_count && is_everything; i++) {
        if (str_equal(month.shares[i].currency, breakdown->currency))
            amounts_add(amounts, STR("unassigned"), STR("unassigned"),
                        month.shares[i].unassigned.cost);
    }
    return true;
}

bool breakdown_load(struct cx *cx, const struct breakdown *breakdown, struct amounts *amounts)
{
    bool is_in_cubes =
        breakdown->measure == MEASURE_COST && breakdown->grouping != BY_BILLING_GROUP &&
        uuid_is_nil(breakdown->billing_group_id) && str_is_null(cx->principal.billing_group_scope);
    amounts->arena = cx->arena;
    TRY(is_in_cubes ? load_cubes(cx, breakdown, amounts) : load_bills(cx, breakdown, amounts));
    return amounts_fold(amounts) || fail(cx, ERR_amount_out_of_range, "a sum does not fit");
}
