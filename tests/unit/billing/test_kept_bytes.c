/* What is kept of bills is what they were: random ones, written and read again. */
#include "billing/kept_bytes.h"

#include "unit/core/core_test.h"

#define SKUS 9
#define ROUNDS 200

static struct random any;

static struct sku skus[SKUS];

static decimal any_amount(void)
{
    __int128 value = (__int128)random_next(&any) * (random_below(&any, 4) ? 1 : INT64_MAX / 9);
    return (decimal){ random_below(&any, 3) ? value : -value };
}

static str any_text(struct arena *arena)
{
    static const size_t lengths[] = { 0, 1, 5, 127, 128, 300 };
    char text[300];
    memset(text, 'a' + (int)random_below(&any, 3), sizeof(text));
    if (random_below(&any, 5) == 0)
        return STR_NULL;
    return str_copy(arena, (str){ text, lengths[random_below(&any, COUNT(lengths))] });
}

static struct bill_part any_part(struct arena *arena)
{
    const struct sku *sku = &skus[random_below(&any, SKUS)];
    struct bill_part part = {
        .usage_type = sku->usage_type,
        .sku = sku,
        .line_item_type = any_text(arena),
        .payer_id = { { (unsigned char)random_below(&any, 2) } },
        .day = DAY_NONE,
        .cost = any_amount(),
        .pro_forma = any_amount(),
    };
    return part;
}

/* Adds up, as a line of a bill does. */
static struct bill_line any_line(struct arena *arena)
{
    struct bill_line line = {
        .account_id = any_text(arena),
        .account_name = any_text(arena),
        .service = any_text(arena),
        .kind = (enum line_kind)random_below(&any, LINE_KIND_COUNT),
        .is_passed_through = random_below(&any, 2),
        .part_count = 1 + random_below(&any, 4),
    };
    line.parts = ARENA_ARRAY(arena, struct bill_part, line.part_count);
    for (size_t i = 0; i < line.part_count; i++) {
        line.parts[i] = any_part(arena);
        line.cost.v += line.parts[i].cost.v;
        line.pro_forma.v += line.parts[i].pro_forma.v;
    }
    line.without_negation = random_below(&any, 3) ? line.pro_forma : any_amount();
    return line;
}

static struct group_bill any_bill(struct arena *arena)
{
    struct group_bill bill = { .currency = STR("USD"), .accounts = 3, .is_main = true };
    bill.bill.line_count = random_below(&any, 30);
    bill.bill.lines = ARENA_ARRAY(arena, struct bill_line, bill.bill.line_count);
    for (size_t i = 0; i < bill.bill.line_count; i++)
        bill.bill.lines[i] = any_line(arena);
    bill.bill.cost = any_amount();
    bill.bill.margin = any_amount();
    return bill;
}

/* ---- the same again ---- */

static void check_same_text(str a, str b)
{
    assert_int_equal(str_is_null(a), str_is_null(b));
    assert_true(str_equal(a, b));
}

static void check_part(const struct bill_part *part, const struct bill_part *expected)
{
    assert_ptr_equal(part->sku, expected->sku);
    check_same_text(part->usage_type, expected->usage_type);
    check_same_text(part->line_item_type, expected->line_item_type);
    assert_true(uuid_equal(part->payer_id, expected->payer_id));
    assert_true(part->cost.v == expected->cost.v && part->pro_forma.v == expected->pro_forma.v);
}

static void check_line(const struct bill_line *line, const struct bill_line *expected,
                       bool in_parts)
{
    check_same_text(line->account_id, expected->account_id);
    check_same_text(line->account_name, expected->account_name);
    check_same_text(line->service, expected->service);
    assert_int_equal(line->kind, expected->kind);
    assert_int_equal(line->is_passed_through, expected->is_passed_through);
    assert_true(line->cost.v == expected->cost.v && line->pro_forma.v == expected->pro_forma.v);
    assert_true(line->without_negation.v == expected->without_negation.v);
    assert_int_equal(line->part_count, in_parts ? expected->part_count : 0);
    for (size_t i = 0; i < line->part_count; i++)
        check_part(&line->parts[i], &expected->parts[i]);
}

static void check_bills(struct arena *arena, str bytes, list of, const struct group_bill *expected,
                        size_t count)
{
    struct month month = { .bills = ARENA_ARRAY(arena, struct group_bill, count) };
    assert_int_equal(kept_bills_count(bytes), count);
    kept_bills_read(arena, bytes, of, &month);
    assert_int_equal(month.bill_count, count);
    for (size_t b = 0; b < count; b++) {
        const struct bill *bill = &month.bills[b].bill;
        assert_int_equal(bill->line_count, expected[b].bill.line_count);
        assert_true(bill->cost.v == expected[b].bill.cost.v);
        assert_true(bill->margin.v == expected[b].bill.margin.v);
        for (size_t i = 0; i < bill->line_count; i++)
            check_line(&bill->lines[i], &expected[b].bill.lines[i], of.is_present);
    }
}

static void test_what_is_read_is_what_was_written(void **state)
{
    (void)state;
    any = random_seeded("kept bytes");
    for (int64_t i = 0; i < SKUS; i++)
        skus[i] =
            (struct sku){ .id = i == SKUS - 1 ? INT64_MAX : i * i * 40, .usage_type = STR("U") };
    for (int round = 0; round < ROUNDS; round++) {
        struct arena *arena = arena_new();
        size_t count = random_below(&any, 3);
        struct group_bill *bills = ARENA_ARRAY(arena, struct group_bill, count);
        for (size_t i = 0; i < count; i++)
            bills[i] = any_bill(arena);
        str bytes = kept_bills_write(arena, bills, count);
        check_bills(arena, bytes, (list){ skus, SKUS, true }, bills, count);
        check_bills(arena, bytes, (list){ .is_present = false }, bills, count);
        arena_free(&arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_is_read_is_what_was_written),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
