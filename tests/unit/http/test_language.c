#include "unit/http/http_test.h"

#include "http/language.h"

static void test_the_heavier_language_wins(void **state)
{
    (void)state;
    static const struct {
        const char *header;
        const char *fallback;
        const char *language;
    } cases[] = {
        { NULL, NULL, "en" },
        { NULL, "zh-CN", "zh-CN" },
        { "", "zh-CN", "zh-CN" },
        { "zh-CN,zh;q=0.9,en;q=0.8", NULL, "zh-CN" },
        { "en-GB,en;q=0.9,zh-CN;q=0.8", "zh-CN", "en" },
        { "en;q=0.5, zh;q=0.6", NULL, "zh-CN" },
        { "en;q=0.5, zh;q=0.5", NULL, "en" }, /* the earlier one */
        { "ZH-hant-TW", NULL, "zh-CN" },
        { "de, fr;q=0.9", "zh-CN", "zh-CN" },
        { "de, fr;q=0.9", NULL, "en" },
        { "de, zh;q=0.1", NULL, "zh-CN" },
        { "zh;q=0", NULL, "en" },
        { "zh;q=0.000, en;q=0.001", "zh-CN", "en" },
        { "*", "zh-CN", "zh-CN" },
        { "zh;q=1.7, en", NULL, "zh-CN" },
        { "zh;q=x, en;q=0.2", NULL, "en" },
        { "zh;v=1, en;q=0.2", NULL, "en" },
        { "zh ; q = 0.3 , en ; q = 0.2", "en", "zh-CN" },
        { ",,;;,=", "en", "en" },
        { "zhx, enx", NULL, "en" },
    };
    for (size_t i = 0; i < COUNT(cases); i++)
        assert_str_equal(language_pick(str_of(cases[i].header), str_of(cases[i].fallback)),
                         str_of(cases[i].language));
}

int main(void)
{
    const struct CMUnitTest tests[] = { HTTP_TEST(test_the_heavier_language_wins) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
