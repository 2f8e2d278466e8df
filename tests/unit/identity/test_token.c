#include "http/credentials.h"
#include "identity/token.h"
#include "unit/identity/identity_test.h"

static void assert_base64url(str text)
{
    for (size_t i = 0; i < text.len; i++)
        assert_non_null(strchr("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_",
                               text.ptr[i]));
}

static void test_tokens_are_long_and_new(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    str token = token_new(arena);
    assert_int_equal(token.len, 43);
    assert_base64url(token);
    assert_false(str_equal(token, token_new(arena)));
    arena_free(&arena);
}

static void test_keys_are_recognised(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    str key = api_key_new(arena);
    assert_int_equal(key.len, 46);
    assert_true(str_starts(key, STR("pf_")));
    assert_base64url(key);
    str prefix = api_key_prefix(arena, key);
    assert_int_equal(prefix.len, 11);
    assert_true(str_starts(key, prefix));

    struct credentials read = credentials_read(str_format(arena, "Bearer %s", key.ptr), STR_NULL);
    assert_int_equal(read.kind, CREDENTIAL_API_KEY);
    assert_true(str_equal(read.token, key));
    arena_free(&arena);
}

static void test_csrf_token_belongs_to_its_session(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    str session = token_new(arena);
    str csrf = csrf_token_of(arena, session);
    assert_int_equal(csrf.len, 43);
    assert_true(str_equal(csrf, csrf_token_of(arena, session)));
    assert_false(str_equal(csrf, csrf_token_of(arena, token_new(arena))));
    /* the hash that is stored of the session's token does not give it away */
    assert_false(str_equal(token_hash_hex(arena, session), token_hash_hex(arena, csrf)));
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_tokens_are_long_and_new),
        cmocka_unit_test(test_keys_are_recognised),
        cmocka_unit_test(test_csrf_token_belongs_to_its_session),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
