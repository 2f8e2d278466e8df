#include "core/uuid.h"

#include "unit/core/core_test.h"

static void test_text_both_ways(void **state)
{
    (void)state;
    uuid id;
    char text[UUID_TEXT_LEN + 1];
    assert_true(uuid_parse(STR("0190163D-8694-739B-AEA5-966C26F8AD91"), &id));
    uuid_format(id, text);
    assert_string_equal(text, "0190163d-8694-739b-aea5-966c26f8ad91");
    assert_int_equal(id.b[0], 0x01);
    assert_int_equal(id.b[15], 0x91);

    static const char *const refused[] = {
        "",
        "0190163d8694739baea5966c26f8ad91",
        "0190163d-8694-739b-aea5-966c26f8ad9",
        "0190163d-8694-739b-aea5-966c26f8ad911",
        "0190163g-8694-739b-aea5-966c26f8ad91",
        "0190163d-8694-739b-aea50966c26f8ad91",
        "{190163d-8694-739b-aea5-966c26f8ad9}",
    };
    for (size_t i = 0; i < COUNT(refused); i++)
        assert_false(uuid_parse(str_of(refused[i]), &id));
    struct arena *arena = arena_new();
    assert_text(uuid_text(arena, id), "0190163d-8694-739b-aea5-966c26f8ad91");
    arena_free(&arena);
}

static void test_new_ids_sort_by_time(void **state)
{
    (void)state;
    uuid before = { { 0 } };
    assert_true(uuid_is_nil(before));
    for (long long us = 1700000000000000; us < 1700000000005000; us++) {
        uuid id = uuid_new(us);
        assert_int_equal(id.b[6] >> 4, 7);
        assert_int_equal(id.b[8] >> 6, 2);
        assert_true(memcmp(before.b, id.b, 8) < 0);
        before = id;
    }
    assert_false(uuid_equal(uuid_new(1700000000000000), uuid_new(1700000000000000)));
    char text[UUID_TEXT_LEN + 1];
    uuid_format(uuid_new(0x0190163D8694LL * 1000), text);
    assert_memory_equal(text, "0190163d-8694-7000-", 19);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_text_both_ways),
        cmocka_unit_test(test_new_ids_sort_by_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
