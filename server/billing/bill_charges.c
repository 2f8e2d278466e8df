#include "billing/bill.sql.h"
#include "billing/bill_loader.h"
#include "ingest/rollup_block.h"

#include <assert.h>
#include <stdlib.h>

/* The item whose number, its first member, is the wanted one; NULL when there is none. */
static const void *find_number(list items, size_t size, int64_t number)
{
    size_t low = 0;
    size_t high = items.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const char *item = (const char *)items.items + middle * size;
        int64_t found = *(const int64_t *)(const void *)item;
        if (found == number)
            return item;
        if (found < number)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}
static_assert(offsetof(struct account_row, id) == 0 && offsetof(struct sku, id) == 0,
              "find_number looks at the first member");

const struct account_row *find_account(const struct loader *l, int64_t id)
{
    return find_number(l->accounts, sizeof(struct account_row), id);
}

/* ---- columns ---- */

/* Those of bill_days and bill_pieces; the last two are of bill_pieces alone. */
enum {
    DROP,
    ACCOUNT_ID,
    SKU_ID,
    LINE_ITEM_TYPE,
    KIND,
    IS_FREE,
    FIRST_DAY,
    LAST_DAY,
    QUANTITY,
    UNBLENDED,
    COST,
    PUBLIC_BASE,
    AMORTIZED,
    NET_AMORTIZED,
    ROLLUP_FIRST_DAY,
    ROLLUP_LAST_DAY,
};

static int64_t number_of(str text)
{
    return strtoll(text.ptr, NULL, 10);
}

static int64_t int64_of_binary(str column)
{
    uint64_t number = 0;
    for (size_t i = 0; i < column.len; i++)
        number = number << 8 | (unsigned char)column.ptr[i];
    return (int64_t)number;
}

static const struct drop_row *drop_of(const struct loader *l, const str *columns)
{
    return (const struct drop_row *)l->drops.items + number_of(columns[DROP]) - 1;
}

static struct rating *rating_of(const struct loader *l, const struct drop_row *drop)
{
    const struct currency_share *shares = l->month->shares;
    for (size_t i = 0; i + 1 < l->month->share_count; i++) {
        if (str_equal(shares[i].currency, drop->currency))
            return l->ratings[i];
    }
    return l->ratings[l->rating_count - 1];
}

static bool read_amounts(struct cx *cx, const str *columns, struct charge_sum *sum)
{
    decimal *const amounts[] = { &sum->quantity,    &sum->unblended, &sum->cost,
                                 &sum->public_base, &sum->amortized, &sum->net_amortized };
    for (size_t i = 0; i < sizeof(amounts) / sizeof(amounts[0]); i++) {
        str text = columns[QUANTITY + i];
        if (decimal_parse(text, amounts[i]) != DECIMAL_OK)
            return fail(cx, ERR_amount_out_of_range, "a charge of %.*s", STR_ARG(text));
    }
    return true;
}

static bool fail_unread(struct cx *cx, int64_t account)
{
    return fail(cx, ERR_internal, "a charge of account %lld cannot be read", (long long)account);
}

static bool read_sum(struct cx *cx, const struct loader *l, const str *columns,
                     struct charge_sum *sum)
{
    *sum = (struct charge_sum){
        .account = number_of(columns[ACCOUNT_ID]),
        .payer_id = drop_of(l, columns)->payer_id,
        .sku = find_number(l->skus, sizeof(struct sku), number_of(columns[SKU_ID])),
        .line_item_type = columns[LINE_ITEM_TYPE],
        .type = charge_type_of(columns[LINE_ITEM_TYPE]),
        .is_free = columns[IS_FREE].ptr[0] == 't',
    };
    if (!sum->sku || !line_kind_of(columns[KIND], &sum->kind) ||
        !day_parse(columns[FIRST_DAY], &sum->first_day) ||
        !day_parse(columns[LAST_DAY], &sum->last_day))
        return fail_unread(cx, sum->account);
    return read_amounts(cx, columns, sum);
}

/* ---- rollups ---- */

static void mark_split(struct loader *l, const struct charge_sum *sum)
{
    const struct account_row *account = find_account(l, sum->account);
    l->is_split[account - (const struct account_row *)l->accounts.items] = true;
    if (l->split_first.days > sum->first_day.days)
        l->split_first = sum->first_day;
    if (l->split_last.days < sum->last_day.days)
        l->split_last = sum->last_day;
}

/* What most rollups have in common with the one before is looked up once. */
static bool take_kind(const struct rollup *rollup, struct charge_sum *sum, str *kind)
{
    if (!str_equal(rollup->line_item_type, sum->line_item_type))
        sum->type = charge_type_of(rollup->line_item_type);
    sum->line_item_type = rollup->line_item_type;
    if (!str_is_null(*kind) && str_equal(rollup->kind, *kind))
        return true;
    *kind = rollup->kind;
    return line_kind_of(*kind, &sum->kind);
}

static bool add_rollup(struct cx *cx, struct loader *l, struct rating *rating,
                       const struct rollup *rollup, struct charge_sum *sum)
{
    sum->sku = find_number(l->skus, sizeof(struct sku), rollup->sku_id);
    if (!sum->sku)
        return fail_unread(cx, sum->account);
    sum->is_free = rollup->is_free;
    sum->first_day = rollup->first_day;
    sum->last_day = rollup->last_day;
    sum->quantity = rollup->quantity;
    sum->unblended = rollup->unblended;
    sum->cost = rollup->cost;
    sum->public_base = rollup->public_base;
    sum->amortized = rollup->amortized;
    sum->net_amortized = rollup->net_amortized;
    if (!rating_add(rating, sum))
        mark_split(l, sum);
    return true;
}

/* The columns of bill_rollups: drop and account, eight bytes each, and their block. */
static bool add_block(struct cx *cx, void *context, const str *columns)
{
    struct loader *l = context;
    const struct drop_row *drop =
        (const struct drop_row *)l->drops.items + int64_of_binary(columns[0]) - 1;
    struct rating *rating = rating_of(l, drop);
    struct charge_sum sum = { .account = int64_of_binary(columns[1]), .payer_id = drop->payer_id };
    struct rollup rollup;
    str kind = STR_NULL;
    str block = columns[2];
    while (rollup_block_next(&block, &rollup)) {
        if (!take_kind(&rollup, &sum, &kind))
            return fail_unread(cx, sum.account);
        TRY(add_rollup(cx, l, rating, &rollup, &sum));
    }
    return block.len == 0 || fail_unread(cx, sum.account);
}

/* ---- pieces and days ---- */

/* A piece counts when its rollup did not. */
static bool add_piece(struct cx *cx, void *context, const str *columns)
{
    struct loader *l = context;
    struct rating *rating = rating_of(l, drop_of(l, columns));
    struct charge_sum sum;
    TRY(read_sum(cx, l, columns, &sum));
    struct charge_sum rollup = sum;
    if (!day_parse(columns[ROLLUP_FIRST_DAY], &rollup.first_day) ||
        !day_parse(columns[ROLLUP_LAST_DAY], &rollup.last_day))
        return fail(cx, ERR_internal, "a charge has no day");
    if (!rating_splits(rating, &rollup) || rating_add(rating, &sum))
        return true;
    return fail(cx, ERR_internal, "a boundary was missed");
}

static bool add_days(struct cx *cx, void *context, const str *columns)
{
    struct loader *l = context;
    struct charge_sum sum;
    TRY(read_sum(cx, l, columns, &sum));
    return rating_add(rating_of(l, drop_of(l, columns)), &sum) ||
           fail(cx, ERR_internal, "a boundary was missed");
}

static void name_split_accounts(struct cx *cx, struct loader *l)
{
    const struct account_row *accounts = l->accounts.items;
    str *ids = ARENA_ARRAY(cx->arena, str, l->accounts.count);
    size_t count = 0;
    for (size_t i = 0; i < l->accounts.count; i++) {
        if (l->is_split[i])
            ids[count++] = str_format(cx->arena, "%lld", (long long)accounts[i].id);
    }
    l->limits.account_ids = (list){ ids, count, true };
}

/* ---- boundaries ---- */

struct boundaries {
    const struct loader *loader;
    day *days;
    size_t count;
};

/* A day counts on which something is different from the day before, within what is split. */
static void add_boundary(struct boundaries *b, day d)
{
    if (!day_is_none(d) && d.days > b->loader->split_first.days &&
        d.days <= b->loader->split_last.days)
        b->days[b->count++] = d;
}

static int compare_days(const void *left, const void *right)
{
    const day *a = left;
    const day *b = right;
    return (a->days > b->days) - (a->days < b->days);
}

static void find_boundaries(struct cx *cx, struct loader *l)
{
    const struct assignment_row *rows = l->assignments.items;
    const struct pricing_plan *plans = l->plans.items;
    size_t most = l->assignments.count * 2;
    for (size_t i = 0; i < l->plans.count; i++)
        most += plans[i].rules.count * 2;
    struct boundaries b = { l, ARENA_ARRAY(cx->arena, day, most), 0 };
    for (size_t i = 0; i < l->assignments.count; i++) {
        add_boundary(&b, rows[i].starts_on);
        add_boundary(&b, rows[i].ends_on);
    }
    for (size_t i = 0; i < l->plans.count; i++) {
        const struct pricing_rule *rules = plans[i].rules.items;
        for (size_t j = 0; j < plans[i].rules.count; j++) {
            add_boundary(&b, rules[j].from);
            add_boundary(&b, rules[j].to);
        }
    }
    if (b.count > 1)
        qsort(b.days, b.count, sizeof(*b.days), compare_days);

    str *texts = ARENA_ARRAY(cx->arena, str, b.count);
    size_t count = 0;
    for (size_t i = 0; i < b.count; i++) {
        if (i == 0 || b.days[i].days != b.days[i - 1].days)
            texts[count++] = day_text(cx->arena, b.days[i]);
    }
    l->limits.boundaries = (list){ texts, count, true };
}

/* ---- days ---- */

/* Does the request need more of the days than rollups tell? Finds the limits that are some. */
static bool is_by_day(struct loader *l)
{
    const struct bill_request *request = l->request;
    l->limits.first_day = l->limits.last_day = DAY_NONE;
    l->limits.by_day = request->part_keys & PART_DAY;
    if (request->first_day.days > period_first_day(request->period).days)
        l->limits.first_day = request->first_day;
    if (request->last_day.days > 0 &&
        request->last_day.days < period_end_day(request->period).days - 1)
        l->limits.last_day = request->last_day;
    return l->limits.by_day || !day_is_none(l->limits.first_day) ||
           !day_is_none(l->limits.last_day);
}

static bool load_days(struct cx *cx, struct loader *l)
{
    if (!l->is_limited)
        l->limits.account_ids = (list){ .is_present = false };
    l->split_first.days = INT32_MIN;
    l->split_last.days = INT32_MAX;
    find_boundaries(cx, l);
    return db_each(cx, &sql_bill_days, IN(bill_request_shape, l->request),
                   IN(limits_shape, &l->limits), add_days, l);
}

bool load_charges(struct cx *cx, struct loader *l)
{
    if (is_by_day(l))
        return load_days(cx, l);
    struct db_in request = IN(bill_request_shape, l->request);
    struct db_in limits = IN(limits_shape, &l->limits);
    l->split_first.days = INT32_MAX;
    l->split_last.days = INT32_MIN;
    TRY(db_each_binary(cx, l->is_limited ? &sql_bill_rollups_of_accounts : &sql_bill_rollups,
                       request, limits, add_block, l));
    if (l->split_last.days < l->split_first.days)
        return true;
    name_split_accounts(cx, l);
    find_boundaries(cx, l);
    return db_each(cx, &sql_bill_pieces, request, limits, add_piece, l);
}
