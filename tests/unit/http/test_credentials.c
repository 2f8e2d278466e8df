#include "unit/http/http_test.h"

#include "http/credentials.h"

static void test_headers_name_one_credential_or_none(void **state)
{
    (void)state;
    static const struct {
        const char *authorization;
        const char *cookie;
        enum credential_kind kind;
        const char *token;
    } cases[] = {
        { NULL, NULL, CREDENTIAL_NONE, NULL },
        { "Bearer pf_abc", NULL, CREDENTIAL_API_KEY, "pf_abc" },
        { "bearer  pf_abc ", NULL, CREDENTIAL_API_KEY, "pf_abc" },
        { "Bearer abc", NULL, CREDENTIAL_NONE, NULL },
        { "Bearer pf_a b", NULL, CREDENTIAL_NONE, NULL },
        { "Bearer pf_a,b", NULL, CREDENTIAL_NONE, NULL },
        { "Bearer", NULL, CREDENTIAL_NONE, NULL },
        { "Bearer ", NULL, CREDENTIAL_NONE, NULL },
        { "Basic cGY6eA==", NULL, CREDENTIAL_NONE, NULL },
        { "", NULL, CREDENTIAL_NONE, NULL },
        { NULL, "proforma_session=abc", CREDENTIAL_SESSION, "abc" },
        { NULL, "a=1; proforma_session=abc; b=2", CREDENTIAL_SESSION, "abc" },
        { NULL, "a=1;proforma_session = abc", CREDENTIAL_SESSION, "abc" },
        { NULL, "proforma_session=", CREDENTIAL_NONE, NULL },
        { NULL, "proforma_session", CREDENTIAL_NONE, NULL },
        { NULL, "Proforma_Session=abc", CREDENTIAL_NONE, NULL },
        { NULL, "xproforma_session=abc", CREDENTIAL_NONE, NULL },
        { NULL, "proforma_session=a b", CREDENTIAL_NONE, NULL },
        { NULL, "proforma_session=\"abc\"", CREDENTIAL_NONE, NULL },
        { NULL, "proforma_session=a\xC3\xA4", CREDENTIAL_NONE, NULL },
        /* Two of them: which one is meant cannot be known. */
        { NULL, "proforma_session=abc; proforma_session=def", CREDENTIAL_NONE, NULL },
        { NULL, "proforma_session=; proforma_session=def", CREDENTIAL_NONE, NULL },
        { NULL, ";;; ;=;", CREDENTIAL_NONE, NULL },
        /* A header that is no key does not fall back to the cookie. */
        { "Bearer pf_abc", "proforma_session=abc", CREDENTIAL_API_KEY, "pf_abc" },
        { "Basic x", "proforma_session=abc", CREDENTIAL_NONE, NULL },
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct credentials found =
            credentials_read(str_of(cases[i].authorization), str_of(cases[i].cookie));
        print_message("%zu\n", i);
        assert_int_equal(found.kind, cases[i].kind);
        assert_str_equal(found.token, str_of(cases[i].token));
    }
}

static void test_tokens_have_a_limit(void **state)
{
    struct cx *cx = *state;
    char *text = arena_alloc(cx->arena, TOKEN_MAX + 1);
    for (size_t i = 0; i < TOKEN_MAX + 1; i++)
        text[i] = 'a';
    str fits = str_format(cx->arena, "proforma_session=%.*s", TOKEN_MAX, text);
    str too_long = str_format(cx->arena, "proforma_session=%.*s", TOKEN_MAX + 1, text);
    assert_int_equal(credentials_read(STR_NULL, fits).kind, CREDENTIAL_SESSION);
    assert_int_equal(credentials_read(STR_NULL, too_long).kind, CREDENTIAL_NONE);
}

/* BLAKE2b-256 of "abc", as any other implementation computes it. */
#define ABC_HASH "bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319"

static void test_hashes_are_blake2b(void **state)
{
    struct cx *cx = *state;
    assert_str_equal(token_hash_hex(cx->arena, STR("abc")), STR(ABC_HASH));
    assert_str_equal(token_hash_bytea(cx->arena, STR("abc")), STR("\\x" ABC_HASH));
}

static void test_a_token_matches_its_hash_alone(void **state)
{
    (void)state;
    assert_true(token_matches(STR("abc"), STR(ABC_HASH)));
    assert_false(token_matches(STR("abd"), STR(ABC_HASH)));
    assert_false(token_matches(STR(""), STR(ABC_HASH)));
    assert_false(token_matches(STR_NULL, STR(ABC_HASH)));
    assert_false(token_matches(STR("abc"), STR("")));
    assert_false(token_matches(STR("abc"), STR_NULL));
    assert_false(token_matches(STR(ABC_HASH), STR(ABC_HASH)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        HTTP_TEST(test_headers_name_one_credential_or_none),
        HTTP_TEST(test_tokens_have_a_limit),
        HTTP_TEST(test_hashes_are_blake2b),
        HTTP_TEST(test_a_token_matches_its_hash_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
