#include "demo/month.h"

#include <assert.h>

#include "demo/month_rows.h"
#include "demo/random.h"

#define DEMO_SEED 20240229
#define WEEKEND_BUSY 1150 /* shops and games are busy then; offices are not */
#define WEEKEND_QUIET 780
#define OFFICE_HOURS 11

/* A bad deployment: one account's usage for three days. */
#define SPIKE_ACCOUNT 5
#define SPIKE_MONTH (DEMO_MONTHS - 4)
#define SPIKE_FIRST_DAY 11
#define SPIKE_DAYS 3
#define SPIKE_FACTOR 4

struct demo demo_of_day(day today)
{
    period current = period_of_day(today);
    day yesterday = { today.days - 1 };
    day first_of_month = period_first_day(current);
    return (struct demo){
        .seed = DEMO_SEED,
        .first = period_add(current, 1 - DEMO_MONTHS),
        .last_day = yesterday.days > first_of_month.days ? yesterday : first_of_month,
    };
}

size_t month_cell(size_t account, size_t sku)
{
    return account * demo_sku_count + sku;
}

/* ---- quantities ---- */

static bool is_weekend(day d)
{
    int weekday = (d.days + 4) % 7; /* 1970-01-01 was a Thursday; 0 is Sunday */
    return weekday == 0 || weekday == 6;
}

static bool is_office(const struct demo_account *account)
{
    return str_equal(account->environment, STR("dev")) ||
           str_equal(account->environment, STR("test"));
}

static int64_t week_factor(const struct demo_account *account, day d)
{
    if (!is_weekend(d))
        return 1000;
    return account->profile == PROFILE_WEB || account->profile == PROFILE_GAME ? WEEKEND_BUSY
                                                                               : WEEKEND_QUIET;
}

static bool is_spike(const struct month *m, size_t account, day d)
{
    int in_month = d.days - m->first.days;
    return account == SPIKE_ACCOUNT && m->number == SPIKE_MONTH && in_month >= SPIKE_FIRST_DAY &&
           in_month < SPIKE_FIRST_DAY + SPIKE_DAYS;
}

/* The size of an account in a month, in thousandths of a thousandth. */
static int64_t grown_size(const struct month *m, const struct demo_account *account)
{
    int64_t size = (int64_t)account->size * 1000;
    for (int month = account->first_month; month < m->number; month++)
        size += size * account->growth / 1000;
    return size;
}

static int64_t quantity_of(struct month *m, size_t number, const struct demo_use *use, day d)
{
    const struct demo_account *account = &demo_accounts[number];
    const struct demo_sku *sku = &demo_skus[use->sku];
    int64_t spike = is_spike(m, number, d) ? SPIKE_FACTOR : 1;
    int64_t quantity = use->amount / 1000 * (grown_size(m, account) / 1000) * spike;

    if (sku->instance_type.len > 0) {
        int64_t instances = (quantity + CUR_UNIT / 2) / CUR_UNIT;
        int64_t hours = is_office(account) ? (is_weekend(d) ? 0 : OFFICE_HOURS) : 24;
        return (instances > 0 ? instances : 1) * hours * CUR_UNIT;
    }
    uint64_t hash = random_of(m->demo->seed, number, use->sku, (uint64_t)d.days);
    quantity = quantity / 1000 * week_factor(account, d);
    return quantity / 1000 * random_between(hash, 920, 1080);
}

static void add_usages(struct month *m, size_t account, day d)
{
    size_t count;
    const struct demo_use *uses = demo_profile(demo_accounts[account].profile, &count);
    for (size_t i = 0; i < count; i++) {
        int64_t quantity = quantity_of(m, account, &uses[i], d);
        if (quantity > 0)
            m->usages[m->usage_count++] =
                (struct usage){ .account = account, .sku = uses[i].sku, .quantity = quantity };
    }
}

static void gather_day(struct month *m, day d)
{
    m->usage_count = 0;
    for (size_t a = 0; a < demo_account_count; a++)
        if (demo_accounts[a].payer == m->payer_number && demo_accounts[a].first_month <= m->number)
            add_usages(m, a, d);
}

/* ---- rows ---- */

void row_begin(struct month *m, struct cur_row *row, size_t account, str type)
{
    *row = (struct cur_row){ 0 };
    cur_set_id(row, random_of(m->demo->seed, m->payer_number, (uint64_t)m->number, m->rows),
               m->rows);
    cur_set(row, CUR_INVOICE_ID, m->invoice);
    cur_set(row, CUR_INVOICING_ENTITY, m->payer->invoicing_entity);
    cur_set(row, CUR_LEGAL_ENTITY, m->payer->invoicing_entity);
    cur_set(row, CUR_BILLING_ENTITY, STR("AWS"));
    cur_set(row, CUR_BILL_TYPE, STR("Anniversary"));
    cur_set(row, CUR_PAYER, m->payer->external_id);
    cur_set(row, CUR_PERIOD_START, m->start_text);
    cur_set(row, CUR_PERIOD_END, m->end_text);
    cur_set(row, CUR_ACCOUNT, demo_accounts[account].external_id);
    cur_set(row, CUR_TYPE, type);
    cur_set(row, CUR_CURRENCY, STR("USD"));
    cur_set(row, CUR_PRICING_CURRENCY, STR("USD"));
}

static str usage_type(struct month *m, size_t account, size_t sku)
{
    str *text = &m->usage_types[month_cell(account, sku)];
    if (str_is_null(*text)) {
        str prefix = demo_skus[sku].is_global ? STR("") : demo_accounts[account].prefix;
        *text = str_format(m->cx->arena, "%.*s%.*s", STR_ARG(prefix),
                           STR_ARG(demo_skus[sku].usage_type));
    }
    return *text;
}

static str resource(struct month *m, size_t account, size_t sku, int copy)
{
    str *text = &m->resources[month_cell(account, sku) * 2 + (size_t)copy];
    const struct demo_account *owner = &demo_accounts[account];
    uint64_t id = random_of(m->demo->seed, account, sku, (uint64_t)copy);

    if (!str_is_null(*text))
        return *text;
    if (str_starts(demo_skus[sku].operation, STR("RunInstances")))
        *text = str_format(m->cx->arena, "i-0%016llx", (unsigned long long)id);
    else
        *text = str_format(m->cx->arena, "arn:aws:%.*s:%.*s:%.*s:%.*s-%04x",
                           STR_ARG(demo_skus[sku].service), STR_ARG(owner->region),
                           STR_ARG(owner->external_id), STR_ARG(owner->project),
                           (unsigned)(id & 0xffff));
    return *text;
}

void row_of_sku(struct month *m, struct cur_row *row, size_t account, size_t sku, int copy)
{
    const struct demo_sku *bought = &demo_skus[sku];
    const struct demo_account *owner = &demo_accounts[account];
    cur_set(row, CUR_PRODUCT_CODE, bought->service);
    cur_set(row, CUR_PRODUCT_NAME, bought->service_name);
    cur_set(row, CUR_SERVICE_CODE, bought->service);
    cur_set(row, CUR_USAGE_TYPE, usage_type(m, account, sku));
    cur_set(row, CUR_OPERATION, bought->operation);
    cur_set(row, CUR_PRICING_UNIT, bought->unit);
    cur_set(row, CUR_INSTANCE_TYPE, bought->instance_type);
    cur_set(row, CUR_REGION_CODE, owner->region);
    cur_set(row, CUR_TAG_PROJECT, owner->project);
    cur_set(row, CUR_TAG_ENVIRONMENT, owner->environment);
    cur_set(row, CUR_COST_CENTER, owner->project);
    if (bought->has_resource)
        cur_set(row, CUR_RESOURCE_ID, resource(m, account, sku, copy));
    if (bought->is_marketplace) {
        cur_set(row, CUR_BILLING_ENTITY, STR("AWS Marketplace"));
        cur_set(row, CUR_LEGAL_ENTITY, STR("Fortinet, Inc."));
        cur_set(row, CUR_INVOICE_ID, m->marketplace_invoice);
    }
}

void row_public(struct cur_row *row, int64_t rate, int64_t cost)
{
    cur_set_amount(row, CUR_PUBLIC_RATE, rate);
    cur_set_amount(row, CUR_PUBLIC_COST, cost);
}

int64_t month_net(const struct month *m, int64_t cost)
{
    if (m->payer->discount != DISCOUNT_COLUMNS)
        return cost;
    return cost - cur_share(cost, m->payer->discount_percent, 100);
}

void row_cost(struct month *m, struct cur_row *row, int64_t cost, int64_t net)
{
    cur_set_amount(row, CUR_UNBLENDED_COST, cost);
    if (m->payer->discount != DISCOUNT_COLUMNS)
        return;
    cur_set_amount(row, CUR_NET_UNBLENDED_COST, net);
    cur_set_amount(row, CUR_TOTAL_DISCOUNT, net - cost);
    if (net != cost)
        cur_set_amount(row, CUR_EDP_DISCOUNT, net - cost);
}

struct spent *month_spent(struct month *m, size_t account, size_t sku)
{
    size_t named = 0;
    while (!str_equal(demo_skus[named].service, demo_skus[sku].service))
        named++;
    return &m->spent[month_cell(account, named)];
}

bool row_write(struct month *m, struct cur_row *row, struct spent *spent, int64_t cost,
               bool is_discountable)
{
    spent->cost += cost;
    if (is_discountable)
        spent->discountable += cost;
    m->rows++;
    return m->sink.write(m->cx, m->sink.context, row);
}

/* ---- usage that nothing covers ---- */

static bool write_usage(struct month *m, const struct usage *usage, day d, int64_t quantity,
                        bool is_free)
{
    const struct demo_sku *sku = &demo_skus[usage->sku];
    int64_t list = cur_cost(quantity, sku->rate);
    int64_t cost = is_free ? 0 : list;
    int64_t net = sku->is_marketplace ? cost : month_net(m, cost);
    struct cur_row row;

    row_begin(m, &row, usage->account, STR("Usage"));
    row_of_sku(m, &row, usage->account, usage->sku, 0);
    cur_set_days(&row, d, (day){ d.days + 1 });
    cur_set_quantity(&row, CUR_USAGE_AMOUNT, quantity);
    cur_set_amount(&row, CUR_UNBLENDED_RATE, is_free ? 0 : sku->rate);
    cur_set(&row, CUR_PRICING_TERM, sku->is_spot ? STR("Spot") : STR("OnDemand"));
    cur_set(&row, CUR_DESCRIPTION, is_free ? STR("Free tier") : sku->service_name);
    if (!sku->is_spot && !sku->is_marketplace)
        row_public(&row, sku->rate, list);
    row_cost(m, &row, cost, net);
    return row_write(m, &row, month_spent(m, usage->account, usage->sku), net,
                     !sku->is_marketplace);
}

static bool write_left(struct month *m, const struct usage *usage, day d)
{
    int64_t *used = &m->free_used[month_cell(usage->account, usage->sku)];
    int64_t free_left = demo_skus[usage->sku].free_amount - *used;
    int64_t free_now = free_left < usage->quantity ? free_left : usage->quantity;

    if (free_now > 0) {
        *used += free_now;
        TRY(write_usage(m, usage, d, free_now, true));
    } else {
        free_now = 0;
    }
    return usage->quantity == free_now ||
           write_usage(m, usage, d, usage->quantity - free_now, false);
}

/* Split cost allocation repeats instance hours by pod; its rows are no cost of their own. */
static bool write_split(struct month *m, size_t account, day d)
{
    struct cur_row row;
    row_begin(m, &row, account, STR("Usage"));
    cur_set_days(&row, d, (day){ d.days + 1 });
    cur_set(&row, CUR_PRODUCT_CODE, STR("AmazonEKS"));
    cur_set(&row, CUR_USAGE_TYPE, STR("EKS-EC2-vCPU-Hours"));
    cur_set(&row, CUR_OPERATION, STR("EKSPod-EC2"));
    cur_set_quantity(&row, CUR_USAGE_AMOUNT, 96 * CUR_UNIT);
    row_cost(m, &row, 0, 0);
    return row_write(m, &row, &m->spent[month_cell(account, 0)], 0, false);
}

static bool write_day(struct month *m, day d)
{
    gather_day(m, d);
    TRY(cover_day(m, d));
    for (size_t i = 0; i < m->usage_count; i++) {
        TRY(write_left(m, &m->usages[i], d));
        if (str_equal(demo_skus[m->usages[i].sku].service, STR("AmazonEKS")))
            TRY(write_split(m, m->usages[i].account, d));
    }
    return true;
}

/* ---- the month ---- */

static str timestamp(struct arena *arena, period p)
{
    return str_format(arena, "%.*s-01T00:00:00Z", STR_ARG(period_text(arena, p)));
}

static void give_invoices(struct month *m, period p)
{
    m->invoice = STR("");
    m->marketplace_invoice = STR("");
    if (m->end.days > m->demo->last_day.days)
        return;
    unsigned number = (unsigned)(p.months * 10 + (int)m->payer_number);
    m->invoice = str_format(m->cx->arena, "19%08u", number * 7);
    m->marketplace_invoice = str_format(m->cx->arena, "27%08u", number * 7);
}

bool demo_month(struct cx *cx, const struct demo *demo, size_t payer, int month,
                struct cur_sink sink)
{
    assert(payer < demo_payer_count && month >= 0 && month < DEMO_MONTHS);
    size_t cells = demo_account_count * demo_sku_count;
    period p = period_add(demo->first, month);
    struct month *m = ARENA_NEW(cx->arena, struct month);
    *m = (struct month){
        .cx = cx,
        .demo = demo,
        .sink = sink,
        .payer = &demo_payers[payer],
        .payer_number = payer,
        .number = month,
        .first = period_first_day(p),
        .end = period_end_day(p),
        .start_text = timestamp(cx->arena, p),
        .end_text = timestamp(cx->arena, period_add(p, 1)),
        .spent = ARENA_ARRAY(cx->arena, struct spent, cells),
        .free_used = ARENA_ARRAY(cx->arena, int64_t, cells),
        .usage_types = ARENA_ARRAY(cx->arena, str, cells),
        .resources = ARENA_ARRAY(cx->arena, str, cells * 2),
        .usages = ARENA_ARRAY(cx->arena, struct usage, cells),
    };
    m->usage_end = m->end.days <= demo->last_day.days ? m->end : (day){ demo->last_day.days + 1 };
    give_invoices(m, p);
    cover_begin(m);
    for (day d = m->first; d.days < m->usage_end.days; d.days++)
        TRY(write_day(m, d));
    return cover_fees(m) && extra_lines(m);
}
