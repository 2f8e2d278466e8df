/* Bills from the database: the days of a month, cut anywhere, make the month; whole months come
 * from rollups, days from the charges themselves. */
#include "support/database.h"

#include "billing/bill_load.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

#define PARTNER "0a0a0000-0000-7000-8000-00000000000a"

static struct test_database *database;

/* Two accounts with a charge of each of two SKUs on every day of January and on the day before;
 * one of them changes its group on the 16th, and a rule of one group begins on the 10th. */
static const char *const seed =
    "insert into partners (id, slug, name, currency) values ('" PARTNER "', 'days', 'D', 'USD');"
    "insert into payers (partner_id, id, name, provider, external_id)"
    "  values ('" PARTNER "', '" PARTNER "', 'P', 'aws', '1');"
    "insert into accounts (partner_id, payer_id, provider, external_id)"
    "  select '" PARTNER "', '" PARTNER "', 'aws', i::text from generate_series(1, 2) i;"
    "insert into skus (partner_id, service, usage_type, operation, region, billing_entity, unit)"
    "  select '" PARTNER "', s, 'U', 'O', 'eu-west-1', 'AWS', 'Hrs'"
    "  from unnest(array['S1', 'S2']) s;"
    "insert into pricing_plans (partner_id, id, name)"
    "  values ('" PARTNER "', '" PARTNER "', 'Plan');"
    "insert into pricing_rules (partner_id, id, pricing_plan_id, scope, type, percent, service,"
    "    from_day)"
    "  values ('" PARTNER "', '" PARTNER "', '" PARTNER "', 'service', 'markup', 10, 'S1',"
    "    '2026-01-10');"
    "insert into billing_groups (partner_id, id, name, currency, pricing_plan_id) values"
    "  ('" PARTNER "', '0a0a0000-0000-7000-8000-000000000001', 'A', 'USD', '" PARTNER "'),"
    "  ('" PARTNER "', '0a0a0000-0000-7000-8000-000000000002', 'B', 'USD', null);"
    "insert into assignments (partner_id, billing_group_id, account_id, starts_on, ends_on)"
    "  select '" PARTNER "', ('0a0a0000-0000-7000-8000-00000000000' || g)::uuid, a.id, d, e"
    "  from (values ('1', 1, date '2020-01-01', null::date),"
    "    ('2', 1, '2020-01-01', '2026-01-16'), ('2', 2, '2026-01-16', null)) v (x, g, d, e)"
    "  join accounts a on a.partner_id = '" PARTNER "' and a.external_id = v.x;"
    "insert into drops (partner_id, id, payer_id, source, period, version, fingerprint, currency,"
    "    reconciled)"
    "  values ('" PARTNER "', '" PARTNER "', '" PARTNER "', 'upload', '2026-01-01', 1, '', 'USD',"
    "    true);"
    "select charge_partition('2026-01-01');"
    "insert into charge_series (partner_id, drop_id, period, account_id, sku_id, line_item_type,"
    "    kind, is_free, days, quantity, unblended, public_on_demand_cost)"
    "  select '" PARTNER "', '" PARTNER "', '2026-01-01', a.id, s.id, 'Usage', 'usage', false,"
    "    array_agg(date '2025-12-31' + d), array_agg(d + 1), array_agg(x), array_agg(x * 2)"
    "  from accounts a, skus s, generate_series(0, 31) d,"
    "    lateral (select (d * 37 + a.external_id::int * 5) % 100 / 100.0 + 1 as x) v"
    "  where a.partner_id = '" PARTNER "' and s.partner_id = '" PARTNER "'"
    "  group by a.id, s.id;"
    "insert into charge_rollups (partner_id, drop_id, account_id, sku_id, line_item_type, kind,"
    "    is_free, first_day, last_day, quantity, unblended, cost, public_on_demand_cost,"
    "    public_base, amortized, net_amortized)"
    "  select partner_id, drop_id, account_id, sku_id, line_item_type, kind, is_free, min(day),"
    "    max(day), sum(quantity), sum(unblended), sum(cost), sum(public_on_demand_cost),"
    "    sum(public_base), sum(amortized), sum(net_amortized)"
    "  from charges where partner_id = '" PARTNER "' group by 1, 2, 3, 4, 5, 6, 7;"
    "insert into rollup_blocks (partner_id, drop_id, account_id, rollups, block)"
    "  select partner_id, drop_id, account_id, count(*), string_agg(pack_rollup(r), ''::bytea)"
    "  from charge_rollups r where partner_id = '" PARTNER "' group by 1, 2, 3;"
    "insert into account_cubes (partner_id, drop_id, account_id, kind, unblended, cost,"
    "    public_on_demand_cost, amortized, net_amortized)"
    "  select partner_id, drop_id, account_id, kind, sum(unblended), sum(cost),"
    "    sum(public_on_demand_cost), sum(amortized), sum(net_amortized)"
    "  from charges where partner_id = '" PARTNER "' group by 1, 2, 3, 4;";

static const int32_t january = 20454; /* 2026-01-01 */

/* The bills of both groups for some days; 0: without that limit. */
static struct month load(unsigned part_keys, int32_t first, int32_t last)
{
    struct cx cx = test_cx(database, test_uuid(PARTNER));
    struct bill_request request = {
        .period = period_of_day((day){ january }),
        .part_keys = part_keys,
        .first_day = { first },
        .last_day = { last },
    };
    struct month month;
    assert_true(db_begin(&cx, database->pool, DB_APP, DB_READ));
    assert_true(month_load(&cx, &request, &month));
    db_rollback(&cx);
    assert_int_equal(month.bill_count, 2);
    return month;
}

static void assert_sum(const struct bill *whole, const struct bill *a, const struct bill *b)
{
    assert_true(whole->cost.v == a->cost.v + b->cost.v);
    assert_true(whole->pro_forma.v == a->pro_forma.v + b->pro_forma.v);
}

static void test_a_month_cut_anywhere_is_the_month(void **state)
{
    (void)state;
    struct month whole = load(0, 0, 0);
    assert_true(whole.bills[1].bill.cost.v > 0);
    for (int32_t cut = 0; cut < 30; cut++) {
        struct month before = load(0, 0, january + cut);
        struct month after = load(0, january + cut + 1, 0);
        for (size_t g = 0; g < 2; g++)
            assert_sum(&whole.bills[g].bill, &before.bills[g].bill, &after.bills[g].bill);
    }
}

static void test_limits_at_the_ends_are_none(void **state)
{
    (void)state;
    struct month whole = load(0, 0, 0);
    struct month limited = load(0, january, january + 30);
    assert_true(whole.bills[0].bill.cost.v == limited.bills[0].bill.cost.v);
    /* one of the last day only: what is dated outside the month is not in it */
    struct month but_first = load(0, january + 1, 0);
    assert_true(but_first.bills[0].bill.cost.v < whole.bills[0].bill.cost.v);
    struct month nothing = load(0, january + 20, january + 19);
    assert_int_equal(nothing.bills[0].bill.line_count, 0);
}

/* What the parts of these days come to. */
static struct bill sum_of_days(const struct bill *bill, int32_t first, int32_t last)
{
    struct bill sum = { .line_count = 0 };
    for (size_t i = 0; i < bill->line_count; i++) {
        for (size_t j = 0; j < bill->lines[i].part_count; j++) {
            const struct bill_part *part = &bill->lines[i].parts[j];
            if (part->day.days < first || part->day.days > last)
                continue;
            sum.cost.v += part->cost.v;
            sum.pro_forma.v += part->pro_forma.v;
        }
    }
    return sum;
}

static void test_parts_by_day_are_the_days(void **state)
{
    (void)state;
    struct month whole = load(0, 0, 0);
    struct month days = load(PART_DAY, 0, 0);
    struct month some = load(0, january + 4, january + 20);
    for (size_t g = 0; g < 2; g++) {
        struct bill all = sum_of_days(&days.bills[g].bill, INT32_MIN, INT32_MAX);
        assert_sum(&whole.bills[g].bill, &all, &(struct bill){ .line_count = 0 });
        struct bill part = sum_of_days(&days.bills[g].bill, january + 4, january + 20);
        assert_sum(&some.bills[g].bill, &part, &(struct bill){ .line_count = 0 });
    }
    /* the second of B's lines: 16 days of one account, the first of them the 16th */
    const struct bill_line *line = &days.bills[1].bill.lines[0];
    assert_int_equal(line->part_count, 16);
    assert_int_equal(line->parts[0].day.days, january + 15);
}

static void test_parts_know_sku_and_rule(void **state)
{
    (void)state;
    struct month month = load(PART_SKU | PART_RULE, january + 8, january + 9);
    const struct bill_line *line = &month.bills[0].bill.lines[0];
    assert_true(str_equal(line->service, STR("S1")));
    assert_int_equal(line->part_count, 2); /* the 9th without a rule, the 10th with it */
    assert_null(line->parts[0].rule);
    assert_non_null(line->parts[1].rule);
    assert_true(str_equal(line->parts[1].sku->region, STR("eu-west-1")));
    assert_true(str_equal(line->parts[1].sku->unit, STR("Hrs")));
    assert_true(line->parts[0].pro_forma.v == line->parts[0].base.v);
    assert_true(line->parts[1].pro_forma.v * 10 == line->parts[1].base.v * 11);
    assert_true(line->parts[1].quantity.v == decimal_of_int(11).v);
}

/* Both groups have the plan: its rule prices the lines of both. */
static void test_groups_share_the_rules_of_a_plan(void **state)
{
    (void)state;
    struct month alone = load(0, 0, 0);
    test_sql(database, "update billing_groups set pricing_plan_id = '" PARTNER "'");
    struct month month = load(PART_SKU | PART_RULE, 0, 0);
    test_sql(database, "update billing_groups set pricing_plan_id = null where name = 'B'");
    assert_true(month.bills[0].bill.pro_forma.v == alone.bills[0].bill.pro_forma.v);
    const struct bill_line *line = &month.bills[1].bill.lines[0]; /* all of it after the 10th */
    assert_int_equal(line->part_count, 1);
    assert_non_null(line->parts[0].rule);
    assert_true(line->parts[0].rule == month.bills[0].bill.lines[0].parts[1].rule);
    assert_true(line->pro_forma.v * 10 == line->parts[0].base.v * 11);
}

/* Of a reader who may see group B alone: B's bill as everybody sees it. */
static void test_a_limited_reader_has_the_same_bill(void **state)
{
    (void)state;
    struct month whole = load(0, 0, 0);
    struct cx cx = test_cx(database, test_uuid(PARTNER));
    cx.principal.billing_group_scope = STR("{0a0a0000-0000-7000-8000-000000000002}");
    struct bill_request request = { .period = period_of_day((day){ january }) };
    struct month month;
    assert_true(db_begin(&cx, database->pool, DB_APP, DB_READ));
    assert_true(month_load(&cx, &request, &month));
    db_rollback(&cx);
    assert_int_equal(month.bill_count, 1);
    assert_true(month.bills[0].bill.cost.v > 0);
    assert_true(month.bills[0].bill.cost.v == whole.bills[1].bill.cost.v);
    assert_true(month.bills[0].bill.pro_forma.v == whole.bills[1].bill.pro_forma.v);
}

static void test_a_damaged_block_is_an_error(void **state)
{
    (void)state;
    static const char *const damages[] = {
        "substr(block, 1, length(block) - 1)",               /* cut short */
        "block || block || '\\x00'",                         /* something behind it */
        "overlay(block placing '\\xffffffffffffff' from 1)", /* no such SKU */
        "overlay(block placing '\\x7f' from 9)",             /* begins after its end */
        "overlay(block placing '\\x0000' from 19)",          /* a kind without a name */
    };
    test_sql(database, "create table whole_blocks as select * from rollup_blocks");
    for (size_t i = 0; i < sizeof(damages) / sizeof(damages[0]); i++) {
        struct cx cx = test_cx(database, test_uuid(PARTNER));
        struct bill_request request = { .period = period_of_day((day){ january }) };
        struct month month;
        str change = str_format(cx.arena, "update rollup_blocks set block = %s", damages[i]);
        test_sql(database, change.ptr);
        assert_true(db_begin(&cx, database->pool, DB_APP, DB_READ));
        assert_false(month_load(&cx, &request, &month));
        assert_int_equal(cx.failure.code, ERR_internal);
        db_rollback(&cx);
        test_sql(database, "update rollup_blocks b set block = w.block from whole_blocks w"
                           " where w.account_id = b.account_id");
    }
    test_sql(database, "drop table whole_blocks");
}

static int set_up(void **state)
{
    (void)state;
    database = test_database_new();
    test_sql(database, seed);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    test_database_free(&database);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_month_cut_anywhere_is_the_month),
        cmocka_unit_test(test_limits_at_the_ends_are_none),
        cmocka_unit_test(test_parts_by_day_are_the_days),
        cmocka_unit_test(test_parts_know_sku_and_rule),
        cmocka_unit_test(test_groups_share_the_rules_of_a_plan),
        cmocka_unit_test(test_a_limited_reader_has_the_same_bill),
        cmocka_unit_test(test_a_damaged_block_is_an_error),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
