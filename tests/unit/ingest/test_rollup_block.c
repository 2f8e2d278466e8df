/* Blocks of rollups, byte by byte: as pack_rollup of the database packs them. */
#include "unit/ingest/ingest_test.h"

#include "ingest/rollup_block.h"

#include <string.h>

/* SKU 7, 2026-01-01 to 2026-01-31, free, another public base; the amounts are 10000.5,
 * -0.000000000001 and 99999999999999 (as public base). */
static const unsigned char bytes[] = {
    0, 0,     0,    0,    0,    0,    0,    7,                            /* SKU */
    0, 0,     0x4F, 0xE6, 0,    0,    0x50, 0x04,                         /* days */
    0, 1 | 4,                                                             /* flags */
    0, 5,     'u',  's',  'a',  'g',  'e',                                /* kind */
    0, 5,     'U',  's',  'a',  'g',  'e',                                /* type */
    0, 3,     0,    1,    0,    0,    0,    12,   0, 1, 0, 0, 0x13, 0x88, /* 10000.5 */
    0, 1,     0xFF, 0xFD, 0x40, 0,    0,    12,   0, 1,                   /* -10^-12 */
    0, 4,     0,    3,    0,    0,    0,    12,                           /* 10^14 - 1 */
    0, 99,    0x27, 0x0F, 0x27, 0x0F, 0x27, 0x0F,
};

static str whole(void)
{
    return (str){ (const char *)bytes, sizeof bytes };
}

static void a_rollup_is_taken_off(void **state)
{
    (void)state;
    struct rollup r;
    str block = whole();
    assert_true(rollup_block_next(&block, &r));
    assert_int_equal(block.len, 0);
    assert_int_equal(r.sku_id, 7);
    assert_int_equal(r.first_day.days, 20454);
    assert_int_equal(r.last_day.days, 20484);
    assert_true(r.is_free);
    assert_true(str_equal(r.kind, STR("usage")));
    assert_true(str_equal(r.line_item_type, STR("Usage")));
    assert_decimal(r.quantity, "10000.5");
    assert_decimal(r.unblended, "-0.000000000001");
    assert_decimal(r.cost, "-0.000000000001");
    assert_decimal(r.public_base, "99999999999999");
    assert_decimal(r.amortized, "-0.000000000001");
    assert_decimal(r.net_amortized, "-0.000000000001");
    assert_false(rollup_block_next(&block, &r));
}

static void what_is_cut_short_is_none(void **state)
{
    (void)state;
    for (size_t size = 0; size < sizeof bytes; size++) {
        struct rollup r;
        str block = { whole().ptr, size };
        assert_false(rollup_block_next(&block, &r));
    }
}

/* The byte at that place is another one: days that end before they begin, too many digits, not a
 * number, a digit too large, more places than there are. */
static void what_is_damaged_is_none(void **state)
{
    (void)state;
    static const struct {
        size_t at;
        unsigned char value;
    } changes[] = { { 8, 1 }, { 33, 11 }, { 36, 0xC0 }, { 40, 0xFF }, { 34, 0xFF } };
    for (size_t i = 0; i < sizeof changes / sizeof changes[0]; i++) {
        unsigned char changed[sizeof bytes];
        struct rollup r;
        memcpy(changed, bytes, sizeof bytes);
        changed[changes[i].at] = changes[i].value;
        str block = { (const char *)changed, sizeof changed };
        assert_false(rollup_block_next(&block, &r));
    }
}

/* 10^26, one more than there may be, and -9999 to the same power: both have ten digits. */
static void what_is_larger_than_an_amount_is_none(void **state)
{
    (void)state;
    enum { AMOUNT_AT = 32 };
    static const unsigned char amounts[][28] = {
        { 0, 10, 0, 6, 0, 0, 0, 12, 0, 100 },
        { 0,    10,   0,    6,    0x40, 0,    0,    12,   0x27, 0x0F, 0x27, 0x0F, 0x27, 0x0F,
          0x27, 0x0F, 0x27, 0x0F, 0x27, 0x0F, 0x27, 0x0F, 0x27, 0x0F, 0x27, 0x0F, 0x27, 0x0F },
    };
    for (size_t i = 0; i < sizeof amounts / sizeof amounts[0]; i++) {
        unsigned char changed[sizeof bytes + 28];
        memcpy(changed, bytes, AMOUNT_AT);
        memcpy(changed + AMOUNT_AT, amounts[i], 28);
        memcpy(changed + AMOUNT_AT + 28, bytes + 46, sizeof bytes - 46);
        struct rollup r;
        str block = { (const char *)changed, AMOUNT_AT + 28 + sizeof bytes - 46 };
        assert_false(rollup_block_next(&block, &r));
    }
}

/* Whatever the bytes are, what is taken off lies inside them and is in range. */
static void damage_does_no_harm(void **state)
{
    (void)state;
    uint64_t chance = 1;
    for (int round = 0; round < 200000; round++) {
        unsigned char changed[sizeof bytes];
        memcpy(changed, bytes, sizeof bytes);
        for (int i = 0; i < 3; i++) {
            chance = chance * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
            changed[(chance >> 40) % sizeof bytes] = (unsigned char)(chance >> 32);
        }
        struct rollup r;
        str block = { (const char *)changed, sizeof changed };
        if (!rollup_block_next(&block, &r))
            continue;
        assert_true(block.len <= sizeof changed && r.first_day.days <= r.last_day.days);
        assert_true(r.kind.ptr + r.kind.len <= block.ptr);
        decimal sum;
        assert_true(decimal_add(r.quantity, DECIMAL_ZERO, &sum));
        assert_true(decimal_add(r.public_base, DECIMAL_ZERO, &sum));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_rollup_is_taken_off),
        cmocka_unit_test(what_is_cut_short_is_none),
        cmocka_unit_test(what_is_damaged_is_none),
        cmocka_unit_test(what_is_larger_than_an_amount_is_none),
        cmocka_unit_test(damage_does_no_harm),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
