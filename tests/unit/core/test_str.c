#include "unit/core/core_test.h"

static void test_equality_knows_absence(void **state)
{
    (void)state;
    assert_true(str_equal(STR_NULL, STR_NULL));
    assert_false(str_equal(STR_NULL, STR("")));
    assert_true(str_equal(STR(""), STR("")));
    assert_true(str_equal(STR("abc"), STR("abc")));
    assert_false(str_equal(STR("abc"), STR("abC")));
    assert_true(str_equal_nocase(STR("aBc-1"), STR("AbC-1")));
    assert_false(str_equal_nocase(STR("[abc"), STR("{abc")));
    assert_false(str_equal_nocase(STR_NULL, STR("")));
    assert_true(str_is_empty(STR_NULL));
    assert_true(str_is_null(str_of(NULL)));
}

static void test_starts_and_ends(void **state)
{
    (void)state;
    assert_true(str_starts(STR("PROFORMA_X"), STR("PROFORMA_")));
    assert_false(str_starts(STR("PRO"), STR("PROFORMA_")));
    assert_true(str_starts(STR_NULL, STR("")));
    assert_true(str_ends(STR("a.csv.gz"), STR(".gz")));
    assert_false(str_ends(STR("gz"), STR(".gz")));
}

static void test_order_is_bytes_then_length(void **state)
{
    (void)state;
    static const str ordered[] = { STR_NULL, STR(""),  STR("A"),           STR("AB"),
                                   STR("B"), STR("a"), STR("\xE4\xBD\xA0") };
    for (size_t i = 0; i < COUNT(ordered); i++) {
        for (size_t j = 0; j < COUNT(ordered); j++) {
            int order = str_compare(ordered[i], ordered[j]);
            assert_int_equal((order > 0) - (order < 0), (i > j) - (i < j));
        }
    }
}

static void test_cut_gives_every_part_once(void **state)
{
    (void)state;
    str rest = STR("a,,b,");
    assert_text(str_cut(&rest, ','), "a");
    assert_text(str_cut(&rest, ','), "");
    assert_text(str_cut(&rest, ','), "b");
    assert_text(str_cut(&rest, ','), "");
    assert_text(str_cut(&rest, ','), NULL);
    assert_text(str_cut(&rest, ','), NULL);
    assert_text(str_trim(STR(" \t\r\n a b \n")), "a b");
    assert_text(str_trim(STR("  ")), "");
}

static void test_copies_are_terminated(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    assert_string_equal(str_copy(arena, (str){ "abcdef", 2 }).ptr, "ab");
    assert_text(str_copy(arena, STR_NULL), NULL);
    assert_text(str_format(arena, "%s is %d", "this", 42), "this is 42");
    arena_free(&arena);
}

static void test_utf8(void **state)
{
    (void)state;
    static const struct {
        str text;
        bool is_valid;
    } cases[] = {
        { STR(""), true },
        { STR("plain ASCII that is longer than eight bytes"), true },
        { STR("\xE4\xBC\x99\xE4\xBC\xB4 \xC3\xA9 \xF0\x9F\x92\xB0"), true },
        { STR("\xEE\x80\x80\xEF\xBF\xBF\xF4\x8F\xBF\xBF"), true },
        { STR("12345678\x80"), false }, /* a continuation alone */
        { STR("\xC3"), false },         /* cut off */
        { STR("\xE4\xBC"), false },
        { STR("\xF0\x9F\x92"), false },
        { STR("\xC0\xAF"), false }, /* overlong */
        { STR("\xC1\xBF"), false },
        { STR("\xE0\x9F\xBF"), false },
        { STR("\xF0\x8F\xBF\xBF"), false },
        { STR("\xED\xA0\x80"), false },     /* a surrogate */
        { STR("\xF4\x90\x80\x80"), false }, /* past U+10FFFF */
        { STR("\xF5\x80\x80\x80"), false },
        { STR("\xE4\xBC\x41"), false },
        { STR("\xFF"), false },
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        if (str_is_utf8(cases[i].text) != cases[i].is_valid)
            fail_msg("case %zu", i);
    }
    assert_int_equal(str_utf8_len(STR("\xF0\x9F\x92\xB0x")), 4);
    assert_int_equal(str_utf8_len(STR("x\xFF")), 1);
    assert_int_equal(str_utf8_len(STR("")), 0);
}

static void test_characters_are_counted_and_blanks_seen(void **state)
{
    (void)state;
    assert_int_equal(str_characters(STR("")), 0);
    assert_int_equal(str_characters(STR("a b")), 3);
    assert_int_equal(str_characters(STR("账单组")), 3);
    assert_int_equal(str_characters(STR("é😀")), 2);
    assert_true(str_is_blank(STR_NULL));
    assert_true(str_is_blank(STR(" \t\r\n")));
    assert_true(str_is_blank(STR("\u3000\u00A0\u2003\u200B\uFEFF")));
    assert_false(str_is_blank(STR(" .")));
    assert_false(str_is_blank(STR("\u3000账")));
    assert_false(str_is_blank(STR("\xE2")));
}

static void test_spaces_at_the_ends_are_seen(void **state)
{
    (void)state;
    assert_false(str_has_blank_ends(STR_NULL));
    assert_false(str_has_blank_ends(STR("a b")));
    assert_true(str_has_blank_ends(STR(" a")));
    assert_true(str_has_blank_ends(STR("a\u3000")));
    assert_true(str_has_blank_ends(STR("\uFEFFa")));
}

static void test_changes_of_direction_are_seen(void **state)
{
    (void)state;
    static const str held[] = { STR("\u202A"), STR("\u202Eabc"), STR("abc\u202C"), STR("a\u2066b"),
                                STR("a\u2069") };
    for (size_t i = 0; i < sizeof held / sizeof held[0]; i++)
        assert_true(str_is_reordered(held[i]));
    static const str fine[] = { STR_NULL,       STR("\u2029"),  STR("\u202F"),
                                STR("\u2065"),  STR("\u206A"),  STR("\u05E9\u05DC\u05D5\u05DD"),
                                STR("\u200Fa"), STR("\xE2\x80") };
    for (size_t i = 0; i < sizeof fine / sizeof fine[0]; i++)
        assert_false(str_is_reordered(fine[i]));
}

static void test_buffer_grows_to_its_limit(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct strbuf b = strbuf_new(arena, 10000);
    assert_text(strbuf_str(&b), "");
    for (int i = 0; i < 1000; i++)
        strbuf_add_format(&b, "%d,", i % 10);
    strbuf_add_char(&b, 'x');
    strbuf_add(&b, STR("yz"));
    assert_int_equal(b.len, 2003);
    assert_false(b.overflow);
    assert_true(str_ends(strbuf_str(&b), STR("8,9,xyz")));
    assert_int_equal(strlen(strbuf_str(&b).ptr), 2003);

    assert_non_null(strbuf_reserve(&b, 10000 - 2003));
    assert_null(strbuf_reserve(&b, 10000 - 2003 + 1));
    assert_true(b.overflow);
    strbuf_add(&b, STR("late"));
    assert_int_equal(b.len, 2003);
    arena_free(&arena);
}

static void test_fixed_buffer_keeps_to_its_bytes(void **state)
{
    (void)state;
    char bytes[8];
    struct strbuf b = strbuf_fixed(bytes, sizeof bytes);
    strbuf_add(&b, STR("1234567"));
    assert_false(b.overflow);
    assert_text(strbuf_str(&b), "1234567");
    strbuf_add_char(&b, '8');
    assert_true(b.overflow);
    assert_text(strbuf_str(&b), "1234567");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_equality_knows_absence),
        cmocka_unit_test(test_starts_and_ends),
        cmocka_unit_test(test_order_is_bytes_then_length),
        cmocka_unit_test(test_cut_gives_every_part_once),
        cmocka_unit_test(test_copies_are_terminated),
        cmocka_unit_test(test_utf8),
        cmocka_unit_test(test_characters_are_counted_and_blanks_seen),
        cmocka_unit_test(test_spaces_at_the_ends_are_seen),
        cmocka_unit_test(test_changes_of_direction_are_seen),
        cmocka_unit_test(test_buffer_grows_to_its_limit),
        cmocka_unit_test(test_fixed_buffer_keeps_to_its_bytes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
