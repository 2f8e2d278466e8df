/* Totals of a month, the share of what is charged for the whole of it, figures and movers. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#undef fail

#include <string.h>

#include "core/arena.h"
#include "insights/overview.h"

static decimal D(const char *text)
{
    decimal value = DECIMAL_ZERO;
    assert_true(decimal_parse(str_of(text), &value) == DECIMAL_OK);
    return value;
}

static void assert_text(str actual, const char *expected)
{
    if (!expected) {
        assert_true(str_is_null(actual));
        return;
    }
    assert_int_equal(actual.len, strlen(expected));
    assert_memory_equal(actual.ptr, expected, actual.len);
}

static struct bill_line line(const char *account, const char *service, enum line_kind kind,
                             const char *cost, const char *pro_forma)
{
    return (struct bill_line){
        .account_id = str_of(account),
        .account_name = str_of(account),
        .service = str_of(service),
        .kind = kind,
        .cost = D(cost),
        .pro_forma = D(pro_forma),
    };
}

static struct group_bill bill_of(struct bill_line *lines, size_t count, const char *currency)
{
    struct group_bill bill = { .currency = str_of(currency), .is_main = true };
    bill.name = STR("Group");
    bill.bill.lines = lines;
    bill.bill.line_count = count;
    assert_true(bill_total(&bill.bill));
    return bill;
}

static void totals_are_of_rounded_bills_of_one_currency(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct bill_line first[] = { line("1", "A", LINE_USAGE, "10.004", "12.004") };
    struct bill_line second[] = { line("2", "A", LINE_USAGE, "10.004", "12.004") };
    struct bill_line third[] = { line("3", "A", LINE_USAGE, "1000", "2000") };
    struct group_bill bills[] = { bill_of(first, 1, "USD"), bill_of(second, 1, "USD"),
                                  bill_of(third, 1, "CNY") };
    struct currency_share shares[] = { { STR("CNY"), { 1, D("7") } },
                                       { STR("USD"), { 2, D("3.005") } } };
    struct month month = { .bills = bills, .bill_count = 3, .shares = shares, .share_count = 2 };
    struct month_totals totals;
    assert_true(month_totals(&month, STR("USD"), &totals));
    assert_true(totals.revenue.v == D("24").v && totals.cost.v == D("20").v);
    assert_true(totals.margin.v == D("4").v && totals.unassigned.v == D("3.01").v);
    assert_true(totals.margin_percent.value.v == D("16.6611").v);
    arena_free(&arena);
}

static void only_what_stands_for_the_month_is_shared(void **state)
{
    (void)state;
    struct bill_line some[] = {
        line("1", "A", LINE_CREDIT, "-50", "0"),  line("1", "A", LINE_DISCOUNT, "-30", "-15"),
        line("1", "A", LINE_USAGE, "100", "120"), line("1", "B", LINE_DISCOUNT, "-3", "0"),
        line("1", "B", LINE_SUPPORT, "31", "62"), line("1", "B", LINE_TAX, "10", "10"),
        line("2", "B", LINE_TAX, "1", "1"),
    };
    struct bill_line all[] = {
        line("1", "A", LINE_CREDIT, "-50", "0"),  line("1", "A", LINE_DISCOUNT, "-30", "-15"),
        line("1", "A", LINE_USAGE, "100", "120"), line("1", "B", LINE_DISCOUNT, "-9", "0"),
        line("1", "B", LINE_SUPPORT, "31", "62"), line("1", "B", LINE_TAX, "10", "10"),
        line("1", "C", LINE_USAGE, "1", "1"),
    };
    static const char *const expected[][2] = {
        { "-50", "0" }, { "-9.677419354839", "-4.838709677419" }, { "100", "120" },
        { "-3", "0" }, /* day by day: 6 more came later */
        { "10", "20" }, { "3.225806451613", "3.225806451613" },   { "1", "1" },
    };
    struct group_bill part = bill_of(some, 7, "USD");
    struct group_bill whole = bill_of(all, 7, "USD");
    struct month some_days = { .bills = &part, .bill_count = 1 };
    struct month month = { .bills = &whole, .bill_count = 1 };
    assert_true(month_share_lines(&some_days, &month, 10, 31));
    for (size_t i = 0; i < 7; i++) {
        assert_true(part.bill.lines[i].cost.v == D(expected[i][0]).v);
        assert_true(part.bill.lines[i].pro_forma.v == D(expected[i][1]).v);
    }
    assert_true(part.bill.cost.v == D("51.548387096774").v);
}

static void figures_compare_what_is_shown(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    decimal previous = D("-80.00");
    decimal full = D("-200");
    decimal nothing = DECIMAL_ZERO;
    const struct change_figure *figure = change_figure(arena, D("20.50"), &previous, &full, 2);
    assert_text(figure->current, "20.50");
    assert_text(figure->previous, "-80.00");
    assert_text(figure->previous_full, "-200.00");
    assert_text(figure->change, "100.50");
    assert_text(figure->change_percent, "125.6250");
    figure = change_figure(arena, D("5"), &nothing, &nothing, 0);
    assert_text(figure->change, "5");
    assert_text(figure->change_percent, NULL);
    figure = change_figure(arena, D("5"), NULL, NULL, 0);
    assert_text(figure->previous, NULL);
    assert_text(figure->change, NULL);
    arena_free(&arena);
}

static void movers_stand_by_kind_and_size(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct bill_line before[] = { line("1", "A", LINE_USAGE, "10", "1"),
                                  line("1", "B", LINE_USAGE, "5", "2"),
                                  line("2", "A", LINE_USAGE, "1", "1") };
    struct bill_line after[] = { line("1", "A", LINE_USAGE, "9", "1"),
                                 line("1", "B", LINE_USAGE, "55", "2"),
                                 line("2", "A", LINE_USAGE, "1", "9") };
    struct group_bill old = bill_of(before, 3, "USD");
    struct group_bill new = bill_of(after, 3, "USD");
    struct month previous = { .bills = &old, .bill_count = 1 };
    struct month current = { .bills = &new, .bill_count = 1 };
    list movers;
    assert_true(month_movers(arena, &previous, &current, STR("USD"), true, &movers));
    static const char *const of_cost[][3] = {
        { "service", "B", "50.00" },
        { "service", "A", "-1.00" },
        { "account", "1", "49.00" },
        { "account", "2", "0.00" },
        { "billing_group", "00000000-0000-0000-0000-000000000000", "49.00" },
    };
    const struct mover *items = movers.items;
    assert_int_equal(movers.count, 5);
    for (size_t i = 0; i < 5; i++) {
        assert_text(items[i].kind, of_cost[i][0]);
        assert_text(items[i].key, of_cost[i][1]);
        assert_text(items[i].change, of_cost[i][2]);
    }
    assert_true(month_movers(arena, &previous, &current, STR("USD"), false, &movers));
    items = movers.items;
    assert_text(items[0].key, "A");
    assert_text(items[0].change, "8.00");
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(totals_are_of_rounded_bills_of_one_currency),
        cmocka_unit_test(only_what_stands_for_the_month_is_shared),
        cmocka_unit_test(figures_compare_what_is_shown),
        cmocka_unit_test(movers_stand_by_kind_and_size),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
