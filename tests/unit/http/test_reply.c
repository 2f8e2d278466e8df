#include "unit/http/http_test.h"

#include "http/problem.h"
#include "http/reply.h"

static void test_entity_tags_are_compared_weakly(void **state)
{
    (void)state;
    static const struct {
        const char *header;
        bool matches;
    } cases[] = {
        { "\"abc\"", true },
        { "W/\"abc\"", true },
        { "\"x\", \"abc\"", true },
        { "\"x\",W/\"abc\" ", true },
        { "*", true },
        { " * ", true },
        { "abc", false },
        { "\"ab\"", false },
        { "\"abc", false },
        { "\"x\"", false },
        { "", false },
        { ",,", false },
    };
    for (size_t i = 0; i < COUNT(cases); i++)
        assert_int_equal(reply_tag_matches(str_of(cases[i].header), STR("\"abc\"")),
                         cases[i].matches);
}

static void test_a_tag_is_of_the_bytes(void **state)
{
    struct cx *cx = *state;
    str tag = reply_tag_of(cx->arena, STR("{\"a\":1}"));
    assert_int_equal(tag.len, 34);
    assert_str_equal(tag, reply_tag_of(cx->arena, STR("{\"a\":1}")));
    assert_false(str_equal(tag, reply_tag_of(cx->arena, STR("{\"a\":2}"))));
}

static void test_a_problem_speaks_both_languages(void **state)
{
    struct cx *cx = *state;
    const struct failure failure = { .code = ERR_invalid_field,
                                     .detail = STR("must be positive"),
                                     .detail_zh = STR("必须为正数"),
                                     .pointer = STR("/rules/0/percent") };
    assert_str_equal(
        problem_text(cx->arena, &failure, STR("r1"), STR("en")),
        STR("{\"type\":\"/problems/invalid_field\",\"title\":\"A field is not valid\","
            "\"status\":422,\"detail\":\"must be positive\",\"code\":\"invalid_field\","
            "\"request_id\":\"r1\",\"pointer\":\"/rules/0/percent\"}"));
    assert_str_equal(problem_text(cx->arena, &failure, STR("r1"), STR("zh-CN")),
                     STR("{\"type\":\"/problems/invalid_field\",\"title\":\"字段无效\","
                         "\"status\":422,\"detail\":\"必须为正数\",\"code\":\"invalid_field\","
                         "\"request_id\":\"r1\",\"pointer\":\"/rules/0/percent\"}"));
}

static void test_the_servers_own_faults_tell_nothing(void **state)
{
    struct cx *cx = *state;
    const struct failure failure = { .code = ERR_internal, .detail = STR("relation x is missing") };
    assert_str_equal(problem_text(cx->arena, &failure, STR("r1"), STR("en")),
                     STR("{\"type\":\"/problems/internal\","
                         "\"title\":\"Something went wrong on the server\",\"status\":500,"
                         "\"code\":\"internal\",\"request_id\":\"r1\"}"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        HTTP_TEST(test_entity_tags_are_compared_weakly),
        HTTP_TEST(test_a_tag_is_of_the_bytes),
        HTTP_TEST(test_a_problem_speaks_both_languages),
        HTTP_TEST(test_the_servers_own_faults_tell_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
