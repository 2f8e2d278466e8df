#include "unit/http/http_test.h"

#include "http/match.h"

static bool handle(struct cx *cx)
{
    (void)cx;
    return true;
}

struct bill_path {
    str group;
    str period;
};
static const struct field bill_path_fields[] = { FIELD(struct bill_path, group),
                                                 FIELD(struct bill_path, period), FIELDS_END };
static const struct shape bill_path_shape = SHAPE("BillPath", struct bill_path, bill_path_fields);

static const struct route routes[] = {
    { GET, "/api/v1/bills", .handler = handle },
    { POST, "/api/v1/bills", .handler = handle },
    { GET, "/api/v1/bills/periods", .handler = handle },
    { GET, "/api/v1/bills/{group}/{period}", handle, .path_shape = &bill_path_shape },
    { GET, "/api/v1/bills/{group}/{period}.csv", handle, .path_shape = &bill_path_shape },
    { DELETE, "/api/v1/bills/{group}", handle, .path_shape = &bill_path_shape },
    { GET, "/api/v1/bills/{group}/notes/{period}", handle, .path_shape = &bill_path_shape },
};

static struct router *make_router(struct arena *arena, const struct endpoint **endpoints)
{
    size_t count;
    const struct route_table table = ROUTE_TABLE(routes);
    *endpoints = endpoints_new(arena, &table, 1, &count);
    assert_int_equal(count, COUNT(routes));
    return router_new(arena, *endpoints, count);
}

static void test_paths_lead_to_their_routes(void **state)
{
    struct cx *cx = *state;
    static const struct {
        enum method method;
        const char *path;
        int route; /* -1: none */
        unsigned allowed;
        const char *values[2];
    } cases[] = {
        { GET, "/api/v1/bills", 0, 1U << GET | 1U << POST, { NULL, NULL } },
        { POST, "/api/v1/bills", 1, 1U << GET | 1U << POST, { NULL, NULL } },
        { PUT, "/api/v1/bills", -1, 1U << GET | 1U << POST, { NULL, NULL } },
        { GET, "/api/v1/bills/periods", 2, 1U << GET, { NULL, NULL } },
        /* The fixed segment has no DELETE: the parameter's route takes it. */
        { DELETE, "/api/v1/bills/periods", 5, 1U << GET | 1U << DELETE, { "periods", NULL } },
        { GET, "/api/v1/bills/g1", -1, 1U << DELETE, { NULL, NULL } },
        { GET, "/api/v1/bills/g1/2023-11", 3, 1U << GET, { "g1", "2023-11" } },
        { GET, "/api/v1/bills/periods/2023-11", 3, 1U << GET, { "periods", "2023-11" } },
        { GET, "/api/v1/bills/g1/2023-11.csv", 4, 1U << GET, { "g1", "2023-11" } },
        /* Nothing before the suffix is no value: the route without it gets the whole. */
        { GET, "/api/v1/bills/g1/.csv", 3, 1U << GET, { "g1", ".csv" } },
        { GET, "/api/v1/bills/a%2Fb/c", 3, 1U << GET, { "a%2Fb", "c" } },
        { GET, "/api/v1/bills/notes/notes/notes", 6, 1U << GET, { "notes", "notes" } },
        { GET, "/api/v1/bills/", -1, 0, { NULL, NULL } },
        { GET, "/api/v1/bills//2023-11", -1, 0, { NULL, NULL } },
        { GET, "/api/v1/bill", -1, 0, { NULL, NULL } },
        { GET, "/api/v1/BILLS", -1, 0, { NULL, NULL } },
        { GET, "//api/v1/bills", -1, 0, { NULL, NULL } },
        { GET, "/", -1, 0, { NULL, NULL } },
        { GET, "", -1, 0, { NULL, NULL } },
        { GET, "*", -1, 0, { NULL, NULL } },
        { GET, "api/v1/bills", -1, 0, { NULL, NULL } },
    };
    const struct endpoint *endpoints;
    struct router *router = make_router(cx->arena, &endpoints);
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct route_match match = router_match(router, cases[i].method, str_of(cases[i].path));
        print_message("%s\n", cases[i].path);
        assert_ptr_equal(match.endpoint, cases[i].route < 0 ? NULL : &endpoints[cases[i].route]);
        assert_int_equal(match.allowed, cases[i].allowed);
        for (size_t j = 0; j < 2; j++)
            assert_str_equal(match.values[j], str_of(cases[i].values[j]));
    }
}

static void test_allow_names_head_beside_get(void **state)
{
    struct cx *cx = *state;
    assert_str_equal(router_allow(cx->arena, 1U << GET), STR("GET, HEAD"));
    assert_str_equal(router_allow(cx->arena, 1U << POST | 1U << DELETE), STR("POST, DELETE"));
    assert_str_equal(router_allow(cx->arena, 1U << GET | 1U << PATCH), STR("GET, HEAD, PATCH"));
}

static void test_methods_are_read_exactly(void **state)
{
    (void)state;
    enum method method;
    bool is_head;
    assert_true(method_parse(STR("PATCH"), &method, &is_head));
    assert_int_equal(method, PATCH);
    assert_false(is_head);
    assert_true(method_parse(STR("HEAD"), &method, &is_head));
    assert_int_equal(method, GET);
    assert_true(is_head);
    assert_false(method_parse(STR("get"), &method, &is_head));
    assert_false(method_parse(STR("OPTIONS"), &method, &is_head));
    assert_false(method_parse(STR(""), &method, &is_head));
}

static void test_rows_give_statuses_and_limits(void **state)
{
    struct cx *cx = *state;
    static const struct route rows[] = {
        { DELETE, "/a", handle, .permission = PERM_PAYER_WRITE },
        { GET, "/b", handle, PERM_PAYER_READ, .reply = &page_query_shape },
        { POST, "/c", handle, PERM_PAYER_WRITE, .reply = &page_query_shape, .status = 201 },
        { POST, "/d", handle, .body = &page_query_shape },
        { POST, "/e", handle, PERM_PAYER_WRITE, .flags = ROUTE_RAW_REPLY },
    };
    size_t count;
    const struct route_table table = ROUTE_TABLE(rows);
    const struct endpoint *endpoints = endpoints_new(cx->arena, &table, 1, &count);
    static const int statuses[] = { 204, 200, 201, 204, 200 };
    for (size_t i = 0; i < count; i++)
        assert_int_equal(endpoints[i].status, statuses[i]);
    assert_int_equal(endpoints[2].body_limit, JSON_BODY_MAX);
    assert_true(endpoints[3].body_limit < JSON_BODY_MAX); /* from anyone: small */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        HTTP_TEST(test_paths_lead_to_their_routes),
        HTTP_TEST(test_allow_names_head_beside_get),
        HTTP_TEST(test_methods_are_read_exactly),
        HTTP_TEST(test_rows_give_statuses_and_limits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
