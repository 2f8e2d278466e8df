#include "core/memo.h"

#include "unit/core/core_test.h"

#define LIMIT ((size_t)1024 * 1024)
#define LARGE ((size_t)100 * 1024)
#define ROUNDS 20000

static int forget(void **state)
{
    memo_clear(*state);
    return 0;
}

static void test_gives_under_the_same_stamp_only(void **state)
{
    struct memo *memo = *state;
    struct arena *arena = arena_new();
    assert_text(memo_get(memo, arena, STR("key"), STR("1")), NULL);
    memo_put(memo, LIMIT, STR("key"), STR("1"), STR("one"));
    assert_text(memo_get(memo, arena, STR("key"), STR("1")), "one");
    assert_text(memo_get(memo, arena, STR("key"), STR("2")), NULL);
    assert_text(memo_get(memo, arena, STR("other"), STR("1")), NULL);

    memo_put(memo, LIMIT, STR("key"), STR("2"), STR(""));
    assert_text(memo_get(memo, arena, STR("key"), STR("1")), NULL);
    assert_text(memo_get(memo, arena, STR("key"), STR("2")), "");

    str stamp;
    assert_text(memo_find(memo, arena, STR("key"), &stamp), "");
    assert_text(stamp, "2");
    assert_text(memo_find(memo, arena, STR("other"), &stamp), NULL);
    assert_text(stamp, NULL);
    arena_free(&arena);
}

static void test_bytes_are_kept_as_they_are(void **state)
{
    struct memo *memo = *state;
    struct arena *arena = arena_new();
    memo_put(memo, LIMIT, (str){ "a\0b", 3 }, (str){ "\0", 1 }, (str){ "\0\0c", 3 });
    assert_text(memo_get(memo, arena, (str){ "a\0c", 3 }, (str){ "\0", 1 }), NULL);
    str text = memo_get(memo, arena, (str){ "a\0b", 3 }, (str){ "\0", 1 });
    assert_int_equal(text.len, 3);
    assert_memory_equal(text.ptr, "\0\0c", 3);
    arena_free(&arena);
}

static void test_drops_nothing_for_what_does_not_fit(void **state)
{
    struct memo *memo = *state;
    struct arena *arena = arena_new();
    str large = { arena_alloc(arena, LARGE), LARGE };
    memo_put(memo, LARGE, STR("small"), STR("1"), STR("one"));
    memo_put(memo, LARGE, STR("large"), STR("1"), large); /* with its key it does not fit */
    assert_text(memo_get(memo, arena, STR("large"), STR("1")), NULL);
    assert_text(memo_get(memo, arena, STR("small"), STR("1")), "one");
    arena_free(&arena);
}

static void test_drops_what_was_not_used_for_longest(void **state)
{
    struct memo *memo = *state;
    struct arena *arena = arena_new();
    str large = { arena_alloc(arena, LARGE), LARGE };
    char key[] = "0";
    for (; key[0] < '9'; key[0]++)
        memo_put(memo, LIMIT, str_of(key), STR("1"), large);
    assert_int_equal(memo_get(memo, arena, STR("0"), STR("1")).len, LARGE);
    memo_put(memo, LIMIT, STR("9"), STR("1"), large);
    assert_text(memo_get(memo, arena, STR("1"), STR("1")), NULL);
    assert_int_equal(memo_get(memo, arena, STR("0"), STR("1")).len, LARGE);
    assert_int_equal(memo_get(memo, arena, STR("9"), STR("1")).len, LARGE);
    assert_true(memo_used(memo) <= LIMIT);

    memo_clear(memo);
    assert_int_equal(memo_used(memo), 0);
    memo_put(memo, 0, STR("key"), STR("1"), STR("one"));
    assert_text(memo_get(memo, arena, STR("key"), STR("1")), NULL);
    arena_free(&arena);
}

/* Against an array: what is found is what was put last, and the limit holds. */
static void test_any_order(void **state)
{
    struct memo *memo = *state;
    struct arena *arena = arena_new();
    static char texts[500][8];
    unsigned seed = (unsigned)time(NULL);
    size_t found = 0;
    print_message("seed %u\n", seed);
    srand(seed);
    for (size_t i = 0; i < ROUNDS; i++) {
        size_t number = (size_t)rand() % COUNT(texts);
        str key = str_format(arena, "key %zu", number);
        str text = memo_get(memo, arena, key, STR("stamp"));
        if (!str_is_null(text)) {
            assert_string_equal(text.ptr, texts[number]);
            found++;
        }
        snprintf(texts[number], sizeof(texts[number]), "%zu", i);
        memo_put(memo, LIMIT, key, STR("stamp"), str_of(texts[number]));
        assert_true(memo_used(memo) <= LIMIT);
        if (i % 100 == 0)
            arena_reset(arena);
    }
    assert_in_range(found, 1, ROUNDS - 1);
    arena_free(&arena);
}

int main(void)
{
    static struct memo memo = MEMO;
    void *state = &memo;
    struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_gives_under_the_same_stamp_only, NULL, forget),
        cmocka_unit_test_setup_teardown(test_bytes_are_kept_as_they_are, NULL, forget),
        cmocka_unit_test_setup_teardown(test_drops_what_was_not_used_for_longest, NULL, forget),
        cmocka_unit_test_setup_teardown(test_drops_nothing_for_what_does_not_fit, NULL, forget),
        cmocka_unit_test_setup_teardown(test_any_order, NULL, forget),
    };
    for (size_t i = 0; i < COUNT(tests); i++)
        tests[i].initial_state = state;
    return cmocka_run_group_tests(tests, NULL, NULL);
}
