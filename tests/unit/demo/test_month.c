/* The rows of the demo's months, added up again from their texts by the formulas of
 * pricing.md §8, which the generator itself never uses. */
#include "demo/month.h"

#include "core/decimal.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define ARNS_MAX 64
#define TYPES_MAX 32

/* Sums of one savings plan or reservation in one payer's month. */
struct arn_sums {
    str arn;
    decimal covered, negated, effective, committed, used, recurring, upfront, unused;
};

struct sums {
    decimal unblended, net, amortized, true_up, upfront, net_amortized, net_upfront;
    struct arn_sums arns[ARNS_MAX];
    size_t arn_count;
    str types[TYPES_MAX];
    size_t type_count;
    size_t rows;
    uint64_t digest;
    day first, last;
    bool has_net;
};

static const day today = { 20400 }; /* 2025-11-08 */

static struct cx new_cx(void)
{
    return (struct cx){ .arena = arena_new() };
}

static bool is(const struct cur_row *row, enum cur_column column, const char *text)
{
    return str_equal(row->cells[column], str_of(text));
}

static decimal number(const struct cur_row *row, enum cur_column column)
{
    decimal value = DECIMAL_ZERO;
    if (row->cells[column].len > 0)
        assert_int_equal(decimal_parse(row->cells[column], &value), DECIMAL_OK);
    return value;
}

static void add(decimal *sum, decimal value)
{
    assert_true(decimal_add(*sum, value, sum));
}

static decimal minus(decimal a, decimal b)
{
    decimal difference;
    assert_true(decimal_sub(a, b, &difference));
    return difference;
}

static void assert_equal(decimal a, decimal b)
{
    char left[DECIMAL_TEXT_MAX], right[DECIMAL_TEXT_MAX];
    decimal_format(a, left);
    decimal_format(b, right);
    assert_string_equal(left, right);
}

static struct arn_sums *sums_of(struct sums *sums, str arn)
{
    for (size_t i = 0; i < sums->arn_count; i++)
        if (str_equal(sums->arns[i].arn, arn))
            return &sums->arns[i];
    assert_true(sums->arn_count < ARNS_MAX);
    sums->arns[sums->arn_count].arn = arn;
    return &sums->arns[sums->arn_count++];
}

static void note_type(struct sums *sums, str type)
{
    for (size_t i = 0; i < sums->type_count; i++)
        if (str_equal(sums->types[i], type))
            return;
    assert_true(sums->type_count < TYPES_MAX);
    sums->types[sums->type_count++] = type;
}

static decimal amortized(const struct cur_row *row, bool net)
{
    if (is(row, CUR_TYPE, "SavingsPlanCoveredUsage"))
        return number(row, net ? CUR_SP_NET_EFFECTIVE_COST : CUR_SP_EFFECTIVE_COST);
    if (is(row, CUR_TYPE, "SavingsPlanRecurringFee"))
        return minus(number(row, CUR_SP_COMMITMENT), number(row, CUR_SP_USED));
    if (is(row, CUR_TYPE, "SavingsPlanNegation") || is(row, CUR_TYPE, "SavingsPlanUpfrontFee"))
        return DECIMAL_ZERO;
    if (is(row, CUR_TYPE, "DiscountedUsage"))
        return number(row, net ? CUR_RI_NET_EFFECTIVE_COST : CUR_RI_EFFECTIVE_COST);
    if (is(row, CUR_TYPE, "RIFee")) {
        decimal unused = number(row, net ? CUR_RI_NET_UNUSED_UPFRONT : CUR_RI_UNUSED_UPFRONT);
        add(&unused, number(row, net ? CUR_RI_NET_UNUSED_RECURRING : CUR_RI_UNUSED_RECURRING));
        return unused;
    }
    if (is(row, CUR_TYPE, "Fee") && row->cells[CUR_RI_ARN].len > 0)
        return DECIMAL_ZERO;
    return number(row, net ? CUR_NET_UNBLENDED_COST : CUR_UNBLENDED_COST);
}

static void add_savings_plan(struct sums *sums, const struct cur_row *row)
{
    struct arn_sums *plan = sums_of(sums, row->cells[CUR_SP_ARN]);
    if (is(row, CUR_TYPE, "SavingsPlanCoveredUsage")) {
        add(&plan->covered, number(row, CUR_UNBLENDED_COST));
        add(&plan->effective, number(row, CUR_SP_EFFECTIVE_COST));
    } else if (is(row, CUR_TYPE, "SavingsPlanNegation")) {
        add(&plan->negated, number(row, CUR_UNBLENDED_COST));
    } else if (is(row, CUR_TYPE, "SavingsPlanRecurringFee")) {
        add(&plan->committed, number(row, CUR_SP_COMMITMENT));
        add(&plan->used, number(row, CUR_SP_USED));
        add(&plan->recurring, number(row, CUR_UNBLENDED_COST));
        add(&plan->upfront, number(row, CUR_SP_UPFRONT_FOR_PERIOD));
        add(&sums->true_up, decimal_neg(number(row, CUR_SP_UPFRONT_FOR_PERIOD)));
    } else {
        assert_true(is(row, CUR_TYPE, "SavingsPlanUpfrontFee"));
        add(&sums->upfront, number(row, CUR_UNBLENDED_COST));
    }
}

static void add_reservation(struct sums *sums, const struct cur_row *row)
{
    struct arn_sums *reservation = sums_of(sums, row->cells[CUR_RI_ARN]);
    if (is(row, CUR_TYPE, "DiscountedUsage")) {
        assert_equal(number(row, CUR_UNBLENDED_COST), DECIMAL_ZERO);
        add(&reservation->effective, number(row, CUR_RI_EFFECTIVE_COST));
    } else if (is(row, CUR_TYPE, "RIFee")) {
        add(&reservation->recurring, number(row, CUR_UNBLENDED_COST));
        add(&reservation->upfront, number(row, CUR_RI_UPFRONT_FOR_PERIOD));
        add(&reservation->unused, amortized(row, false));
        add(&sums->true_up, decimal_neg(number(row, CUR_RI_UPFRONT_FOR_PERIOD)));
    } else {
        assert_true(is(row, CUR_TYPE, "Fee"));
        add(&sums->upfront, number(row, CUR_UNBLENDED_COST));
    }
}

static void digest(struct sums *sums, const struct cur_row *row)
{
    for (int c = 0; c < CUR_COLUMN_COUNT; c++)
        for (size_t i = 0; i <= row->cells[c].len; i++) {
            unsigned char byte =
                i < row->cells[c].len ? (unsigned char)row->cells[c].ptr[i] : (unsigned char)0xff;
            assert_true(byte >= 0x20);
            sums->digest = (sums->digest ^ byte) * 1099511628211U;
        }
}

static bool take(struct cx *cx, void *context, const struct cur_row *row)
{
    struct sums *sums = context;
    day start;
    (void)cx;
    assert_true(day_of_timestamp(row->cells[CUR_USAGE_START], &start));
    if (start.days > sums->last.days)
        sums->last = start;
    note_type(sums, row->cells[CUR_TYPE]);
    digest(sums, row);
    sums->rows++;
    sums->has_net |= row->cells[CUR_NET_UNBLENDED_COST].len > 0;
    add(&sums->unblended, number(row, CUR_UNBLENDED_COST));
    add(&sums->net, number(row, CUR_NET_UNBLENDED_COST));
    add(&sums->amortized, amortized(row, false));
    add(&sums->net_amortized, amortized(row, true));
    if (row->cells[CUR_SP_ARN].len > 0)
        add_savings_plan(sums, row);
    if (row->cells[CUR_RI_ARN].len > 0)
        add_reservation(sums, row);
    return true;
}

static void run(struct sums *sums, day now, size_t payer, int month, struct cx *cx)
{
    struct demo demo = demo_of_day(now);
    assert_true(demo_month(cx, &demo, payer, month, (struct cur_sink){ take, sums }));
}

static void each_month(void (*check)(struct sums *sums, size_t payer, int month))
{
    for (size_t payer = 0; payer < demo_payer_count; payer++)
        for (int month = 0; month < DEMO_MONTHS; month++) {
            struct cx cx = new_cx();
            struct sums sums = { 0 };
            run(&sums, today, payer, month, &cx);
            check(&sums, payer, month);
            arena_free(&cx.arena);
        }
}

static decimal sum(decimal a, decimal b, decimal c)
{
    add(&a, b);
    add(&a, c);
    return a;
}

static void check_identity(struct sums *sums, size_t payer, int month)
{
    (void)month;
    assert_true(sums->rows > 1000);
    assert_equal(sum(sums->amortized, sums->true_up, sums->upfront), sums->unblended);
    assert_int_equal(sums->has_net, demo_payers[payer].discount == DISCOUNT_COLUMNS);
    if (sums->has_net) {
        assert_equal(sum(sums->net_amortized, sums->true_up, sums->upfront), sums->net);
        assert_true(decimal_compare(sums->net, sums->unblended) < 0);
    }
}

static void test_amortized_cost_explains_unblended(void **state)
{
    (void)state;
    each_month(check_identity);
}

static void check_commitments(struct sums *sums, size_t payer, int month)
{
    (void)payer;
    (void)month;
    for (size_t i = 0; i < sums->arn_count; i++) {
        const struct arn_sums *a = &sums->arns[i];
        decimal paid = sum(a->recurring, a->upfront, DECIMAL_ZERO);
        if (str_starts(a->arn, STR("arn:aws:savingsplans:"))) {
            assert_equal(decimal_neg(a->negated), a->covered);
            assert_equal(a->used, a->effective);
            assert_equal(a->committed, paid);
            assert_true(decimal_compare(a->effective, a->covered) < 0);
            assert_true(decimal_compare(a->used, DECIMAL_ZERO) > 0);
            assert_true(decimal_compare(a->used, a->committed) <= 0);
        } else {
            assert_equal(sum(a->effective, a->unused, DECIMAL_ZERO), paid);
            assert_true(decimal_compare(a->effective, DECIMAL_ZERO) > 0);
        }
    }
}

static void test_commitments_add_up(void **state)
{
    (void)state;
    each_month(check_commitments);
}

static void test_every_line_item_type_is_there(void **state)
{
    static const char *const wanted[] = {
        "Usage",
        "DiscountedUsage",
        "SavingsPlanCoveredUsage",
        "SavingsPlanNegation",
        "SavingsPlanRecurringFee",
        "SavingsPlanUpfrontFee",
        "RIFee",
        "Fee",
        "Credit",
        "Refund",
        "Tax",
        "EdpDiscount",
        "SppDiscount",
        "PrivateRateDiscount",
        "BundledDiscount",
        "FlatRateSubscription",
    };
    struct cx cx = new_cx();
    struct sums all = { 0 };
    (void)state;
    for (size_t payer = 0; payer < demo_payer_count; payer++)
        for (int month = 0; month < DEMO_MONTHS; month++) {
            all.arn_count = 0;
            run(&all, today, payer, month, &cx);
        }
    assert_int_equal(all.type_count, sizeof wanted / sizeof wanted[0]);
    for (size_t i = 0; i < sizeof wanted / sizeof wanted[0]; i++) {
        bool found = false;
        for (size_t t = 0; t < all.type_count; t++)
            found |= str_equal(all.types[t], str_of(wanted[i]));
        assert_true(found);
    }
    arena_free(&cx.arena);
}

static void test_the_same_again(void **state)
{
    struct cx cx = new_cx();
    struct sums first = { 0 }, second = { 0 }, later = { 0 };
    (void)state;
    run(&first, today, 0, 5, &cx);
    run(&second, today, 0, 5, &cx);
    run(&later, (day){ today.days + 3 }, 0, 5, &cx);
    assert_int_equal(first.digest, second.digest);
    assert_int_equal(first.digest, later.digest);
    assert_equal(first.unblended, second.unblended);
    arena_free(&cx.arena);
}

static void test_the_current_month_ends_yesterday(void **state)
{
    struct cx cx = new_cx();
    struct sums sums = { 0 }, first_of_month = { 0 };
    (void)state;
    run(&sums, today, 1, DEMO_MONTHS - 1, &cx);
    assert_int_equal(sums.last.days, today.days - 1);
    /* On the first of a month there is no yesterday in it: the day itself is shown. */
    day first = period_first_day(period_of_day(today));
    run(&first_of_month, first, 1, DEMO_MONTHS - 1, &cx);
    assert_int_equal(first_of_month.last.days, first.days);
    arena_free(&cx.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_amortized_cost_explains_unblended),
        cmocka_unit_test(test_commitments_add_up),
        cmocka_unit_test(test_every_line_item_type_is_there),
        cmocka_unit_test(test_the_same_again),
        cmocka_unit_test(test_the_current_month_ends_yesterday),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
