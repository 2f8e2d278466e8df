/* What the tests of http share. */
#ifndef TESTS_UNIT_HTTP_HTTP_TEST_H
#define TESTS_UNIT_HTTP_HTTP_TEST_H

#include "core/cx.h" /* before cmocka, which has a macro called fail */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

#define assert_str_equal(got, wanted)                                                              \
    do {                                                                                           \
        str got_ = (got);                                                                          \
        str wanted_ = (wanted);                                                                    \
        if (!str_equal(got_, wanted_))                                                             \
            fail_msg("got \"%.*s\", wanted \"%.*s\"", STR_ARG(got_), STR_ARG(wanted_));            \
    } while (0)

/* A unit of work in *state, of its own for each test. */
static inline int http_test_begin(void **state)
{
    struct arena *arena = arena_new();
    struct cx *cx = ARENA_NEW(arena, struct cx);
    cx->arena = arena;
    *state = cx;
    return 0;
}

static inline int http_test_end(void **state)
{
    struct cx *cx = *state;
    struct arena *arena = cx->arena;
    arena_free(&arena);
    return 0;
}

#define HTTP_TEST(function)                                                                        \
    cmocka_unit_test_setup_teardown(function, http_test_begin, http_test_end)

#endif
