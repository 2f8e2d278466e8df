#include "demo/month_rows.h"

#define RESERVATION_PERCENT 60 /* of the on-demand rate, all told */
#define SAVINGS_PLAN_PERCENT 72
#define TERM_MONTHS 12
#define TERM_HOURS (365 * 24)
#define SPLIT_HOURS 48 /* covered hours of more than this come from two instances */

/* What of a price is paid at purchase, in hundredths. */
static const int upfront_percent[] = {
    [NO_UPFRONT] = 0,
    [PARTIAL_UPFRONT] = 50,
    [ALL_UPFRONT] = 100,
};

static str arn_of(struct month *m, const struct demo_commitment *c)
{
    const struct demo_account *owner = &demo_accounts[c->owner];
    if (c->form == SAVINGS_PLAN)
        return str_format(m->cx->arena, "arn:aws:savingsplans::%.*s:savingsplan/%.*s",
                          STR_ARG(owner->external_id), STR_ARG(c->id));
    return str_format(m->cx->arena, "arn:aws:ec2:%.*s:%.*s:reserved-instances/%.*s",
                      STR_ARG(owner->region), STR_ARG(owner->external_id), STR_ARG(c->id));
}

void cover_begin(struct month *m)
{
    m->covers = ARENA_ARRAY(m->cx->arena, struct cover, demo_commitment_count);
    for (size_t i = 0; i < demo_commitment_count; i++) {
        const struct demo_commitment *c = &demo_commitments[i];
        bool is_in_force = c->bought <= m->number && m->number < c->bought + TERM_MONTHS;
        if (is_in_force && demo_accounts[c->owner].payer == m->payer_number)
            m->covers[m->cover_count++] = (struct cover){ .commitment = c, .arn = arn_of(m, c) };
    }
}

static bool is_of_customer(const struct usage *usage, const struct demo_commitment *c)
{
    return demo_accounts[usage->account].customer == c->customer;
}

/* ---- reservations ---- */

/* The hourly rate of one reserved instance, and the part of it that was paid upfront. */
static int64_t reserved_rate(const struct demo_commitment *c, int64_t *upfront)
{
    int64_t rate = cur_share(demo_skus[c->sku].rate, RESERVATION_PERCENT, 100);
    *upfront = cur_share(rate, upfront_percent[c->payment], 100);
    return rate;
}

static bool write_reserved(struct month *m, struct cover *cover, const struct usage *usage, day d,
                           int64_t hours, int copy)
{
    const struct demo_sku *sku = &demo_skus[usage->sku];
    int64_t upfront_rate;
    int64_t rate = reserved_rate(cover->commitment, &upfront_rate);
    int64_t upfront = upfront_rate * hours;
    int64_t recurring = (rate - upfront_rate) * hours;
    struct cur_row row;

    row_begin(m, &row, usage->account, STR("DiscountedUsage"));
    row_of_sku(m, &row, usage->account, usage->sku, copy);
    cur_set_days(&row, d, (day){ d.days + 1 });
    cur_set_quantity(&row, CUR_USAGE_AMOUNT, hours * CUR_UNIT);
    cur_set_amount(&row, CUR_UNBLENDED_RATE, 0);
    cur_set(&row, CUR_PRICING_TERM, STR("Reserved"));
    cur_set(&row, CUR_DESCRIPTION, STR("Covered by a reservation"));
    row_public(&row, sku->rate, sku->rate * hours);
    cur_set(&row, CUR_RI_ARN, cover->arn);
    cur_set_amount(&row, CUR_RI_EFFECTIVE_COST, upfront + recurring);
    cur_set_amount(&row, CUR_RI_NET_EFFECTIVE_COST, upfront + recurring);
    cur_set_amount(&row, CUR_RI_UPFRONT_FOR_USAGE, upfront);
    cur_set_amount(&row, CUR_RI_RECURRING_FOR_USAGE, recurring);
    row_cost(m, &row, 0, 0);
    cover->used_upfront += upfront;
    cover->used_recurring += recurring;
    cover->used_hours += hours;
    return row_write(m, &row, month_spent(m, usage->account, usage->sku), 0, false);
}

static bool cover_reserved(struct month *m, struct cover *cover, day d)
{
    const struct demo_commitment *c = cover->commitment;
    int64_t left = c->count * 24;
    for (size_t i = 0; i < m->usage_count && left > 0; i++) {
        struct usage *usage = &m->usages[i];
        int64_t hours = usage->quantity / CUR_UNIT < left ? usage->quantity / CUR_UNIT : left;
        if (usage->sku != c->sku || !is_of_customer(usage, c) || hours == 0)
            continue;
        TRY(write_reserved(m, cover, usage, d, hours, 0));
        usage->quantity -= hours * CUR_UNIT;
        left -= hours;
    }
    return true;
}

/* The monthly row: paid hours, used or not; present at 0 when everything was paid upfront. */
static bool write_reserved_fee(struct month *m, struct cover *cover)
{
    const struct demo_commitment *c = cover->commitment;
    int64_t hours = c->count * 24 * (m->usage_end.days - m->first.days);
    int64_t upfront_rate;
    int64_t rate = reserved_rate(c, &upfront_rate);
    int64_t recurring = (rate - upfront_rate) * hours;
    int64_t unused_upfront = upfront_rate * hours - cover->used_upfront;
    int64_t unused_recurring = recurring - cover->used_recurring;
    struct cur_row row;

    row_begin(m, &row, c->owner, STR("RIFee"));
    row_of_sku(m, &row, c->owner, c->sku, 0);
    cur_set(&row, CUR_RESOURCE_ID, STR_NULL);
    cur_set_days(&row, m->first, m->end);
    cur_set_quantity(&row, CUR_USAGE_AMOUNT, hours * CUR_UNIT);
    cur_set(&row, CUR_PRICING_TERM, STR("Reserved"));
    cur_set(&row, CUR_DESCRIPTION, STR("Recurring fee of a reservation"));
    cur_set(&row, CUR_RI_ARN, cover->arn);
    cur_set_amount(&row, CUR_RI_UPFRONT_FOR_PERIOD, upfront_rate * hours);
    cur_set_amount(&row, CUR_RI_UNUSED_UPFRONT, unused_upfront);
    cur_set_amount(&row, CUR_RI_UNUSED_RECURRING, unused_recurring);
    cur_set_amount(&row, CUR_RI_NET_UNUSED_UPFRONT, unused_upfront);
    cur_set_amount(&row, CUR_RI_NET_UNUSED_RECURRING, unused_recurring);
    cur_set_quantity(&row, CUR_RI_UNUSED_QUANTITY, (hours - cover->used_hours) * CUR_UNIT);
    row_cost(m, &row, recurring, recurring);
    return row_write(m, &row, month_spent(m, c->owner, c->sku), recurring, false);
}

/* ---- savings plans ---- */

static int64_t recurring_hourly(const struct demo_commitment *c)
{
    return c->hourly - cur_share(c->hourly, upfront_percent[c->payment], 100);
}

static void begin_savings_plan_row(struct month *m, struct cur_row *row, const struct cover *cover,
                                   const struct usage *usage, str type, day d)
{
    row_begin(m, row, usage->account, type);
    row_of_sku(m, row, usage->account, usage->sku, 0);
    cur_set_days(row, d, (day){ d.days + 1 });
    cur_set(row, CUR_SP_ARN, cover->arn);
}

static bool write_covered(struct month *m, const struct cover *cover, const struct usage *usage,
                          day d, int64_t hours, int copy)
{
    int64_t list_rate = demo_skus[usage->sku].rate;
    int64_t rate = cur_share(list_rate, SAVINGS_PLAN_PERCENT, 100);
    int64_t cost = list_rate * hours;
    struct cur_row row;

    begin_savings_plan_row(m, &row, cover, usage, STR("SavingsPlanCoveredUsage"), d);
    row_of_sku(m, &row, usage->account, usage->sku, copy);
    cur_set_quantity(&row, CUR_USAGE_AMOUNT, hours * CUR_UNIT);
    cur_set_amount(&row, CUR_UNBLENDED_RATE, list_rate);
    cur_set(&row, CUR_PRICING_TERM, STR("OnDemand"));
    cur_set(&row, CUR_DESCRIPTION, STR("Covered by a savings plan"));
    row_public(&row, list_rate, cost);
    cur_set_amount(&row, CUR_SP_RATE, rate);
    cur_set_amount(&row, CUR_SP_EFFECTIVE_COST, rate * hours);
    cur_set_amount(&row, CUR_SP_NET_EFFECTIVE_COST, rate * hours);
    row_cost(m, &row, cost, month_net(m, cost));
    return row_write(m, &row, month_spent(m, usage->account, usage->sku), month_net(m, cost), true);
}

static bool write_negation(struct month *m, const struct cover *cover, const struct usage *usage,
                           day d, int64_t cost, int64_t net)
{
    struct cur_row row;
    begin_savings_plan_row(m, &row, cover, usage, STR("SavingsPlanNegation"), d);
    cur_set(&row, CUR_RESOURCE_ID, STR_NULL);
    cur_set_quantity(&row, CUR_USAGE_AMOUNT, 0);
    cur_set(&row, CUR_DESCRIPTION, STR("Discount for usage covered by a savings plan"));
    row_cost(m, &row, -cost, -net);
    return row_write(m, &row, month_spent(m, usage->account, usage->sku), -net, true);
}

/* Two rows of usage may share one negation, as at AWS. */
static bool write_covered_hours(struct month *m, const struct cover *cover,
                                const struct usage *usage, day d, int64_t hours)
{
    int64_t list_rate = demo_skus[usage->sku].rate;
    int64_t second = hours > SPLIT_HOURS ? hours / 3 : 0;
    int64_t first = hours - second;
    int64_t net = month_net(m, list_rate * first);

    TRY(write_covered(m, cover, usage, d, first, 0));
    if (second > 0) {
        TRY(write_covered(m, cover, usage, d, second, 1));
        net += month_net(m, list_rate * second);
    }
    return write_negation(m, cover, usage, d, list_rate * hours, net);
}

static bool is_eligible(const struct usage *usage, const struct demo_commitment *c)
{
    const struct demo_sku *sku = &demo_skus[usage->sku];
    return str_equal(sku->service, STR("AmazonEC2")) && sku->instance_type.len > 0 &&
           is_of_customer(usage, c);
}

static bool write_savings_plan_fee(struct month *m, const struct cover *cover, day d, int64_t used)
{
    const struct demo_commitment *c = cover->commitment;
    int64_t committed = c->hourly * 24;
    int64_t recurring = recurring_hourly(c) * 24;
    struct usage fee = { .account = c->owner, .sku = demo_savings_plan_sku };
    struct cur_row row;

    begin_savings_plan_row(m, &row, cover, &fee, STR("SavingsPlanRecurringFee"), d);
    cur_set_quantity(&row, CUR_USAGE_AMOUNT, 24 * CUR_UNIT);
    cur_set(&row, CUR_DESCRIPTION, STR("Recurring commitment of a savings plan"));
    cur_set_amount(&row, CUR_SP_COMMITMENT, committed);
    cur_set_amount(&row, CUR_SP_USED, used);
    cur_set_amount(&row, CUR_SP_UPFRONT_FOR_PERIOD, committed - recurring);
    cur_set_amount(&row, CUR_SP_RECURRING_FOR_PERIOD, recurring);
    row_cost(m, &row, recurring, recurring);
    return row_write(m, &row, month_spent(m, c->owner, demo_savings_plan_sku), recurring, false);
}

static bool cover_savings_plan(struct month *m, struct cover *cover, day d)
{
    const struct demo_commitment *c = cover->commitment;
    int64_t left = c->hourly * 24;
    for (size_t i = 0; i < m->usage_count; i++) {
        struct usage *usage = &m->usages[i];
        if (!is_eligible(usage, c))
            continue;
        int64_t rate = cur_share(demo_skus[usage->sku].rate, SAVINGS_PLAN_PERCENT, 100);
        int64_t payable = left / rate;
        int64_t hours = usage->quantity / CUR_UNIT < payable ? usage->quantity / CUR_UNIT : payable;
        if (hours == 0)
            continue;
        TRY(write_covered_hours(m, cover, usage, d, hours));
        usage->quantity -= hours * CUR_UNIT;
        left -= rate * hours;
    }
    return write_savings_plan_fee(m, cover, d, c->hourly * 24 - left);
}

/* Reservations first: they are the cheaper ones. */
bool cover_day(struct month *m, day d)
{
    for (size_t i = 0; i < m->cover_count; i++)
        if (m->covers[i].commitment->form == RESERVATION)
            TRY(cover_reserved(m, &m->covers[i], d));
    for (size_t i = 0; i < m->cover_count; i++)
        if (m->covers[i].commitment->form == SAVINGS_PLAN)
            TRY(cover_savings_plan(m, &m->covers[i], d));
    return true;
}

/* ---- fees at purchase ---- */

static int64_t upfront_fee(const struct demo_commitment *c)
{
    int64_t upfront_rate;
    if (c->form == SAVINGS_PLAN)
        return (c->hourly - recurring_hourly(c)) * TERM_HOURS;
    reserved_rate(c, &upfront_rate);
    return upfront_rate * c->count * TERM_HOURS;
}

static bool write_upfront_fee(struct month *m, const struct cover *cover, int64_t fee)
{
    const struct demo_commitment *c = cover->commitment;
    bool is_plan = c->form == SAVINGS_PLAN;
    size_t sku = is_plan ? demo_savings_plan_sku : c->sku;
    struct cur_row row;

    row_begin(m, &row, c->owner, is_plan ? STR("SavingsPlanUpfrontFee") : STR("Fee"));
    row_of_sku(m, &row, c->owner, sku, 0);
    cur_set(&row, CUR_RESOURCE_ID, STR_NULL);
    cur_set(&row, CUR_BILL_TYPE, STR("Purchase"));
    cur_set_days(&row, m->first, m->end);
    cur_set_quantity(&row, CUR_USAGE_AMOUNT, CUR_UNIT);
    cur_set(&row, CUR_DESCRIPTION, STR("Upfront fee of a one year commitment"));
    cur_set(&row, is_plan ? CUR_SP_ARN : CUR_RI_ARN, cover->arn);
    row_cost(m, &row, fee, fee);
    return row_write(m, &row, month_spent(m, c->owner, sku), fee, false);
}

bool cover_fees(struct month *m)
{
    for (size_t i = 0; i < m->cover_count; i++) {
        struct cover *cover = &m->covers[i];
        int64_t fee = upfront_fee(cover->commitment);
        if (cover->commitment->form == RESERVATION)
            TRY(write_reserved_fee(m, cover));
        if (cover->commitment->bought == m->number && fee > 0)
            TRY(write_upfront_fee(m, cover, fee));
    }
    return true;
}
