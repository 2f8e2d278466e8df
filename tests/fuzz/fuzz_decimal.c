/* Any text: reads as a decimal whose own text reads back, or as none. Any eight bytes, taken as a
 * double: the decimal of their shortest text. Any two decimals: operations agree or refuse. */
#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/decimal.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_text(str text)
{
    decimal value = { 77 }, again, integer_part;
    enum decimal_parse_result result = decimal_parse(text, &value);
    if (result == DECIMAL_MALFORMED || result == DECIMAL_OUT_OF_RANGE) {
        assert(value.v == 77);
        return;
    }
    char written[DECIMAL_TEXT_MAX];
    int len = decimal_format(value, written);
    assert(len > 0 && len < DECIMAL_TEXT_MAX && written[len] == '\0');
    assert(decimal_parse((str){ written, (size_t)len }, &again) == DECIMAL_OK);
    assert(again.v == value.v);
    integer_part = decimal_floor(value, 0);
    assert(decimal_compare(integer_part, value) <= 0);
    assert(decimal_compare(decimal_round(value, DECIMAL_PLACES), value) == 0);
}

static void check_double(double value)
{
    char text[40];
    int digits = 1;
    do
        snprintf(text, sizeof text, "%.*g", digits, value);
    while (isfinite(value) && strtod(text, NULL) != value && ++digits <= 17);
    decimal fast = DECIMAL_ZERO, slow = DECIMAL_ZERO;
    enum decimal_parse_result expected = decimal_parse(str_of(text), &slow);
    assert(decimal_of_double(value, &fast) == expected);
    assert(fast.v == slow.v);
}

static decimal any_decimal(const uint8_t *bytes)
{
    decimal value;
    const decimal limit = { (__int128)UINT64_C(10000000000000000000) * 1000000000000000000 };
    memcpy(&value, bytes, sizeof value);
    value.v %= limit.v;
    return value;
}

static void check_pair(decimal a, decimal b)
{
    decimal sum, product, quotient, back;
    assert(decimal_add(a, b, &sum) && decimal_sub(sum, b, &back) && back.v == a.v);
    if (decimal_mul(a, b, &product)) {
        assert(decimal_mul(decimal_neg(b), a, &back) && back.v == -product.v);
        assert(decimal_mul(a, decimal_of_int(1), &back) && back.v == a.v);
    }
    if (decimal_div(a, b, &quotient)) {
        assert(b.v != 0);
        assert(decimal_div(decimal_neg(a), b, &back) && back.v == -quotient.v);
    }
    struct exact_sum exact = { 0 };
    exact_add(&exact, a);
    exact_add_product(&exact, a, b);
    if (exact_round(exact, &back)) {
        decimal difference;
        assert(decimal_mul(a, b, &product) && decimal_add(product, a, &sum));
        assert(decimal_sub(sum, back, &difference));
        assert(difference.v >= -1 && difference.v <= 1);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    check_text((str){ (const char *)data, size });
    if (size >= sizeof(double)) {
        double value;
        memcpy(&value, data, sizeof value);
        check_double(value);
    }
    if (size >= 2 * sizeof(decimal))
        check_pair(any_decimal(data), any_decimal(data + sizeof(decimal)));
    return 0;
}
