#include "ingest/normalize.h"

#include <string.h>

#define ACCOUNT_DIGITS_MAX 20

/* What the texts of a line say of its numbers. */
struct line_rule {
    const struct line_type *type;
    enum charge_kind kind;
};

/* ---- values ---- */

struct values {
    const struct line *line;
    struct spot *spot;
    bool is_rounded;
};

static bool read_value(struct values *v, enum column column, decimal *out)
{
    enum decimal_parse_result result = line_decimal(v->line, column, out);
    v->is_rounded |= result == DECIMAL_ROUNDED;
    if (result == DECIMAL_OK || result == DECIMAL_ROUNDED)
        return true;
    v->spot->column = column;
    v->spot->problem = result == DECIMAL_OUT_OF_RANGE ? PROBLEM_OUT_OF_RANGE : PROBLEM_NOT_A_NUMBER;
    return false;
}

static str first_given(const struct line *line, enum column a, enum column b)
{
    return line_has(line, a) ? line_text(line, a) : line_text(line, b);
}

/* ---- what it is ---- */

bool line_is_split(const struct line *line)
{
    str operation = line_text(line, COLUMN_OPERATION);
    return str_equal(operation, STR("EKSPod-EC2")) || str_equal(operation, STR("ECSTask-EC2"));
}

static bool is_support(str service)
{
    return str_starts(service, STR("AWSSupport")) ||
           str_equal(service, STR("AWSDeveloperSupport")) ||
           str_equal(service, STR("AWSPremiumSupport")) ||
           str_equal(service, STR("OCBPremiumSupport"));
}

static enum charge_kind kind_of(const struct line_type *type, const struct line *line)
{
    if ((type->flags & LINE_KIND_IS_FIXED) != 0)
        return type->kind;
    if ((type->flags & LINE_IS_FEE) != 0 &&
        first_given(line, COLUMN_RESERVATION, COLUMN_SAVINGS_PLAN).len > 0)
        return KIND_COMMITMENT_FEE;
    if (is_support(line_text(line, COLUMN_SERVICE)))
        return KIND_SUPPORT;
    if (str_equal(line_text(line, COLUMN_BILLING_ENTITY), STR("AWS Marketplace")))
        return KIND_MARKETPLACE;
    return type->kind;
}

static struct line_rule rule_of(const struct line *line)
{
    const struct line_type *type = line_type_of(line_text(line, COLUMN_LINE_ITEM_TYPE));
    return (struct line_rule){ type, kind_of(type, line) };
}

/* The usage day; of a purchase, whose usage may begin in the future, the period's first day. */
static bool read_day(const struct line *line, struct charge *charge, struct spot *spot)
{
    bool is_purchase = str_equal(line_text(line, COLUMN_BILL_TYPE), STR("Purchase"));
    enum column column = is_purchase ? COLUMN_PERIOD_START : COLUMN_USAGE_START;
    *spot = (struct spot){ .problem = PROBLEM_NOT_A_DATE, .column = column };
    TRY(line_day(line, column, &charge->day));
    if (is_purchase)
        charge->day = period_first_day(period_of_day(charge->day));
    return true;
}

/* ---- what it costs ---- */

/* The net twin of a column where it is given, else the column itself. */
struct amount_term {
    enum column gross;
    enum column net;
    int sign; /* 0 ends the list */
};

static const struct amount_term amortized_terms[AMORTIZATION_COUNT][3] = {
    [AMORTIZED_RESERVATION] = { { COLUMN_RESERVATION_COST, COLUMN_NET_RESERVATION_COST, 1 } },
    [AMORTIZED_SAVINGS_PLAN] = { { COLUMN_SAVINGS_PLAN_COST, COLUMN_NET_SAVINGS_PLAN_COST, 1 } },
    [AMORTIZED_UNUSED_RESERVED] = { { COLUMN_UNUSED_UPFRONT, COLUMN_NET_UNUSED_UPFRONT, 1 },
                                    { COLUMN_UNUSED_RECURRING, COLUMN_NET_UNUSED_RECURRING, 1 } },
    /* A report has no net twins of these two. */
    [AMORTIZED_UNUSED_PLAN] = { { COLUMN_COMMITMENT, COLUMN_COMMITMENT, 1 },
                                { COLUMN_USED_COMMITMENT, COLUMN_USED_COMMITMENT, -1 } },
    [AMORTIZED_NOTHING] = { { .sign = 0 } },
};

static bool read_term(struct values *v, const struct amount_term *term, decimal *gross,
                      decimal *net)
{
    decimal amount;
    TRY(read_value(v, term->gross, &amount));
    gross->v += term->sign * amount.v;
    if (term->net != term->gross && line_has(v->line, term->net))
        TRY(read_value(v, term->net, &amount));
    net->v += term->sign * amount.v;
    return true;
}

static enum amortization amortization_of(const struct values *v, const struct line_type *type)
{
    if ((type->flags & LINE_IS_FEE) != 0 && line_has(v->line, COLUMN_RESERVATION))
        return AMORTIZED_NOTHING;
    if ((type->flags & LINE_IS_REFUND) != 0 &&
        str_equal(line_text(v->line, COLUMN_SERVICE), STR("ComputeSavingsPlans")) &&
        str_starts(line_text(v->line, COLUMN_DESCRIPTION),
                   STR("Refund for one-time fee for Savings Plan ID")))
        return AMORTIZED_NOTHING;
    return type->amortization;
}

static bool read_amortized(struct values *v, const struct line_type *type, struct charge *charge)
{
    enum amortization amortization = amortization_of(v, type);
    if (amortization == AMORTIZED_AS_BILLED) {
        charge->measures[MEASURE_AMORTIZED] = charge->measures[MEASURE_UNBLENDED];
        charge->measures[MEASURE_NET_AMORTIZED] = charge->measures[MEASURE_COST];
        return true;
    }
    const struct amount_term *terms = amortized_terms[amortization];
    for (int i = 0; i < 3 && terms[i].sign != 0; i++)
        TRY(read_term(v, &terms[i], &charge->measures[MEASURE_AMORTIZED],
                      &charge->measures[MEASURE_NET_AMORTIZED]));
    return true;
}

/* The base under public_on_demand (pricing.md, step 2); of a free row it counts only when the
 * plan's free tier is off. */
static decimal public_base_of(const struct line_rule *rule, const struct charge *charge)
{
    decimal public_cost = charge->measures[MEASURE_PUBLIC_ON_DEMAND_COST];
    decimal unblended = charge->measures[MEASURE_UNBLENDED];
    if (rule->kind == KIND_SUPPORT)
        return DECIMAL_ZERO;
    if ((rule->type->flags & LINE_HAS_PUBLIC_BASE) != 0)
        return charge->is_free || public_cost.v > 0 ? public_cost : unblended;
    if (rule->kind == KIND_FEE ||
        (rule->kind == KIND_MARKETPLACE && (rule->type->flags & LINE_IS_FEE) != 0))
        return unblended;
    return DECIMAL_ZERO;
}

/* A rate is only compared with 0: it must be a number, and nothing is lost when it is rounded. */
static bool check_rate(struct values *v, const struct line_type *type, const struct charge *charge)
{
    decimal rate;
    bool is_asked =
        (type->flags & LINE_MAY_BE_FREE) != 0 && charge->measures[MEASURE_UNBLENDED].v == 0;
    bool was_rounded = v->is_rounded;
    TRY(!is_asked || read_value(v, COLUMN_UNBLENDED_RATE, &rate));
    v->is_rounded = was_rounded;
    return true;
}

static bool read_measures(struct values *v, const struct line_rule *rule, struct charge *charge)
{
    decimal *measures = charge->measures;
    TRY(read_value(v, COLUMN_UNBLENDED, &measures[MEASURE_UNBLENDED]));
    charge->is_free = (rule->type->flags & LINE_MAY_BE_FREE) != 0 &&
                      measures[MEASURE_UNBLENDED].v == 0 &&
                      line_is_zero(v->line, COLUMN_UNBLENDED_RATE);
    measures[MEASURE_COST] = measures[MEASURE_UNBLENDED];
    if (line_has(v->line, COLUMN_NET_UNBLENDED))
        TRY(read_value(v, COLUMN_NET_UNBLENDED, &measures[MEASURE_COST]));
    if ((rule->type->flags & LINE_NEGATES) == 0) {
        TRY(read_value(v, COLUMN_QUANTITY, &measures[MEASURE_QUANTITY]));
        TRY(read_value(v, COLUMN_PUBLIC_COST, &measures[MEASURE_PUBLIC_ON_DEMAND_COST]));
    }
    TRY(check_rate(v, rule->type, charge));
    measures[MEASURE_PUBLIC_BASE] = public_base_of(rule, charge);
    return read_amortized(v, rule->type, charge);
}

bool normalize_charge(const struct line *line, struct charge *charge, struct spot *spot)
{
    struct values values = { .line = line, .spot = spot };
    struct line_rule rule = rule_of(line);
    *charge = (struct charge){
        .kind = rule.kind,
        .is_known_type = (rule.type->flags & LINE_IS_KNOWN) != 0,
    };
    TRY(read_day(line, charge, spot));
    TRY(read_measures(&values, &rule, charge));
    charge->is_rounded = values.is_rounded;
    return true;
}

/* ---- its texts ---- */

static bool check_account(str account, struct spot *spot)
{
    *spot = (struct spot){ .problem = PROBLEM_NOT_AN_ACCOUNT, .column = COLUMN_ACCOUNT };
    for (size_t i = 0; i < account.len; i++)
        if ((unsigned)(account.ptr[i] - '0') > 9)
            return false;
    return account.len > 0 && account.len <= ACCOUNT_DIGITS_MAX;
}

bool normalize_texts(const struct line *line, str texts[TEXT_COUNT], struct spot *spot)
{
    *spot = (struct spot){ .problem = PROBLEM_NO_VALUE, .column = COLUMN_LINE_ITEM_TYPE };
    TRY(line_has(line, COLUMN_LINE_ITEM_TYPE));
    texts[TEXT_LINE_ITEM_TYPE] = line_text(line, COLUMN_LINE_ITEM_TYPE);
    /* A line of no account, as some discounts are, is the payer's own. */
    texts[TEXT_ACCOUNT] = first_given(line, COLUMN_ACCOUNT, COLUMN_PAYER);
    texts[TEXT_SERVICE] = line_text(line, COLUMN_SERVICE);
    texts[TEXT_USAGE_TYPE] = line_text(line, COLUMN_USAGE_TYPE);
    texts[TEXT_OPERATION] = line_text(line, COLUMN_OPERATION);
    texts[TEXT_REGION] = first_given(line, COLUMN_REGION_CODE, COLUMN_REGION);
    texts[TEXT_BILLING_ENTITY] = line_text(line, COLUMN_BILLING_ENTITY);
    texts[TEXT_UNIT] = line_text(line, COLUMN_UNIT);
    texts[TEXT_INVOICE] = line_text(line, COLUMN_INVOICE);
    texts[TEXT_COMMITMENT] = first_given(line, COLUMN_RESERVATION, COLUMN_SAVINGS_PLAN);
    return check_account(texts[TEXT_ACCOUNT], spot);
}
