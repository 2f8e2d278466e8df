#include "billing/kept_bytes.h"

#include "billing/bill.sql.h"
#include "billing/bill_rows.h"
#include "billing/kept_month.sql.h"
#include "core/memo.h"
#include "db/db.h"
#include "http/route.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#define RATED_SINGLY_MAX 16 /* groups that changed: with more, the whole month is rated at once */
#define LARGEST_SHARE 16    /* of the memory: what is larger than this part of it is not kept */

static struct memo kept_memory = MEMO;

size_t kept_limit(const struct cx *cx)
{
    return ((size_t)http_config(cx)->insights_memory_mb << 20) / 16 * 11;
}

/* ---- what the statements take and give ---- */

struct range_params {
    period first_period;
    period last_period;
    uuid payer_id;
    uuid billing_group_id;
};
static const struct field range_fields[] = {
    FIELD(struct range_params, first_period), FIELD(struct range_params, last_period),
    FIELD(struct range_params, payer_id, .flags = FIELD_NULLABLE),
    FIELD(struct range_params, billing_group_id, .flags = FIELD_NULLABLE), FIELDS_END
};
static const struct shape range_shape = SHAPE("KeptRange", struct range_params, range_fields);

/* The drops of a period, and the days that their charges and the period have between them. */
struct kept_days {
    period period;
    day first_day;
    day last_day;
    str drops;
};
static const struct field days_fields[] = {
    FIELD(struct kept_days, period), FIELD(struct kept_days, first_day, .flags = FIELD_NULLABLE),
    FIELD(struct kept_days, last_day, .flags = FIELD_NULLABLE), FIELD(struct kept_days, drops),
    FIELDS_END
};
static const struct shape days_shape = SHAPE("KeptDays", struct kept_days, days_fields);

struct fact_row {
    uuid owner;
    day from_day;
    day to_day;
    bool is_presence;
    str fact;
};
static const struct field fact_fields[] = { FIELD(struct fact_row, owner, .flags = FIELD_NULLABLE),
                                            FIELD(struct fact_row, from_day,
                                                  .flags = FIELD_NULLABLE),
                                            FIELD(struct fact_row, to_day, .flags = FIELD_NULLABLE),
                                            FIELD(struct fact_row, is_presence),
                                            FIELD(struct fact_row, fact),
                                            FIELDS_END };
static const struct shape fact_shape = SHAPE("KeptFact", struct fact_row, fact_fields);

/* ---- stamps ---- */

struct kept_owner {
    uuid id;
    struct kept_stamp *months;
};

static struct kept_stamp hash_of(const struct fact_row *row)
{
    crypto_generichash_state state;
    struct kept_stamp hash;
    (void)crypto_generichash_init(&state, NULL, 0, sizeof(hash));
    (void)crypto_generichash_update(&state, row->owner.b, sizeof(row->owner.b));
    (void)crypto_generichash_update(&state, (const unsigned char *)row->fact.ptr, row->fact.len);
    (void)crypto_generichash_final(&state, (unsigned char *)&hash, sizeof(hash));
    return hash;
}

static int compare_owners(const void *left, const void *right)
{
    return memcmp(((const struct kept_owner *)left)->id.b, ((const struct kept_owner *)right)->id.b,
                  sizeof(uuid));
}

static const struct kept_owner *find_owner(const struct kept_months *months, uuid id)
{
    struct kept_owner wanted = { .id = id };
    return bsearch(&wanted, months->owners, months->owner_count, sizeof(*months->owners),
                   compare_owners);
}

/* Every owner has a fact of its own, which says that it is there. */
static void find_owners(struct cx *cx, struct kept_months *months, list facts)
{
    const struct fact_row *rows = facts.items;
    struct kept_owner *owners = ARENA_ARRAY(cx->arena, struct kept_owner, facts.count);
    size_t count = 0;
    for (size_t i = 0; i < facts.count; i++) {
        if (!uuid_is_nil(rows[i].owner))
            owners[count++].id = rows[i].owner;
    }
    if (count > 1)
        qsort(owners, count, sizeof(*owners), compare_owners);
    months->owners = owners;
    for (size_t i = 0; i < count; i++) {
        if (i == 0 || compare_owners(&owners[i], &owners[months->owner_count - 1]) != 0)
            owners[months->owner_count++] = owners[i];
    }
    for (size_t i = 0; i < months->owner_count; i++)
        owners[i].months = ARENA_ARRAY(cx->arena, struct kept_stamp, months->count);
}

static bool applies(const struct fact_row *row, const struct kept_days *days)
{
    return (day_is_none(row->from_day) || row->from_day.days <= days->last_day.days) &&
           (day_is_none(row->to_day) || row->to_day.days > days->first_day.days);
}

static void add_fact(struct kept_months *months, const struct fact_row *row)
{
    struct kept_stamp hash = hash_of(row);
    const struct kept_owner *owner = find_owner(months, row->owner);
    for (size_t i = 0; i < months->count; i++) {
        if (!applies(row, &months->days[i]))
            continue;
        if (row->is_presence)
            months->presence[i].sum += hash.sum;
        if (owner)
            owner->months[i].sum += hash.sum;
        else if (!row->is_presence)
            months->common[i].sum += hash.sum;
    }
}

static struct kept_stamp stamp_of(const struct kept_months *months, const struct group_row *group,
                                  size_t month)
{
    struct kept_stamp stamp = find_owner(months, group->id)->months[month];
    const struct kept_owner *plan = find_owner(months, group->pricing_plan_id);
    stamp.sum += plan ? plan->months[month].sum : 0;
    return stamp;
}

/* ---- reading what bills depend on ---- */

/* Lives as long as the request, whatever part of it the first month is rated in. */
struct kept_common {
    struct arena *arena;
    const struct month *month; /* NULL until then */
};

/* A charge may be dated outside of its period. */
static void widen(struct kept_days *days)
{
    day first = period_first_day(days->period);
    int32_t last = period_end_day(days->period).days - 1;
    if (day_is_none(days->first_day) || days->first_day.days > first.days)
        days->first_day = first;
    if (day_is_none(days->last_day) || days->last_day.days < last)
        days->last_day.days = last;
}

static bool load_days(struct cx *cx, const struct range_params *params, struct kept_months *months)
{
    list found;
    TRY(db_all(cx, &sql_kept_month_drops, IN(range_shape, params), IN_NONE, &days_shape, &found));
    const struct kept_days *rows = found.items;
    months->days = ARENA_ARRAY(cx->arena, struct kept_days, months->count);
    for (size_t i = 0; i < months->count; i++)
        months->days[i] = (struct kept_days){ period_add(months->range.first, (int)i), DAY_NONE,
                                              DAY_NONE, STR("none") };
    for (size_t i = 0; i < found.count; i++)
        months->days[rows[i].period.months - months->range.first.months] = rows[i];
    for (size_t i = 0; i < months->count; i++)
        widen(&months->days[i]);
    return true;
}

static bool load_facts(struct cx *cx, struct kept_months *months)
{
    list facts;
    TRY(db_all(cx, &sql_kept_month_facts, IN_NONE, IN_NONE, &fact_shape, &facts));
    months->common = ARENA_ARRAY(cx->arena, struct kept_stamp, months->count);
    months->presence = ARENA_ARRAY(cx->arena, struct kept_stamp, months->count);
    find_owners(cx, months, facts);
    for (size_t i = 0; i < facts.count; i++)
        add_fact(months, &((const struct fact_row *)facts.items)[i]);
    return true;
}

bool kept_months_open(struct cx *cx, const struct kept_range *range, struct kept_months *months)
{
    struct range_params params = { range->first, range->last, range->payer_id, { .b = { 0 } } };
    *months = (struct kept_months){
        .range = *range,
        .count = (size_t)(range->last.months - range->first.months) + 1,
    };
    if (kept_limit(cx) == 0)
        return true;
    months->prices = ARENA_NEW(cx->arena, struct kept_common);
    months->prices->arena = cx->arena;
    TRY(load_days(cx, &params, months));
    TRY(db_all(cx, &sql_bill_groups, IN(range_shape, &params), IN_NONE, &group_row_shape,
               &months->groups));
    if (range->in_parts)
        TRY(db_all(cx, &sql_bill_skus, IN_NONE, IN_NONE, &sku_row_shape, &months->skus));
    return load_facts(cx, months);
}

/* ---- one month ---- */

/* What is known of a month in a form, and where it is to be kept. */
struct keeping {
    const struct kept_months *months;
    const struct kept_form *form;
    size_t index;
    str key;
    str stamp;
    struct kept_bytes before;
    struct kept_bytes now;
};

static str key_of(const struct cx *cx, const struct keeping *k)
{
    const struct principal *reader = &cx->principal;
    return str_format(cx->arena, "month %.*s %.*s %.*s %.*s %.*s %.*s",
                      STR_ARG(uuid_text(cx->arena, reader->partner_id)),
                      STR_ARG(reader->payer_scope), STR_ARG(reader->billing_group_scope),
                      STR_ARG(uuid_text(cx->arena, k->months->range.payer_id)),
                      STR_ARG(period_text(cx->arena, k->form->request.period)),
                      STR_ARG(k->form->name));
}

/* What the month itself depends on, beside its groups. */
static str stamp_of_month(struct arena *arena, const struct kept_months *months, size_t month)
{
    unsigned __int128 common = months->common[month].sum;
    return str_format(arena, "%.*s %016llx%016llx", STR_ARG(months->days[month].drops),
                      (unsigned long long)(common >> 64), (unsigned long long)common);
}

/* One section for each group there is, as yet without bytes. */
static struct keeping begin(struct cx *cx, const struct kept_months *months,
                            const struct kept_form *form)
{
    const struct group_row *groups = months->groups.items;
    struct keeping k = {
        .months = months,
        .form = form,
        .index = (size_t)(form->request.period.months - months->range.first.months),
    };
    k.key = key_of(cx, &k);
    k.stamp = stamp_of_month(cx->arena, months, k.index);
    k.now.presence = months->presence[k.index];
    k.now.section_count = months->groups.count;
    k.now.sections = ARENA_ARRAY(cx->arena, struct kept_section, k.now.section_count);
    for (size_t i = 0; i < k.now.section_count; i++)
        k.now.sections[i] =
            (struct kept_section){ groups[i].id, stamp_of(months, &groups[i], k.index), STR_NULL };
    return k;
}

static bool check_size(struct cx *cx, str bytes)
{
    return !str_is_null(bytes) || fail(cx, ERR_internal, "a month is larger than can be kept");
}

/* Nothing so large is kept that a year of it would leave no room for anything else. */
static void keep(struct cx *cx, const struct keeping *k, str bytes)
{
    if (bytes.len <= kept_limit(cx) / LARGEST_SHARE)
        memo_put(&kept_memory, kept_limit(cx), k->key, k->stamp, bytes);
}

static bool write_section(struct cx *cx, const struct keeping *k, const struct month *month,
                          size_t group, str *bytes)
{
    struct group_bill *bills;
    size_t count;
    TRY(month_bills(cx, month, group, &bills, &count));
    return k->form->write(cx, k->form->context, bills, count, bytes);
}

/* The bills of one group after the other, in the order of the groups. Each is forgotten as soon as
 * it is written: the next one finds its place in the processor's caches. */
static bool write_sections(struct cx *cx, struct keeping *k, const struct month *month)
{
    bool is_ok = true;
    struct cx part = cx_begin_part(cx);
    for (size_t i = 0; is_ok && i < k->now.section_count; i++) {
        str bytes = STR_NULL;
        is_ok = write_section(&part, k, month, i, &bytes);
        k->now.sections[i].bytes = str_copy(cx->arena, bytes);
        if (is_ok) /* what has failed says so in this memory */
            arena_reset(part.arena);
    }
    return cx_end_part(cx, &part, is_ok);
}

/* A customer's months have each their own SKUs. */
static bool read_common(struct cx *cx, const struct keeping *k, struct bill_request *request)
{
    struct kept_common *prices = k->months->prices;
    *request = k->form->request;
    if (!prices->month && str_is_null(cx->principal.billing_group_scope)) {
        struct cx whole = *cx;
        whole.arena = prices->arena;
        struct month *common = ARENA_NEW(prices->arena, struct month);
        if (!month_common(&whole, request, common))
            return fail_as(cx, &whole.failure);
        prices->month = common;
    }
    request->beside = prices->month;
    return true;
}

/* Rates all groups at once. What that takes is many times what is left of it. */
static bool rate_month(struct cx *cx, struct keeping *k, struct month *month)
{
    struct bill_request request;
    struct month rated;
    TRY(read_common(cx, k, &request));
    struct cx part = cx_begin_part(cx);
    str bytes = STR_NULL;
    bool is_ok = month_rate(&part, &request, &rated) && write_sections(&part, k, &rated);
    if (is_ok)
        bytes = kept_bytes_write(cx->arena, &rated, &k->now);
    TRY(cx_end_part(cx, &part, is_ok));
    TRY(check_size(cx, bytes));
    kept_bytes_read(cx->arena, bytes, month, &k->now);
    keep(cx, k, bytes);
    return true;
}

static int compare_sections(const void *left, const void *right)
{
    return memcmp(((const struct kept_section *)left)->group_id.b,
                  ((const struct kept_section *)right)->group_id.b, sizeof(uuid));
}

/* Takes what was kept under the same stamps. The groups that are left have changed. */
static size_t take_sections(struct keeping *k)
{
    size_t left = 0;
    struct kept_section *before = k->before.sections;
    if (k->before.section_count > 1)
        qsort(before, k->before.section_count, sizeof(*before), compare_sections);
    for (size_t i = 0; i < k->now.section_count; i++) {
        struct kept_section *section = &k->now.sections[i];
        const struct kept_section *found =
            bsearch(section, before, k->before.section_count, sizeof(*before), compare_sections);
        if (found && found->stamp.sum == section->stamp.sum)
            section->bytes = found->bytes;
        else
            left++;
    }
    return left;
}

static bool rate_groups(struct cx *cx, struct keeping *k)
{
    struct bill_request request = k->form->request;
    request.is_listed = true;
    for (size_t i = 0; i < k->now.section_count; i++) {
        struct kept_section *section = &k->now.sections[i];
        struct month month;
        if (!str_is_null(section->bytes))
            continue;
        request.billing_group_id = section->group_id;
        TRY(month_load(cx, &request, &month));
        TRY(k->form->write(cx, k->form->context, month.bills, month.bill_count, &section->bytes));
    }
    return true;
}

/* Fills k->now, and of the month all but the bills. */
static bool bring_up_to_date(struct cx *cx, struct keeping *k, struct month *month)
{
    str bytes = memo_get(&kept_memory, cx->arena, k->key, k->stamp);
    if (str_is_null(bytes))
        return rate_month(cx, k, month);
    kept_bytes_read(cx->arena, bytes, month, &k->before);
    bool is_current = k->before.presence.sum == k->now.presence.sum;
    size_t changed = take_sections(k);
    if (changed > RATED_SINGLY_MAX || (!is_current && !k->months->range.of_bills_only))
        return rate_month(cx, k, month);
    TRY(rate_groups(cx, k));
    k->now.presence = k->before.presence; /* what is unassigned is as old as it was */
    if (changed == 0 && k->before.section_count == k->now.section_count)
        return true;
    bytes = kept_bytes_write(cx->arena, month, &k->now);
    TRY(check_size(cx, bytes));
    keep(cx, k, bytes);
    return true;
}

bool kept_month_sections(struct cx *cx, const struct kept_months *months,
                         const struct kept_form *form, list *sections)
{
    struct keeping k = begin(cx, months, form);
    struct month month;
    TRY(bring_up_to_date(cx, &k, &month));
    *sections = (list){ k.now.sections, k.now.section_count, true };
    return true;
}

/* ---- bills ---- */

static bool write_bills(struct cx *cx, const void *context, const struct group_bill *bills,
                        size_t count, str *bytes)
{
    (void)context;
    *bytes = kept_bills_write(cx->arena, bills, count);
    return !str_is_null(*bytes) || fail(cx, ERR_internal, "a bill is larger than can be kept");
}

static void read_bills(struct cx *cx, const struct keeping *k, struct month *month)
{
    const struct group_row *groups = k->months->groups.items;
    size_t count = 0;
    for (size_t i = 0; i < k->now.section_count; i++)
        count += kept_bills_count(k->now.sections[i].bytes);
    month->bills = ARENA_ARRAY(cx->arena, struct group_bill, count);
    month->bill_count = 0;
    for (size_t i = 0; i < k->now.section_count; i++) {
        size_t first = month->bill_count;
        kept_bills_read(cx->arena, k->now.sections[i].bytes, k->months->skus, month);
        for (size_t b = first; b < month->bill_count; b++) {
            month->bills[b].name = groups[i].name;
            month->bills[b].bill_to = groups[i].bill_to;
        }
    }
}

bool kept_month_load(struct cx *cx, const struct kept_months *months, period p, struct month *month)
{
    struct kept_form bills = {
        .name = STR("bills"),
        .request = { .period = p, .payer_id = months->range.payer_id, .part_keys = KEPT_PARTS },
        .write = write_bills,
    };
    if (kept_limit(cx) == 0) {
        bills.request.part_keys = months->range.in_parts ? KEPT_PARTS : 0;
        return month_load(cx, &bills.request, month);
    }
    struct keeping k = begin(cx, months, &bills);
    TRY(bring_up_to_date(cx, &k, month));
    read_bills(cx, &k, month);
    return true;
}
