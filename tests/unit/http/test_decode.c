#include "unit/http/http_test.h"

#include "http/decode.h"

struct bill_query {
    struct page page;
    period period;
    uuid payer_id;
    str sort;
    bool exact;
};
static const str sorts[] = { STR("name"), STR("-margin"), STR_NULL };
static const struct field bill_query_fields[] = {
    PAGE_FIELDS(struct bill_query),     FIELD(struct bill_query, period, .flags = FIELD_REQUIRED),
    FIELD(struct bill_query, payer_id), FIELD(struct bill_query, sort, .one_of = sorts),
    FIELD(struct bill_query, exact),    FIELDS_END
};
static const struct shape bill_query_shape =
    SHAPE("BillQuery", struct bill_query, bill_query_fields);

struct item {
    str cursor;
};
static const struct field item_fields[] = { FIELD(struct item, cursor, .flags = FIELD_READ_ONLY),
                                            FIELDS_END };
static const struct shape item_shape = SHAPE("Item", struct item, item_fields);

static bool handle(struct cx *cx)
{
    (void)cx;
    return true;
}

static const struct route routes[] = {
    { GET, "/bills", handle, PERM_BILL_READ, .query = &bill_query_shape,
      .reply_list = &item_shape },
    { GET, "/bills/{id}", handle, PERM_BILL_READ, .path_shape = &id_path_shape },
};

static const struct endpoint *endpoint(struct cx *cx, size_t at)
{
    size_t count;
    const struct route_table table = ROUTE_TABLE(routes);
    return &endpoints_new(cx->arena, &table, 1, &count)[at];
}

static void test_percent_decoding_is_strict(void **state)
{
    struct cx *cx = *state;
    static const struct {
        const char *text;
        const char *decoded; /* NULL: refused */
        bool plus_is_space;
    } cases[] = {
        { "", "", true },
        { "abc", "abc", true },
        { "a%20b", "a b", false },
        { "a+b", "a b", true },
        { "a+b", "a+b", false },
        { "%E4%BD%A0", "\xE4\xBD\xA0", true },
        { "%e4%bd%a0", "\xE4\xBD\xA0", true },
        { "%2F%3f", "/?", true },
        { "%", NULL, true },
        { "%4", NULL, true },
        { "%zz", NULL, true },
        { "%4g", NULL, true },
        { "%00", NULL, true },       /* a NUL would end the text for some readers */
        { "%C0%80", NULL, true },    /* overlong NUL */
        { "%ED%A0%80", NULL, true }, /* a surrogate */
        { "%FF", NULL, true },
        { "\xFF", NULL, true },
        { "%25%30%30", "%00", true }, /* decoded once, not twice */
    };
    for (size_t i = 0; i < COUNT(cases); i++)
        assert_str_equal(percent_decode(cx->arena, str_of(cases[i].text), cases[i].plus_is_space),
                         str_of(cases[i].decoded));
}

static void test_a_query_becomes_its_struct(void **state)
{
    struct cx *cx = *state;
    assert_true(
        decode_query(cx, endpoint(cx, 0), STR("period=2023-11&sort=-margin&exact=true&limit=7&")));
    const struct bill_query *query = cx->query;
    assert_str_equal(period_text(cx->arena, query->period), STR("2023-11"));
    assert_str_equal(query->sort, STR("-margin"));
    assert_true(query->exact);
    assert_int_equal(query->page.limit, 8); /* one more, to see whether there is more */
    assert_true(uuid_is_nil(query->payer_id));
}

static void test_a_page_has_fifty_items_unless_said(void **state)
{
    struct cx *cx = *state;
    assert_true(decode_query(cx, endpoint(cx, 0), STR("period=2023-11&cursor=YWJj")));
    const struct bill_query *query = cx->query;
    assert_int_equal(query->page.limit, 51);
    assert_str_equal(query->page.cursor, STR("abc"));
}

static void test_doubtful_queries_are_refused_by_name(void **state)
{
    (void)state;
    static const struct {
        const char *query;
        const char *pointer;
    } cases[] = {
        { NULL, "?period" },
        { "", "?period" },
        { "limit=3", "?period" },
        { "period=2023-11&nothing=1", "?nothing" },
        { "period=2023-11&period=2023-12", "?period" },
        { "period=2023-13", "?period" },
        { "period=", "?period" },
        { "period=2023-11&payer_id=7", "?payer_id" },
        { "period=2023-11&sort=margin", "?sort" },
        { "period=2023-11&exact=maybe", "?exact" },
        { "period=2023-11&limit=0", "?limit" },
        { "period=2023-11&limit=1001", "?limit" },
        { "period=2023-11&limit=-1", "?limit" },
        { "period=2023-11&limit=99999999999999999999", "?limit" },
        { "period=2023-11&cursor=%21%21", "?cursor" },
        { "period=2023-11&cursor=AA", "?cursor" }, /* base64 of a NUL */
        { "period=2023-11&PERIOD=2023-11", "?PERIOD" },
        { "period=2023-11&%zz=1", NULL },
        { "period=2023-11&sort=%FF", NULL },
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        void *own;
        http_test_begin(&own);
        struct cx *cx = own;
        print_message("%s\n", cases[i].query ? cases[i].query : "(none)");
        assert_false(decode_query(cx, endpoint(cx, 0), str_of(cases[i].query)));
        assert_int_equal(cx->failure.code, ERR_invalid_parameter);
        assert_str_equal(cx->failure.pointer, str_of(cases[i].pointer));
        http_test_end(&own);
    }
}

static void test_a_route_without_parameters_takes_none(void **state)
{
    struct cx *cx = *state;
    assert_true(decode_query(cx, endpoint(cx, 1), STR_NULL));
    assert_true(decode_query(cx, endpoint(cx, 1), STR("")));
    assert_false(decode_query(cx, endpoint(cx, 1), STR("x=1")));
    assert_str_equal(cx->failure.pointer, STR("?x"));
}

static void test_path_values_are_read(void **state)
{
    struct cx *cx = *state;
    const str values[] = { STR("01a1fdd1-bbb7-709f-89b4-02cfd00064f%30") };
    assert_true(decode_path(cx, endpoint(cx, 1), values));
    const struct id_path *path = cx->path;
    assert_str_equal(uuid_text(cx->arena, path->id), STR("01a1fdd1-bbb7-709f-89b4-02cfd00064f0"));
}

static void test_what_is_no_id_is_not_found(void **state)
{
    struct cx *cx = *state;
    const str values[] = { STR("me") };
    assert_false(decode_path(cx, endpoint(cx, 1), values));
    assert_int_equal(cx->failure.code, ERR_not_found);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        HTTP_TEST(test_percent_decoding_is_strict),
        HTTP_TEST(test_a_query_becomes_its_struct),
        HTTP_TEST(test_a_page_has_fifty_items_unless_said),
        HTTP_TEST(test_doubtful_queries_are_refused_by_name),
        HTTP_TEST(test_a_route_without_parameters_takes_none),
        HTTP_TEST(test_path_values_are_read),
        HTTP_TEST(test_what_is_no_id_is_not_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
