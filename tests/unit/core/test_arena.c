#include "unit/core/core_test.h"

static bool is_zero(const unsigned char *bytes, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        if (bytes[i] != 0)
            return false;
    }
    return true;
}

static void test_memory_is_zeroed_and_aligned(void **state)
{
    (void)state;
    static const size_t sizes[] = { 0, 1, 15, 16, 17, 4000, 8192, 100000, 300000, 3000000 };
    struct arena *arena = arena_new();
    for (int round = 0; round < 3; round++) {
        size_t total = 0;
        for (size_t i = 0; i < COUNT(sizes); i++) {
            unsigned char *bytes = arena_alloc(arena, sizes[i]);
            assert_non_null(bytes);
            assert_int_equal((uintptr_t)bytes % _Alignof(max_align_t), 0);
            assert_true(is_zero(bytes, sizes[i]));
            memset(bytes, 0xAB, sizes[i]);
            total += sizes[i];
        }
        assert_int_equal(arena_used(arena), total);
        arena_reset(arena);
        assert_int_equal(arena_used(arena), 0);
    }
    arena_free(&arena);
    assert_null(arena);
    arena_free(&arena);
}

static void test_allocations_do_not_overlap(void **state)
{
    (void)state;
    enum { MANY = 20000 };
    struct arena *arena = arena_new();
    size_t **items = ARENA_ARRAY(arena, size_t *, MANY);
    for (size_t i = 0; i < MANY; i++) {
        items[i] = arena_array(arena, 1 + i % 40, sizeof(size_t));
        items[i][0] = i;
        items[i][i % 40] = i;
    }
    for (size_t i = 0; i < MANY; i++) {
        assert_int_equal(items[i][0], i);
        assert_int_equal(items[i][i % 40], i);
    }
    arena_free(&arena);
}

static void test_copy_ends_with_nul(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    assert_string_equal(arena_copy(arena, "abcdef", 3), "abc");
    assert_string_equal(arena_copy(arena, NULL, 0), "");
    arena_free(&arena);
}

static void test_only_the_newest_extends(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    unsigned char *first = arena_alloc(arena, 10);
    assert_true(arena_extend(arena, first, 10, 1000));
    assert_true(is_zero(first, 1000));
    memset(first, 0xAB, 1000);
    assert_int_equal(arena_used(arena), 1000);
    unsigned char *second = arena_alloc(arena, 16);
    assert_true(is_zero(second, 16));
    assert_true(second >= first + 1000);
    assert_false(arena_extend(arena, first, 1000, 1001 + 64));
    assert_false(arena_extend(arena, second, 16, 10000000));
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_memory_is_zeroed_and_aligned),
        cmocka_unit_test(test_allocations_do_not_overlap),
        cmocka_unit_test(test_copy_ends_with_nul),
        cmocka_unit_test(test_only_the_newest_extends),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
