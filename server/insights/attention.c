#include "insights/attention.h"

#include "core/json.h"
#include "db/db.h"
#include "insights/attention.sql.h"

#include <string.h>

#define TODAY_MAX (1024 * 1024)

static const struct field attention_fields[] = {
    FIELD(struct attention, kind,
          .doc = "unassigned_accounts, negative_margin, no_plan, unknown_types, failed_job, "
                 "unreconciled_drop, stale_data or no_current_data"),
    FIELD(struct attention, severity, .doc = "warning or critical"),
    FIELD(struct attention, billing_group_id, .flags = FIELD_OMIT_ABSENT),
    FIELD(struct attention, payer_id, .flags = FIELD_OMIT_ABSENT),
    FIELD(struct attention, drop_id, .flags = FIELD_OMIT_ABSENT),
    FIELD(struct attention, job_id, .flags = FIELD_OMIT_ABSENT),
    FIELD(struct attention, label, .flags = FIELD_OMIT_ABSENT, .doc = "Whom it is about"),
    FIELD(struct attention, amount, .flags = FIELD_OMIT_ABSENT,
          .doc = "The margin of negative_margin, else the cost"),
    FIELD(struct attention, count, .doc = "Of accounts, types, failures or days"),
    FIELDS_END
};
const struct shape attention_shape =
    SHAPE("Attention", struct attention, attention_fields, .doc = "Something that needs a person");

/* In the order they are told in. */
static const struct {
    str kind;
    bool is_critical;
} kinds[] = {
    { STR("negative_margin"), true },   { STR("failed_job"), true },
    { STR("unreconciled_drop"), true }, { STR("unassigned_accounts"), false },
    { STR("no_plan"), false },          { STR("unknown_types"), false },
    { STR("stale_data"), false },       { STR("no_current_data"), false },
};
#define KIND_COUNT (sizeof(kinds) / sizeof(kinds[0]))

/* What the statements are limited to. */
struct attention_scope {
    period period;
    uuid payer_id;
    int64_t failures_of_days;
    int64_t stale_after_days;
    int64_t expected_from_day;
    int64_t missed_for_months;
};
static const struct field scope_fields[] = { FIELD(struct attention_scope, period),
                                             FIELD(struct attention_scope, payer_id,
                                                   .flags = FIELD_NULLABLE),
                                             FIELD(struct attention_scope, failures_of_days),
                                             FIELD(struct attention_scope, stale_after_days),
                                             FIELD(struct attention_scope, expected_from_day),
                                             FIELD(struct attention_scope, missed_for_months),
                                             FIELDS_END };
static const struct shape scope_shape =
    SHAPE("AttentionScope", struct attention_scope, scope_fields);

/* Lists as they are found, before they are put in order. */
struct found {
    list lists[8];
    size_t count;
    size_t items;
};

static void add_list(struct found *found, list items, const char *kind)
{
    struct attention *first = items.items;
    for (size_t i = 0; i < items.count && kind; i++)
        first[i].kind = str_of(kind);
    found->lists[found->count++] = items;
    found->items += items.count;
}

/* ---- from the bills ---- */

static void add_unassigned(struct arena *arena, const struct month *month, str currency,
                           struct found *found)
{
    struct attention *item = ARENA_NEW(arena, struct attention);
    for (size_t i = 0; i < month->share_count; i++) {
        if (!str_equal(month->shares[i].currency, currency))
            continue;
        item->count = month->shares[i].unassigned.accounts;
        item->amount = decimal_shown(arena, month->shares[i].unassigned.cost, places_of(currency));
    }
    add_list(found, (list){ item, item->count > 0, true }, "unassigned_accounts");
}

/* A group with accounts out of sight lacks its custom charges: its margin says nothing. */
static void add_negative_margins(struct arena *arena, const struct month *month,
                                 struct found *found)
{
    struct attention *items = ARENA_ARRAY(arena, struct attention, month->bill_count);
    size_t count = 0;
    for (size_t i = 0; i < month->bill_count; i++) {
        const struct group_bill *bill = &month->bills[i];
        struct bill rounded;
        if (bill->bill.margin.v >= 0 || bill->is_partial ||
            !bill_round(arena, &bill->bill, places_of(bill->currency), &rounded))
            continue;
        items[count++] = (struct attention){
            .billing_group_id = bill->billing_group_id,
            .label = bill->name,
            .amount = decimal_shown(arena, rounded.margin, places_of(bill->currency)),
            .count = bill->accounts,
        };
    }
    add_list(found, (list){ items, count, true }, "negative_margin");
}

static bool add_groups_without_plan(struct cx *cx, const struct month *month,
                                    const struct attention_scope *scope, struct found *found)
{
    list groups;
    TRY(db_all(cx, &sql_attention_groups_without_plan, IN(scope_shape, scope), IN_NONE,
               &attention_shape, &groups));
    struct attention *items = groups.items;
    size_t count = 0;
    for (size_t i = 0; i < groups.count; i++) {
        for (size_t b = 0; b < month->bill_count; b++) {
            const struct group_bill *bill = &month->bills[b];
            if (!bill->is_main || bill->bill.line_count == 0 ||
                !uuid_equal(bill->billing_group_id, items[i].billing_group_id))
                continue;
            items[count++] = (struct attention){
                .billing_group_id = bill->billing_group_id,
                .label = bill->name,
                .amount = decimal_shown(cx->arena, bill->bill.cost, places_of(bill->currency)),
                .count = bill->accounts,
            };
        }
    }
    add_list(found, (list){ items, count, true }, "no_plan");
    return true;
}

/* ---- from the data ---- */

static bool add_rows(struct cx *cx, const struct sql *sql, const struct attention_scope *scope,
                     const char *kind, struct found *found)
{
    list items;
    TRY(db_all(cx, sql, IN(scope_shape, scope), IN_NONE, &attention_shape, &items));
    add_list(found, items, kind);
    return true;
}

static bool add_today(struct cx *cx, const struct attention_scope *scope, struct found *found)
{
    return add_rows(cx, &sql_attention_failed_jobs, scope, NULL, found) &&
           add_rows(cx, &sql_attention_late_payers, scope, NULL, found);
}

/* ---- in order ---- */

static list in_order(struct arena *arena, const struct found *found)
{
    struct attention *items = ARENA_ARRAY(arena, struct attention, found->items);
    size_t count = 0;
    for (size_t k = 0; k < KIND_COUNT; k++) {
        for (size_t l = 0; l < found->count; l++) {
            const struct attention *from = found->lists[l].items;
            for (size_t i = 0; i < found->lists[l].count; i++) {
                if (!str_equal(from[i].kind, kinds[k].kind))
                    continue;
                items[count] = from[i];
                items[count++].severity = kinds[k].is_critical ? STR("critical") : STR("warning");
            }
        }
    }
    return (list){ items, count, true };
}

static struct attention_scope scope_of(period p, uuid payer_id)
{
    return (struct attention_scope){
        .period = p,
        .payer_id = payer_id,
        .failures_of_days = FAILURES_OF_DAYS,
        .stale_after_days = STALE_AFTER_DAYS,
        .expected_from_day = EXPECTED_FROM_DAY,
        .missed_for_months = MISSED_FOR_MONTHS,
    };
}

bool attention_load(struct cx *cx, const struct month *month, str currency, uuid payer_id,
                    bool is_newest, list *items)
{
    struct attention_scope scope = scope_of(month->period, payer_id);
    struct found found = { .count = 0 };
    add_unassigned(cx->arena, month, currency, &found);
    add_negative_margins(cx->arena, month, &found);
    TRY(add_groups_without_plan(cx, month, &scope, &found));
    TRY(add_rows(cx, &sql_attention_unknown_types, &scope, "unknown_types", &found));
    if (is_newest)
        TRY(add_today(cx, &scope, &found));
    *items = in_order(cx->arena, &found);
    return true;
}

bool attention_today(struct cx *cx, uuid payer_id, str *text)
{
    struct attention_scope scope = scope_of(PERIOD_NONE, payer_id);
    struct found found = { .count = 0 };
    TRY(add_today(cx, &scope, &found));
    list items = in_order(cx->arena, &found);
    struct strbuf out = strbuf_new(cx->arena, TODAY_MAX);
    struct json_writer writer = json_writer(&out, cx->principal.permissions);
    json_shape_list(&writer, &attention_shape, items.items, items.count);
    *text = strbuf_str(&out);
    return true;
}
