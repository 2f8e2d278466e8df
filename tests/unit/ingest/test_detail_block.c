#include "ingest/detail_block.h"
#include "unit/ingest/ingest_test.h"

/* What goes into a block comes out of it, and what is no block is refused. */

#define DETAILS 500

static str draw_text(struct cx *cx, struct random *random, const char *prefix, uint64_t kinds)
{
    uint64_t kind = random_below(random, kinds);
    return kind == 0 ? STR("") : str_format(cx->arena, "%s%llu", prefix, (unsigned long long)kind);
}

/* Of any size, and with any number of places, of either sign. */
static decimal draw_amount(struct random *random)
{
    __int128 value = (__int128)random_below(random, 1u << 30);
    for (uint64_t i = random_below(random, 16); i > 0; i--)
        value *= 10;
    return (decimal){ random_below(random, 4) == 0 ? -value : value };
}

static struct charge_detail draw_detail(struct cx *cx, struct random *random,
                                        const struct charge_detail *before)
{
    struct charge_detail detail = *before;
    if (random_below(random, 3) == 0)
        detail = (struct charge_detail){
            .day = { (int32_t)random_below(random, 40000) - 20000 },
            .sku_id = (int64_t)(random_below(random, 1u << 30) * random_below(random, 1u << 30)),
            .line_item_type = draw_text(cx, random, "Type", 5),
            .kind = draw_text(cx, random, "kind", 4),
            .is_free = random_below(random, 2),
            .invoice_id = (int64_t)random_below(random, 3),
            .commitment_id = (int64_t)(random_below(random, 2) * INT64_MAX),
        };
    detail.resource = draw_text(cx, random, "arn:aws:ec2:资源/", 100);
    detail.tags = draw_text(cx, random, "{\"user:Project\":\"", 10);
    for (int m = 0; m < MEASURE_COUNT; m++)
        detail.sums[m] = m > 0 && random_below(random, 2)
                             ? detail.sums[random_below(random, (uint64_t)m)]
                             : draw_amount(random);
    return detail;
}

/* What should come, and how far it has come. */
struct expected {
    const struct charge_detail *details;
    size_t count;
    size_t next;
};

static void assert_same(str actual, str expected)
{
    assert_true(str_equal(actual, expected));
}

static bool check_detail(struct cx *cx, void *context, const struct charge_detail *actual)
{
    struct expected *expected = context;
    (void)cx;
    assert_true(expected->next < expected->count);
    const struct charge_detail *e = &expected->details[expected->next++];
    assert_int_equal(actual->day.days, e->day.days);
    assert_int_equal(actual->sku_id, e->sku_id);
    assert_same(actual->line_item_type, e->line_item_type);
    assert_same(actual->kind, e->kind);
    assert_int_equal(actual->is_free, e->is_free);
    assert_int_equal(actual->invoice_id, e->invoice_id);
    assert_int_equal(actual->commitment_id, e->commitment_id);
    assert_same(actual->resource, e->resource);
    assert_same(actual->tags, e->tags);
    for (int m = 0; m < MEASURE_COUNT; m++)
        assert_true(actual->sums[m].v == e->sums[m].v);
    return true;
}

static str pack(struct cx *cx, struct detail_block *block, const struct charge_detail *details,
                size_t count)
{
    str bytes;
    for (size_t i = 0; i < count; i++)
        detail_block_add(block, &details[i]);
    assert_int_equal(detail_block_count(block), count);
    assert_true(detail_block_pack(cx, block, &bytes));
    assert_int_equal(detail_block_count(block), 0);
    return bytes;
}

static void check_block(struct cx *cx, str bytes, const struct charge_detail *details, size_t count)
{
    struct expected expected = { details, count, 0 };
    assert_true(detail_block_read(cx, bytes, check_detail, &expected));
    assert_int_equal(expected.next, count);
}

static void test_any_details(void **state)
{
    struct cx *cx = *state;
    struct random random = random_seeded("any_details");
    struct detail_block *block = detail_block_new();
    for (int round = 0; round < 50; round++) {
        struct charge_detail *details = ARENA_ARRAY(cx->arena, struct charge_detail, DETAILS);
        struct charge_detail before = { .line_item_type = STR(""), .kind = STR("") };
        size_t count = (size_t)random_below(&random, DETAILS + 1);
        for (size_t i = 0; i < count; i++)
            before = details[i] = draw_detail(cx, &random, &before);
        check_block(cx, pack(cx, block, details, count), details, count);
    }
    detail_block_free(&block);
}

/* Of every block that is cut short, or of which a byte is another: an end, or other details;
 * nothing else. */
static bool take_detail(struct cx *cx, void *context, const struct charge_detail *detail)
{
    (void)cx;
    size_t *given = context;
    ++*given;
    for (int m = 0; m < MEASURE_COUNT; m++)
        assert_true(detail->sums[m].v <= decimal_of_int(INT64_C(100000000000000)).v);
    assert_true(detail->resource.len < (1u << 20) && detail->tags.len < (1u << 20));
    return true;
}

static void test_broken_blocks(void **state)
{
    struct cx *cx = *state;
    struct random random = random_seeded("broken_blocks");
    struct detail_block *block = detail_block_new();
    struct charge_detail details[20];
    struct charge_detail before = { .line_item_type = STR(""), .kind = STR("") };
    for (size_t i = 0; i < COUNT(details); i++)
        before = details[i] = draw_detail(cx, &random, &before);
    str bytes = pack(cx, block, details, COUNT(details));
    for (size_t len = 0; len < bytes.len; len++) {
        size_t given = 0;
        assert_false(detail_block_read(cx, (str){ bytes.ptr, len }, take_detail, &given));
        assert_int_equal(cx->failure.code, ERR_internal);
    }
    for (size_t at = 0; at < bytes.len; at++) {
        size_t given = 0;
        str copy = str_copy(cx->arena, bytes);
        ((char *)copy.ptr)[at] ^= (char)(1 << random_below(&random, 8));
        (void)detail_block_read(cx, copy, take_detail, &given);
        assert_true(given < 10000);
    }
    detail_block_free(&block);
}

static void test_is_full(void **state)
{
    struct cx *cx = *state;
    struct detail_block *block = detail_block_new();
    char tags[100000];
    memset(tags, 't', sizeof tags);
    struct charge_detail detail = { .line_item_type = STR("Usage"),
                                    .kind = STR("usage"),
                                    .resource = STR("i-1"),
                                    .tags = STR("") };
    for (int i = 0; i < 4095; i++)
        detail_block_add(block, &detail);
    assert_false(detail_block_is_full(block));
    detail_block_add(block, &detail);
    assert_true(detail_block_is_full(block));
    str bytes;
    assert_true(detail_block_pack(cx, block, &bytes));
    for (int i = 0; i < 3; i++) {
        assert_false(detail_block_is_full(block));
        tags[0] = (char)('a' + i);
        detail.tags = (str){ tags, sizeof tags };
        detail_block_add(block, &detail);
    }
    assert_true(detail_block_is_full(block));
    detail_block_free(&block);
}

/* A detail that repeats the charge before it costs its resource and its amount. */
static void test_size(void **state)
{
    struct cx *cx = *state;
    struct random random = random_seeded("size");
    struct detail_block *block = detail_block_new();
    struct charge_detail detail = { .line_item_type = STR("Usage"),
                                    .kind = STR("usage"),
                                    .sku_id = 7,
                                    .day = { 20000 },
                                    .resource = STR("i-1"),
                                    .tags = STR("") };
    for (int i = 0; i < 4000; i++) {
        decimal amount = { (__int128)random_below(&random, 1000) * 1000000000 };
        for (int m = 0; m < MEASURE_COUNT; m++)
            detail.sums[m] = amount;
        detail_block_add(block, &detail);
    }
    str bytes;
    assert_true(detail_block_pack(cx, block, &bytes));
    assert_true(bytes.len < 4000 * 6);
    detail_block_free(&block);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_any_details),
        TEST(test_broken_blocks),
        TEST(test_is_full),
        TEST(test_size),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
