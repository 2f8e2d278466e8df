/* What every test of core includes: cmocka, and checks that show the texts that differ. */
#ifndef PROFORMA_TESTS_CORE_TEST_H
#define PROFORMA_TESTS_CORE_TEST_H

#include "core/arena.h"
#include "core/decimal.h"
#include "core/str.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* A text of ours against a literal; NULL stands for the absent string. */
static inline void assert_text(str actual, const char *expected)
{
    if (!expected) {
        assert_null(actual.ptr);
        return;
    }
    if (!str_equal(actual, str_of(expected)))
        fail_msg("expected \"%s\", got \"%.*s\"", expected, STR_ARG(actual));
}

/* Random numbers that a printed seed brings back: PROFORMA_TEST_SEED=… ctest. */
struct random {
    uint64_t state;
};

static inline struct random random_seeded(const char *test)
{
    const char *given = getenv("PROFORMA_TEST_SEED");
    uint64_t seed = given ? strtoull(given, NULL, 10) : (uint64_t)time(NULL);
    print_message("%s: PROFORMA_TEST_SEED=%llu\n", test, (unsigned long long)seed);
    return (struct random){ seed };
}

/* splitmix64 */
static inline uint64_t random_next(struct random *random)
{
    uint64_t z = random->state += UINT64_C(0x9E3779B97F4A7C15);
    z = (z ^ z >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ z >> 27) * UINT64_C(0x94D049BB133111EB);
    return z ^ z >> 31;
}

static inline uint64_t random_below(struct random *random, uint64_t limit)
{
    return random_next(random) % limit;
}

#endif
