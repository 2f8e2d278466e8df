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

/* The byte at that place is another one: too many digits, not a number, a digit too large, more
 * places than there are. */
static void what_is_no_amount_is_none(void **state)
{
    (void)state;
    static const struct {
        size_t at;
        unsigned char value;
    } changes[] = { { 33, 11 }, { 36, 0xC0 }, { 40, 0xFF }, { 34, 0xFF } };
    for (size_t i = 0; i < sizeof changes / sizeof changes[0]; i++) {
        unsigned char changed[sizeof bytes];
        struct rollup r;
        memcpy(changed, bytes, sizeof bytes);
        changed[changes[i].at] = changes[i].value;
        str block = { (const char *)changed, sizeof changed };
        assert_false(rollup_block_next(&block, &r));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_rollup_is_taken_off),
        cmocka_unit_test(what_is_cut_short_is_none),
        cmocka_unit_test(what_is_no_amount_is_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
