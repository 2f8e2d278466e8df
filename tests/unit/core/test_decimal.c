#include "unit/core/core_test.h"

#include <float.h>
#include <math.h>

#define RANDOM_ROUNDS 200000

static decimal D(const char *text)
{
    decimal value;
    if (decimal_parse(str_of(text), &value) != DECIMAL_OK)
        fail_msg("\"%s\" is not a decimal", text);
    return value;
}

static void assert_decimal(decimal actual, const char *expected)
{
    char text[DECIMAL_TEXT_MAX];
    decimal_format(actual, text);
    assert_string_equal(text, expected);
}

/* ---- text ---- */

struct parse_case {
    const char *text;
    enum decimal_parse_result result;
    const char *formatted; /* where there is a value */
};

static const struct parse_case parse_cases[] = {
    { "0", DECIMAL_OK, "0" },
    { "-0", DECIMAL_OK, "0" },
    { "-0.000", DECIMAL_OK, "0" },
    { "12", DECIMAL_OK, "12" },
    { "-12.5", DECIMAL_OK, "-12.5" },
    { "+3", DECIMAL_OK, "3" },
    { ".5", DECIMAL_OK, "0.5" },
    { "-.5", DECIMAL_OK, "-0.5" },
    { "5.", DECIMAL_OK, "5" },
    { "000123.4500", DECIMAL_OK, "123.45" },
    { "0.0000123400", DECIMAL_OK, "0.00001234" },
    { "0.000000000001", DECIMAL_OK, "0.000000000001" },
    { "99999999999999.999999999999", DECIMAL_OK, "99999999999999.999999999999" },
    { "-99999999999999.999999999999", DECIMAL_OK, "-99999999999999.999999999999" },
    { "1e-7", DECIMAL_OK, "0.0000001" },
    { "1E+3", DECIMAL_OK, "1000" },
    { "1.5e3", DECIMAL_OK, "1500" },
    { "12345e-3", DECIMAL_OK, "12.345" },
    { "0e999999999999999999999", DECIMAL_OK, "0" },
    { "0.00000000000000000000000000000000000000000000000001e50", DECIMAL_OK, "1" },
    { "100000000000000000000000000000000000000000000000000e-50", DECIMAL_OK, "1" },
    { "1.0000000000000", DECIMAL_OK, "1" }, /* more than 12 places, but nothing is lost */

    { "0.0000000000005", DECIMAL_ROUNDED, "0.000000000001" },
    { "0.00000000000049999", DECIMAL_ROUNDED, "0" },
    { "-0.0000000000005", DECIMAL_ROUNDED, "-0.000000000001" },
    { "-0.0000000000015", DECIMAL_ROUNDED, "-0.000000000002" },
    { "1.23456789012345", DECIMAL_ROUNDED, "1.234567890123" },
    { "1e-13", DECIMAL_ROUNDED, "0" },
    { "5e-13", DECIMAL_ROUNDED, "0.000000000001" },
    { "1e-9999999999999999999999", DECIMAL_ROUNDED, "0" },
    { "0.9999999999995", DECIMAL_ROUNDED, "1" },
    { "0.12345678901234567890123456789012345678901234567890", DECIMAL_ROUNDED, "0.123456789012" },
    { "0.0000000000004999999999999999999999999999999999999999999", DECIMAL_ROUNDED, "0" },
    { "1.00000000000000000000000000000000000000000000000001", DECIMAL_ROUNDED, "1" },

    { "100000000000000", DECIMAL_OUT_OF_RANGE, NULL },
    { "-100000000000000", DECIMAL_OUT_OF_RANGE, NULL },
    { "99999999999999.9999999999995", DECIMAL_OUT_OF_RANGE, NULL },
    { "1e14", DECIMAL_OUT_OF_RANGE, NULL },
    { "1e9999999999999999999999", DECIMAL_OUT_OF_RANGE, NULL },
    { "12345678901234567890123456789012345678901234567890", DECIMAL_OUT_OF_RANGE, NULL },
    { "9999999999999999999", DECIMAL_OUT_OF_RANGE, NULL },

    { "", DECIMAL_MALFORMED, NULL },
    { ".", DECIMAL_MALFORMED, NULL },
    { "-", DECIMAL_MALFORMED, NULL },
    { "+.", DECIMAL_MALFORMED, NULL },
    { "--1", DECIMAL_MALFORMED, NULL },
    { "+-1", DECIMAL_MALFORMED, NULL },
    { " 1", DECIMAL_MALFORMED, NULL },
    { "1 ", DECIMAL_MALFORMED, NULL },
    { "1,000", DECIMAL_MALFORMED, NULL },
    { "1.2.3", DECIMAL_MALFORMED, NULL },
    { "1e", DECIMAL_MALFORMED, NULL },
    { "1e+", DECIMAL_MALFORMED, NULL },
    { "e5", DECIMAL_MALFORMED, NULL },
    { ".e5", DECIMAL_MALFORMED, NULL },
    { "1e5.0", DECIMAL_MALFORMED, NULL },
    { "1e5e5", DECIMAL_MALFORMED, NULL },
    { "0x10", DECIMAL_MALFORMED, NULL },
    { "inf", DECIMAL_MALFORMED, NULL },
    { "NaN", DECIMAL_MALFORMED, NULL },
    { "12345678901234567890123456789012345678901234567890x", DECIMAL_MALFORMED, NULL },
};

static void test_parse(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(parse_cases); i++) {
        const struct parse_case *c = &parse_cases[i];
        decimal value = { 77 };
        enum decimal_parse_result result = decimal_parse(str_of(c->text), &value);
        if (result != c->result)
            fail_msg("\"%s\" gave result %d", c->text, (int)result);
        if (c->formatted)
            assert_decimal(value, c->formatted);
        else
            assert_true(value.v == 77);
    }
    decimal value = { 77 };
    assert_int_equal(decimal_parse(STR_NULL, &value), DECIMAL_MALFORMED);
    assert_int_equal(decimal_parse((str){ "1\0002", 3 }, &value), DECIMAL_MALFORMED);
}

static decimal random_decimal(struct random *random)
{
    __int128 v = (__int128)(random_next(random) >> random_below(random, 64)) << 20;
    v += (__int128)random_below(random, 1 << 20);
    return (decimal){ random_below(random, 2) ? -v : v };
}

static void test_text_reads_back(void **state)
{
    (void)state;
    struct random random = random_seeded("test_text_reads_back");
    for (int i = 0; i < RANDOM_ROUNDS; i++) {
        decimal value = random_decimal(&random), again;
        char text[DECIMAL_TEXT_MAX];
        int len = decimal_format(value, text);
        assert_int_equal(len, strlen(text));
        assert_int_equal(decimal_parse((str){ text, (size_t)len }, &again), DECIMAL_OK);
        assert_int_equal(decimal_compare(value, again), 0);
        const char *point = strchr(text, '.');
        assert_int_equal(decimal_places(value), point ? (int)strlen(point + 1) : 0);
    }
}

static void test_format_fixed(void **state)
{
    (void)state;
    static const struct {
        const char *value;
        int places;
        const char *text;
    } cases[] = {
        { "307.911", 2, "307.91" },
        { "0.005", 2, "0.01" },
        { "-0.005", 2, "-0.01" },
        { "-0.004", 2, "0.00" },
        { "2", 0, "2" },
        { "2.5", 0, "3" },
        { "-2.5", 0, "-3" },
        { "2", 4, "2.0000" },
        { "999.999", 2, "1000.00" },
        { "0.5", 12, "0.500000000000" },
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        char text[DECIMAL_TEXT_MAX];
        int len = decimal_format_fixed(D(cases[i].value), cases[i].places, text);
        assert_string_equal(text, cases[i].text);
        assert_int_equal(len, strlen(text));
    }
    struct arena *arena = arena_new();
    assert_text(decimal_text(arena, D("-0.5")), "-0.5");
    assert_text(decimal_shown(arena, D("-0.5"), 2), "-0.50");
    assert_text(decimal_shown(arena, D("-0.5"), DECIMAL_PLACES), "-0.5");
    arena_free(&arena);
}

static void test_longest_text(void **state)
{
    (void)state;
    decimal big = D("99999999999999.999999999999");
    for (int i = 0; i < 11; i++)
        assert_true(decimal_mul(big, decimal_of_int(10), &big));
    assert_decimal(big, "9999999999999999999999999.9");
    assert_true(decimal_mul(big, decimal_of_int(-10), &big));
    assert_decimal(big, "-99999999999999999999999999");
    assert_false(decimal_mul(big, decimal_of_int(10), &big));
    assert_decimal(big, "-99999999999999999999999999");
}

/* ---- rounding ---- */

static void test_round_and_floor(void **state)
{
    (void)state;
    static const struct {
        const char *value;
        int places;
        const char *rounded, *floored;
    } cases[] = {
        { "1.005", 2, "1.01", "1" },
        { "1.004999999999", 2, "1", "1" },
        { "-1.005", 2, "-1.01", "-1.01" },
        { "-1.004", 2, "-1", "-1.01" },
        { "-0.000000000001", 2, "0", "-0.01" },
        { "0.5", 0, "1", "0" },
        { "-0.5", 0, "-1", "-1" },
        { "1.5", 0, "2", "1" },
        { "2.5", 0, "3", "2" },
        { "-7", 0, "-7", "-7" },
        { "0", 2, "0", "0" },
        { "1.234567890123", 12, "1.234567890123", "1.234567890123" },
        { "0.9995", 3, "1", "0.999" },
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        assert_decimal(decimal_round(D(cases[i].value), cases[i].places), cases[i].rounded);
        assert_decimal(decimal_floor(D(cases[i].value), cases[i].places), cases[i].floored);
    }
    assert_decimal(decimal_unit(2), "0.01");
    assert_decimal(decimal_unit(0), "1");
    assert_decimal(decimal_unit(12), "0.000000000001");
}

/* ---- arithmetic ---- */

static void test_multiply_and_divide(void **state)
{
    (void)state;
    static const struct {
        const char *a, *b, *product, *quotient;
    } cases[] = {
        { "96", "1.2", "115.2", "80" },
        { "282.7", "0.03", "8.481", "9423.333333333333" },
        { "0.000001", "0.000001", "0.000000000001", "1" },
        { "0.000001", "0.0000005", "0.000000000001", "2" }, /* half a unit away from zero */
        { "-0.000001", "0.0000005", "-0.000000000001", "-2" },
        { "0.000001", "0.0000004", "0", "2.5" },
        { "-3", "-7", "21", "0.428571428571" },
        { "2", "-3", "-6", "-0.666666666667" },
        { "0", "5", "0", "0" },
        { "12345678901234.123456789012", "98765432109.987654321098",
          "1219326311371545799699311.850620252377", "124.999998860792" },
        { "99999999999999.999999999999", "0.000000000001", "100", "99999999999999999999999999" },
        { "-99999999999999", "99999999999", "-9999999999899900000000001", "-1000.00000000999" },
        { "99999999999999", "9999999999999", NULL, "10.000000000001" },
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        decimal product, quotient;
        bool fits = decimal_mul(D(cases[i].a), D(cases[i].b), &product);
        assert_int_equal(fits, cases[i].product != NULL);
        if (fits)
            assert_decimal(product, cases[i].product);
        fits = decimal_div(D(cases[i].a), D(cases[i].b), &quotient);
        assert_int_equal(fits, cases[i].quotient != NULL);
        if (fits)
            assert_decimal(quotient, cases[i].quotient);
    }
    decimal out = { 77 };
    assert_false(decimal_div(D("1"), DECIMAL_ZERO, &out));
    assert_false(decimal_div(DECIMAL_ZERO, DECIMAL_ZERO, &out));
    assert_true(out.v == 77);
}

/* a × b in decimal digits, lowest first: slow and plain. */
static void multiply_digits(decimal a, decimal b, unsigned digits[80])
{
    unsigned x[40] = { 0 }, y[40] = { 0 };
    memset(digits, 0, 80 * sizeof digits[0]);
    for (int i = 0; i < 40; i++, a.v /= 10, b.v /= 10) {
        x[i] = (unsigned)(a.v % 10);
        y[i] = (unsigned)(b.v % 10);
    }
    for (size_t i = 0; i < 40; i++) {
        for (size_t j = 0; j < 40; j++)
            digits[i + j] += x[i] * y[j];
    }
    for (size_t i = 0; i + 1 < 80; i++) {
        digits[i + 1] += digits[i] / 10;
        digits[i] %= 10;
    }
}

static void test_products_are_rounded_once(void **state)
{
    (void)state;
    struct random random = random_seeded("test_products_are_rounded_once");
    for (int i = 0; i < RANDOM_ROUNDS / 10; i++) {
        decimal a = random_decimal(&random), b = random_decimal(&random), product;
        a.v = a.v < 0 ? -a.v : a.v;
        b.v = b.v < 0 ? -b.v : b.v;
        unsigned digits[80];
        multiply_digits(a, b, digits);
        unsigned __int128 expected = 0;
        bool fits = true;
        for (int d = 79; d >= 12; d--) {
            fits = fits && (d < 50 || digits[d] == 0);
            expected = expected * 10 + digits[d];
        }
        expected += digits[11] >= 5;
        assert_int_equal(decimal_mul(a, b, &product), fits);
        if (!fits)
            continue;
        assert_true(product.v == (__int128)expected);
        assert_true(decimal_mul(decimal_neg(a), b, &product));
        assert_true(product.v == -(__int128)expected);
    }
}

static void test_division_undoes_multiplication(void **state)
{
    (void)state;
    struct random random = random_seeded("test_division_undoes_multiplication");
    for (int i = 0; i < RANDOM_ROUNDS; i++) {
        decimal whole = decimal_of_int((int64_t)random_below(&random, 1u << 30) + 1);
        decimal value = random_decimal(&random), product, again;
        if (!decimal_mul(value, whole, &product))
            continue;
        assert_true(decimal_div(product, whole, &again));
        assert_int_equal(decimal_compare(value, again), 0);
    }
}

static void test_the_edge_is_reported(void **state)
{
    (void)state;
    const uint64_t half = UINT64_C(10000000000000000000);
    decimal edge = { (__int128)half * (__int128)half - 1 };
    decimal out = { 77 }, least = { 1 };
    assert_decimal(edge, "99999999999999999999999999.999999999999");
    assert_false(decimal_add(edge, least, &out));
    assert_false(decimal_add(edge, edge, &out));
    assert_false(decimal_sub(decimal_neg(edge), least, &out));
    assert_false(decimal_sub(decimal_neg(edge), edge, &out));
    assert_false(decimal_mul(edge, edge, &out));
    assert_false(decimal_div(edge, least, &out));
    assert_false(decimal_div(edge, D("0.9"), &out));
    assert_true(out.v == 77);
    assert_true(decimal_sub(edge, edge, &out));
    assert_true(decimal_is_zero(out));
    assert_true(decimal_div(edge, edge, &out));
    assert_decimal(out, "1");
    assert_true(decimal_div(least, edge, &out));
    assert_true(decimal_is_zero(out));
    assert_decimal(decimal_round(edge, 0), "100000000000000000000000000");
    assert_decimal(decimal_floor(decimal_neg(edge), 0), "-100000000000000000000000000");
    assert_decimal(decimal_of_int(INT64_MIN), "-9223372036854775808");
    assert_int_equal(decimal_compare(least, edge), -1);
    assert_int_equal(decimal_compare(edge, least), 1);
}

/* ---- binary doubles ---- */

static void test_double_is_its_shortest_text(void **state)
{
    (void)state;
    static const struct {
        double value;
        enum decimal_parse_result result;
        const char *text;
    } cases[] = {
        { 0.0, DECIMAL_OK, "0" },
        { -0.0, DECIMAL_OK, "0" },
        { 1.0, DECIMAL_OK, "1" },
        { -42.0, DECIMAL_OK, "-42" },
        { 0.1, DECIMAL_OK, "0.1" },
        { 0.1 + 0.2, DECIMAL_ROUNDED, "0.3" },
        { 1e-12, DECIMAL_OK, "0.000000000001" },
        { 123.456789012345, DECIMAL_OK, "123.456789012345" },
        { 1e-13, DECIMAL_ROUNDED, "0" },
        { 5e-13, DECIMAL_ROUNDED, "0.000000000001" },
        { -5e-13, DECIMAL_ROUNDED, "-0.000000000001" },
        { 4.9999e-13, DECIMAL_ROUNDED, "0" },
        { 5e-324, DECIMAL_ROUNDED, "0" },
        { 0.123456789012, DECIMAL_OK, "0.123456789012" },
        { 0.1234567890123, DECIMAL_ROUNDED, "0.123456789012" },
        { 0.1234567890125, DECIMAL_ROUNDED, "0.123456789013" },
        { 0.1234567890135, DECIMAL_ROUNDED, "0.123456789014" }, /* binary value is just below */
        { 0.0000000000015, DECIMAL_ROUNDED, "0.000000000002" },
        { 0.0000000000025, DECIMAL_ROUNDED, "0.000000000003" },
        { 999.999999999999, DECIMAL_OK, "999.999999999999" },
        { 1000.0, DECIMAL_OK, "1000" },
        { 1234567.891, DECIMAL_OK, "1234567.891" },
        { 8191.1234567890123, DECIMAL_OK, "8191.123456789012" },
        { 99999999999999.98, DECIMAL_OK, "99999999999999.98" },
        { 9007199254740993.0, DECIMAL_OUT_OF_RANGE, NULL },
        { 1e14, DECIMAL_OUT_OF_RANGE, NULL },
        { 1e22, DECIMAL_OUT_OF_RANGE, NULL },
        { -DBL_MAX, DECIMAL_OUT_OF_RANGE, NULL },
        { (double)INFINITY, DECIMAL_MALFORMED, NULL },
        { -(double)INFINITY, DECIMAL_MALFORMED, NULL },
        { (double)NAN, DECIMAL_MALFORMED, NULL },
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        decimal value = { 77 };
        enum decimal_parse_result result = decimal_of_double(cases[i].value, &value);
        if (result != cases[i].result)
            fail_msg("%.17g gave result %d", cases[i].value, (int)result);
        if (cases[i].text)
            assert_decimal(value, cases[i].text);
        else
            assert_true(value.v == 77);
    }
}

/* By trying every number of digits from one on. */
static enum decimal_parse_result of_shortest_text(double value, decimal *out)
{
    char text[40];
    int digits = 1;
    do
        snprintf(text, sizeof text, "%.*g", digits, value);
    while (strtod(text, NULL) != value && ++digits <= 17);
    return decimal_parse(str_of(text), out);
}

/* A few steps of the last bit away from `value`, up or down. */
static double near(struct random *random, double value)
{
    double towards = random_below(random, 2) ? (double)INFINITY : -(double)INFINITY;
    for (uint64_t steps = random_below(random, 4); steps > 0; steps--)
        value = nextafter(value, towards);
    return value;
}

/* Doubles as files hold them (few digits, products, sums), any bits at all, and those that are near
 * to where the short cuts of decimal_of_double end. */
static double random_double(struct random *random)
{
    uint64_t bits = random_next(random);
    double scale = pow(10, (double)random_below(random, 16));
    double short_one = (double)(bits % 1000000000) / scale;
    double units = (double)(bits % 1000000000000000 >> random_below(random, 50));
    double value;
    switch (random_below(random, 8)) {
    case 0:
        return short_one;
    case 1:
        return -short_one * 0.0116;
    case 2:
        return short_one + (double)random_below(random, 1000) / 997;
    case 3: /* where twelve places round */
        return near(random, (units + 0.5) / 1e12);
    case 4: /* twelve places and not a bit more */
        return near(random, -units / 1e12);
    case 5: /* the last ones that are small enough, whole and half units */
        return near(random, 1000 - (double)random_below(random, 1000) * 0.5e-12);
    case 6: /* a power of two: half as much room below it as above */
        return near(random, ldexp(1, (int)random_below(random, 60) - 50));
    default:
        memcpy(&value, &bits, sizeof value);
        return value;
    }
}

static void test_doubles_against_a_search(void **state)
{
    (void)state;
    struct random random = random_seeded("test_doubles_against_a_search");
    for (int i = 0; i < RANDOM_ROUNDS; i++) {
        double x = random_double(&random);
        if (!isfinite(x))
            continue;
        decimal fast = { 0 }, slow = { 0 };
        enum decimal_parse_result result = decimal_of_double(x, &fast);
        if (result != of_shortest_text(x, &slow) || fast.v != slow.v)
            fail_msg("%.17g differs", x);
    }
}

/* ---- sums ---- */

static void test_sum_rounds_once(void **state)
{
    (void)state;
    struct exact_sum sum = { 0 };
    for (int i = 0; i < 3; i++)
        exact_add_product(&sum, D("0.000001"), D("0.0000004")); /* 4e-13 each: 1.2e-12 together */
    decimal out;
    assert_true(exact_round(sum, &out));
    assert_decimal(out, "0.000000000001");

    struct exact_sum other = { 0 };
    exact_add(&other, D("-1"));
    exact_add_product(&other, D("0.000001"), D("-0.0000005"));
    assert_true(exact_round(other, &out));
    assert_decimal(out, "-1.000000000001"); /* half away from zero */
    exact_add_sum(&sum, other);
    assert_true(exact_round(sum, &out));
    assert_decimal(out, "-0.999999999999"); /* -0.9999999999993 */
}

static void test_sum_overflow_is_sticky(void **state)
{
    (void)state;
    decimal out = { 77 };
    struct exact_sum sum = { 0 };
    exact_add(&sum, D("99999999999999"));
    assert_true(exact_round(sum, &out));
    assert_decimal(out, "99999999999999");
    exact_add(&sum, D("99999999999999"));
    assert_false(exact_round(sum, &out));
    exact_add(&sum, D("-99999999999999"));
    exact_add(&sum, D("-99999999999999"));
    assert_false(exact_round(sum, &out));
    assert_decimal(out, "99999999999999");

    struct exact_sum whole = { 0 };
    exact_add_sum(&whole, sum);
    assert_false(exact_round(whole, &out));
    struct exact_sum product = { 0 };
    exact_add_product(&product, D("99999999999999"), D("2"));
    assert_false(exact_round(product, &out));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_parse),
        cmocka_unit_test(test_text_reads_back),
        cmocka_unit_test(test_format_fixed),
        cmocka_unit_test(test_longest_text),
        cmocka_unit_test(test_round_and_floor),
        cmocka_unit_test(test_multiply_and_divide),
        cmocka_unit_test(test_products_are_rounded_once),
        cmocka_unit_test(test_division_undoes_multiplication),
        cmocka_unit_test(test_the_edge_is_reported),
        cmocka_unit_test(test_double_is_its_shortest_text),
        cmocka_unit_test(test_doubles_against_a_search),
        cmocka_unit_test(test_sum_rounds_once),
        cmocka_unit_test(test_sum_overflow_is_sticky),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
