/* What the tests of identity share. */
#ifndef PROFORMA_TESTS_IDENTITY_TEST_H
#define PROFORMA_TESTS_IDENTITY_TEST_H

#include "core/cx.h" /* before cmocka, which has a macro called fail */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static inline void assert_str(str actual, const char *expected)
{
    if (expected == NULL) {
        assert_true(str_is_null(actual));
        return;
    }
    assert_int_equal(actual.len, strlen(expected));
    assert_memory_equal(actual.ptr, expected, actual.len);
}

/* Forgets a failure, so that one unit of work can fail several times. */
static inline void assert_failure(struct cx *cx, enum error_code code, const char *pointer)
{
    assert_str(error_entry(cx->failure.code)->code, error_entry(code)->code.ptr);
    assert_str(cx->failure.pointer, pointer);
    cx->failure = (struct failure){ 0 };
}

#endif
