#include "unit/http/http_test.h"

#include "http/throttle.h"

#define SECOND INT64_C(1000000)

static void test_a_burst_then_one_per_refill(void **state)
{
    struct cx *cx = *state;
    struct throttle *throttle = throttle_new(cx->arena, 3, 10);
    int64_t now = 1000 * SECOND;
    for (int i = 0; i < 3; i++)
        assert_int_equal(throttle_take(throttle, STR("a"), now), 0);
    assert_int_equal(throttle_take(throttle, STR("a"), now), 10);
    assert_int_equal(throttle_take(throttle, STR("a"), now + 9 * SECOND), 1);
    assert_int_equal(throttle_take(throttle, STR("a"), now + 10 * SECOND), 0);
    assert_int_equal(throttle_take(throttle, STR("a"), now + 10 * SECOND), 10);
    throttle_free(throttle);
}

static void test_keys_do_not_share(void **state)
{
    struct cx *cx = *state;
    struct throttle *throttle = throttle_new(cx->arena, 1, 10);
    assert_int_equal(throttle_take(throttle, STR("a"), SECOND), 0);
    assert_int_equal(throttle_take(throttle, STR("b"), SECOND), 0);
    assert_int_not_equal(throttle_take(throttle, STR("a"), SECOND), 0);
    throttle_free(throttle);
}

static void test_what_is_given_back_can_be_taken(void **state)
{
    struct cx *cx = *state;
    struct throttle *throttle = throttle_new(cx->arena, 1, 10);
    for (int i = 0; i < 100; i++) {
        assert_int_equal(throttle_take(throttle, STR("a"), SECOND), 0);
        throttle_give_back(throttle, STR("a"));
    }
    throttle_free(throttle);
}

static void test_giving_back_makes_no_more_than_a_burst(void **state)
{
    struct cx *cx = *state;
    struct throttle *throttle = throttle_new(cx->arena, 2, 10);
    for (int i = 0; i < 100; i++)
        throttle_give_back(throttle, STR("a"));
    assert_int_equal(throttle_take(throttle, STR("a"), SECOND), 0);
    assert_int_equal(throttle_take(throttle, STR("a"), SECOND), 0);
    assert_int_not_equal(throttle_take(throttle, STR("a"), SECOND), 0);
    throttle_free(throttle);
}

/* The table is of fixed size: a flood pushes others out, and never anything else. */
static void test_a_flood_of_keys_is_survived(void **state)
{
    struct cx *cx = *state;
    struct throttle *throttle = throttle_new(cx->arena, 1, 10);
    for (int i = 0; i < 100000; i++) {
        char key[16];
        int len = snprintf(key, sizeof key, "%d", i);
        assert_int_equal(throttle_take(throttle, (str){ key, (size_t)len }, SECOND + i), 0);
    }
    assert_int_not_equal(throttle_take(throttle, STR("99999"), 2 * SECOND), 0);
    throttle_free(throttle);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        HTTP_TEST(test_a_burst_then_one_per_refill),
        HTTP_TEST(test_keys_do_not_share),
        HTTP_TEST(test_what_is_given_back_can_be_taken),
        HTTP_TEST(test_giving_back_makes_no_more_than_a_burst),
        HTTP_TEST(test_a_flood_of_keys_is_survived),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
