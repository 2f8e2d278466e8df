#include "demo/load.h"

#include "demo/catalog.h"
#include "demo/cur_file.h"
#include "demo/random.h"

#define LOAD_ACCOUNTS 120
#define FREE_ONE_IN 16
#define TIMESTAMP_LEN 20

struct writing {
    struct cx *cx;
    const struct load *load;
    struct cur_sink sink;
    struct cur_row row;
    str accounts[LOAD_ACCOUNTS];
    str *hours; /* intervals */
    size_t hour_count;
    __int128 cost;
    __int128 public_cost;
};

static str hour_start(struct arena *arena, period p, size_t hour)
{
    return str_format(arena, "%.*s-%02zuT%02zu:00:00Z", STR_ARG(period_text(arena, p)),
                      hour / 24 + 1, hour % 24);
}

static void prepare_hours(struct writing *w)
{
    struct arena *arena = w->cx->arena;
    period p = w->load->period;
    w->hour_count = (size_t)(period_end_day(p).days - period_first_day(p).days) * 24;
    w->hours = ARENA_ARRAY(arena, str, w->hour_count);
    str start = hour_start(arena, p, 0);
    for (size_t i = 0; i < w->hour_count; i++) {
        str end = i + 1 < w->hour_count ? hour_start(arena, p, i + 1)
                                        : hour_start(arena, period_add(p, 1), 0);
        w->hours[i] = str_format(arena, "%.*s/%.*s", STR_ARG(start), STR_ARG(end));
        start = end;
    }
}

static void prepare(struct writing *w)
{
    struct arena *arena = w->cx->arena;
    period p = w->load->period;
    for (size_t i = 0; i < LOAD_ACCOUNTS; i++)
        w->accounts[i] = str_format(arena, "%012zu", 70000000000 + i * 1000003);
    prepare_hours(w);
    cur_set(&w->row, CUR_INVOICING_ENTITY, STR("Amazon Web Services, Inc."));
    cur_set(&w->row, CUR_BILLING_ENTITY, STR("AWS"));
    cur_set(&w->row, CUR_BILL_TYPE, STR("Anniversary"));
    cur_set(&w->row, CUR_PAYER, w->load->payer);
    cur_set(&w->row, CUR_PERIOD_START, hour_start(arena, p, 0));
    cur_set(&w->row, CUR_PERIOD_END, hour_start(arena, period_add(p, 1), 0));
    cur_set(&w->row, CUR_TYPE, STR("Usage"));
    cur_set(&w->row, CUR_CURRENCY, STR("USD"));
    cur_set(&w->row, CUR_REGION_CODE, STR("us-east-1"));
}

static void set_hour(struct cur_row *row, str interval)
{
    cur_set(row, CUR_TIME_INTERVAL, interval);
    cur_set(row, CUR_USAGE_START, (str){ interval.ptr, TIMESTAMP_LEN });
    cur_set(row, CUR_USAGE_END, (str){ interval.ptr + TIMESTAMP_LEN + 1, TIMESTAMP_LEN });
}

static void set_sku(struct cur_row *row, const struct demo_sku *sku)
{
    cur_set(row, CUR_PRODUCT_CODE, sku->service);
    cur_set(row, CUR_PRODUCT_NAME, sku->service_name);
    cur_set(row, CUR_SERVICE_CODE, sku->service);
    cur_set(row, CUR_USAGE_TYPE, sku->usage_type);
    cur_set(row, CUR_OPERATION, sku->operation);
    cur_set(row, CUR_PRICING_UNIT, sku->unit);
    cur_set(row, CUR_INSTANCE_TYPE, sku->instance_type);
    cur_set(row, CUR_DESCRIPTION, sku->service_name);
}

static bool write_row(struct writing *w, uint64_t number, const struct demo_sku *sku)
{
    uint64_t hash = random_of(w->load->seed, number, 0, 0);
    int64_t quantity = random_between(hash, 1, 400 * CUR_UNIT);
    int64_t list = cur_cost(quantity, sku->rate);
    bool is_free = hash % FREE_ONE_IN == 0;

    w->row.scratch_used = 0;
    cur_set_id(&w->row, hash, number);
    set_sku(&w->row, sku);
    cur_set_quantity(&w->row, CUR_USAGE_AMOUNT, quantity);
    cur_set_amount(&w->row, CUR_UNBLENDED_RATE, is_free ? 0 : sku->rate);
    cur_set_amount(&w->row, CUR_UNBLENDED_COST, is_free ? 0 : list);
    cur_set_amount(&w->row, CUR_PUBLIC_RATE, sku->rate);
    cur_set_amount(&w->row, CUR_PUBLIC_COST, list);
    w->cost += is_free ? 0 : list;
    w->public_cost += list;
    return w->sink.write(w->cx, w->sink.context, &w->row);
}

/* Hours, then accounts, then SKUs; past the last hour from the first one again. */
static bool write_rows(struct writing *w)
{
    uint64_t rows = (uint64_t)w->load->rows;
    for (uint64_t i = 0, block = 0; i < rows; block++) {
        set_hour(&w->row, w->hours[block / LOAD_ACCOUNTS % w->hour_count]);
        cur_set(&w->row, CUR_ACCOUNT, w->accounts[block % LOAD_ACCOUNTS]);
        for (size_t s = 0; s < demo_savings_plan_sku && i < rows; s++, i++)
            TRY(write_row(w, i, &demo_skus[s]));
    }
    return true;
}

bool demo_load(struct cx *cx, const struct load *load, struct load_sums *sums)
{
    struct cur_file *file;
    struct writing *w = ARENA_NEW(cx->arena, struct writing);
    TRY(cur_file_open(cx, load->path, false, &file));
    *w = (struct writing){ .cx = cx, .load = load, .sink = cur_file_sink(file) };
    prepare(w);
    bool is_written = write_rows(w);
    if (!cur_file_close(cx, file) || !is_written)
        return false;
    *sums = (struct load_sums){ { w->cost }, { w->public_cost } };
    return true;
}
