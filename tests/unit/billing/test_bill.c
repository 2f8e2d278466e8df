/* Rounding (pricing.md §3): largest remainder, negative figures, ties, parts, percent. */
#include "month.h"

#include "billing/bill.h"

/* A bill of lines with these pro forma and cost figures, and custom charges with these amounts. */
struct figures_said {
    const char *pro_forma[8], *cost[8], *charges[8];
};

/* Lines alone; one line and custom charges. */
#define LINES(...)                                                                                 \
    {                                                                                              \
        { __VA_ARGS__ }, { NULL },                                                                 \
        {                                                                                          \
            NULL                                                                                   \
        }                                                                                          \
    }
#define LINES_AND(line, ...)                                                                       \
    {                                                                                              \
        { line }, { NULL },                                                                        \
        {                                                                                          \
            __VA_ARGS__                                                                            \
        }                                                                                          \
    }

static struct bill bill_of(struct arena *arena, const struct figures_said *said)
{
    struct bill bill = { .lines = ARENA_ARRAY(arena, struct bill_line, 8),
                         .custom_charges = ARENA_ARRAY(arena, struct bill_charge, 8) };
    for (; said->pro_forma[bill.line_count]; bill.line_count++) {
        struct bill_line *line = &bill.lines[bill.line_count];
        line->pro_forma = D(said->pro_forma[bill.line_count]);
        line->cost = D(said->cost[bill.line_count] ? said->cost[bill.line_count] : "0");
    }
    for (; said->charges[bill.custom_charge_count]; bill.custom_charge_count++)
        bill.custom_charges[bill.custom_charge_count].amount =
            D(said->charges[bill.custom_charge_count]);
    assert_true(bill_total(&bill));
    return bill;
}

static void figures_round_to_their_total(void **state)
{
    static const struct {
        int places;
        struct figures_said exact, rounded;
        const char *total;
    } cases[] = {
        { 2, LINES("0.333", "0.333", "0.334"), LINES("0.33", "0.33", "0.34"), "1" },
        { 2, LINES("0.005", "0.005"), LINES("0.01", "0"), "0.01" },
        /* ties go to the lower key, also between a line and a custom charge */
        { 2, LINES_AND("0.005", "0.005"), LINES_AND("0.01", "0"), "0.01" },
        /* half away from zero, below zero too */
        { 2, LINES("-0.005"), LINES("-0.01"), "-0.01" },
        { 2, LINES("-0.004"), LINES("0"), "0" },
        /* floors go towards minus infinity: -0.011 leaves a remainder of 0.009 */
        { 2, LINES("-0.011", "0.006"), LINES("-0.01", "0"), "-0.01" },
        { 2, LINES("10.999", "-10.994"), LINES("11", "-10.99"), "0.01" },
        { 2, LINES_AND("282.7", "50", "8.481", "-33.27"),
          LINES_AND("282.7", "50", "8.48", "-33.27"), "307.91" },
        /* yen and dinar */
        { 0, LINES("0.5", "0.5", "0.5"), LINES("1", "1", "0"), "2" },
        { 3, LINES("0.0005", "1"), LINES("0.001", "1"), "1.001" },
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct bill exact = bill_of(*state, &cases[i].exact);
        struct bill rounded;
        assert_true(bill_round(*state, &exact, cases[i].places, &rounded));
        for (size_t j = 0; j < rounded.line_count; j++)
            assert_decimal(rounded.lines[j].pro_forma, cases[i].rounded.pro_forma[j]);
        for (size_t j = 0; j < rounded.custom_charge_count; j++)
            assert_decimal(rounded.custom_charges[j].amount, cases[i].rounded.charges[j]);
        assert_decimal(rounded.pro_forma, cases[i].total);
    }
}

static void cost_rounds_over_its_own_lines(void **state)
{
    struct figures_said said = { .pro_forma = { "1.004", "1.004", "0" },
                                 .cost = { "0.004", "0.004", "0.004" },
                                 .charges = { "0.001" } };
    struct bill exact = bill_of(*state, &said);
    struct bill rounded;
    assert_true(bill_round(*state, &exact, 2, &rounded));
    assert_decimal(rounded.cost, "0.01");
    assert_decimal(rounded.lines[0].cost, "0.01");
    assert_decimal(rounded.lines[1].cost, "0");
    assert_decimal(rounded.pro_forma, "2.01");
    assert_decimal(rounded.lines[0].pro_forma, "1.01");
    assert_decimal(rounded.subtotal, "2.01");
    assert_decimal(rounded.margin, "2");
    assert_decimal(exact.margin, "1.997");
    assert_decimal(exact.lines[0].cost, "0.004");
}

static void parts_add_up_to_their_rounded_line(void **state)
{
    struct bill_part parts[] = { { .pro_forma = D("0.006"), .cost = D("-0.004") },
                                 { .pro_forma = D("0.006"), .cost = D("-0.004") },
                                 { .pro_forma = D("-0.007"), .cost = D("-0.004") } };
    struct bill_line lines[] = {
        { .pro_forma = D("0.005"), .cost = D("-0.012"), .parts = parts, .part_count = 3 },
        { .pro_forma = D("0.009") },
    };
    struct bill exact = { .lines = lines, .line_count = 2 };
    assert_true(bill_total(&exact));
    struct bill rounded;
    assert_true(bill_round(*state, &exact, 2, &rounded));
    assert_decimal(rounded.pro_forma, "0.01");
    assert_decimal(rounded.lines[0].pro_forma, "0"); /* the unit went to the second line */
    const struct bill_part *split = rounded.lines[0].parts;
    assert_decimal(split[0].pro_forma, "0.01"); /* remainders .006 .006 .003, floors 0 0 -.01 */
    assert_decimal(split[1].pro_forma, "0");
    assert_decimal(split[2].pro_forma, "-0.01");
    assert_decimal(rounded.lines[0].cost, "-0.01");
    assert_decimal(split[0].cost, "0");
    assert_decimal(split[1].cost, "0");
    assert_decimal(split[2].cost, "-0.01");
    assert_decimal(parts[0].cost, "-0.004");
}

static void percents_have_four_places(void **state)
{
    (void)state;
    static const struct {
        const char *part, *whole, *expected; /* NULL: none */
    } cases[] = {
        { "67.911", "307.911", "22.0554" },
        { "1", "0", NULL },
        { "-1", "3", "-33.3333" },
        { "2", "3", "66.6667" },
        { "-2", "-3", "66.6667" },
        { "0.0000005", "1", "0.0001" },
        { "0.00000049", "1", "0" },
        { "-0.0000005", "1", "-0.0001" },
        { "0", "5", "0" },
        { "90000000000000", "0.000000000001", NULL },
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        maybe_decimal percent = percent_of(D(cases[i].part), D(cases[i].whole));
        assert_int_equal(percent.is_present, cases[i].expected != NULL);
        if (cases[i].expected)
            assert_decimal(percent.value, cases[i].expected);
    }
    /* a loss that shrinks is a rise */
    assert_decimal(percent_of_change(D("1"), D("-3")).value, "33.3333");
    assert_false(percent_of_change(D("1"), D("0")).is_present);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        billing_test(figures_round_to_their_total),
        billing_test(cost_rounds_over_its_own_lines),
        billing_test(parts_add_up_to_their_rounded_line),
        billing_test(percents_have_four_places),
    };
    return cmocka_run_group_tests_name("bill", tests, NULL, NULL);
}
