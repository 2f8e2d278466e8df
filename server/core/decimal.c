#include "core/decimal.h"

#include "core/arena.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef unsigned __int128 magnitude;

#define ONE UINT64_C(1000000000000)
#define POWER_38 ((magnitude)UINT64_C(10000000000000000000) * UINT64_C(10000000000000000000))
/* |v| of every decimal stays below 10^38: numeric(38,12) holds it, and rounding it cannot wrap. */
#define LIMIT POWER_38
#define INPUT_LIMIT ((magnitude)UINT64_C(100000000000000) * ONE)

static const uint64_t powers[] = {
    UINT64_C(1),
    UINT64_C(10),
    UINT64_C(100),
    UINT64_C(1000),
    UINT64_C(10000),
    UINT64_C(100000),
    UINT64_C(1000000),
    UINT64_C(10000000),
    UINT64_C(100000000),
    UINT64_C(1000000000),
    UINT64_C(10000000000),
    UINT64_C(100000000000),
    UINT64_C(1000000000000),
    UINT64_C(10000000000000),
    UINT64_C(100000000000000),
    UINT64_C(1000000000000000),
    UINT64_C(10000000000000000),
    UINT64_C(100000000000000000),
    UINT64_C(1000000000000000000),
    UINT64_C(10000000000000000000),
};

static magnitude power_of_ten(int64_t exponent)
{
    return exponent <= 19 ? powers[exponent] : (magnitude)powers[19] * powers[exponent - 19];
}

static magnitude magnitude_of(__int128 v)
{
    return v < 0 ? -(magnitude)v : (magnitude)v;
}

static __int128 with_sign(magnitude m, bool is_negative)
{
    return is_negative ? -(__int128)m : (__int128)m;
}

static bool store(__int128 v, decimal *out)
{
    if (magnitude_of(v) >= LIMIT)
        return false;
    out->v = v;
    return true;
}

static magnitude divide_half_away(magnitude m, magnitude divisor)
{
    magnitude quotient = m / divisor;
    magnitude remainder = m - quotient * divisor;
    return quotient + (remainder >= divisor - remainder);
}

/* ---- in from text ---- */

/* Plain digits with at most one point, short enough for 64 bits: nearly every value of a report.
 * false: read_long decides. */
static bool read_short(str text, magnitude *out)
{
    uint64_t digits = 0;
    size_t point = 0;
    if (text.len > 19)
        return false;
    for (size_t i = 0; i < text.len; i++) {
        unsigned digit = (unsigned)(text.ptr[i] - '0');
        if (digit <= 9)
            digits = digits * 10 + digit;
        else if (text.ptr[i] == '.' && point == 0)
            point = i + 1;
        else
            return false;
    }
    size_t places = point > 0 ? text.len - point : 0;
    if (places > DECIMAL_PLACES || text.len == (point > 0))
        return false;
    *out = (magnitude)digits * powers[DECIMAL_PLACES - places];
    return *out < INPUT_LIMIT;
}

/* A number as written: digits × 10^exponent, the digits cut off where a magnitude is full. */
struct written {
    magnitude digits;
    int64_t exponent;
    bool has_digits;
    bool has_lost; /* a digit other than 0 was cut off */
};

static void add_digit(struct written *w, unsigned digit, bool is_fraction)
{
    w->has_digits = true;
    if (w->digits >= POWER_38 / 10) {
        w->has_lost |= digit > 0;
        w->exponent += !is_fraction;
        return;
    }
    w->digits = w->digits * 10 + digit;
    w->exponent -= is_fraction;
}

/* The digits after "e"; far beyond what any mantissa could bring back, more make no difference. */
static bool read_exponent(str text, int64_t *out)
{
    bool is_negative = str_starts(text, STR("-"));
    size_t i = is_negative || str_starts(text, STR("+"));
    int64_t value = 0;
    if (i == text.len)
        return false;
    for (; i < text.len; i++) {
        unsigned digit = (unsigned)(text.ptr[i] - '0');
        if (digit > 9)
            return false;
        if (value < INT64_C(1000000000000))
            value = value * 10 + digit;
    }
    *out = is_negative ? -value : value;
    return true;
}

static bool read_written(str text, struct written *w)
{
    bool is_fraction = false;
    size_t i = 0;
    for (; i < text.len; i++) {
        unsigned digit = (unsigned)(text.ptr[i] - '0');
        if (digit <= 9)
            add_digit(w, digit, is_fraction);
        else if (text.ptr[i] == '.' && !is_fraction)
            is_fraction = true;
        else
            break;
    }
    if (!w->has_digits || i == text.len)
        return w->has_digits;
    int64_t exponent;
    if ((text.ptr[i] | 0x20) != 'e' ||
        !read_exponent((str){ text.ptr + i + 1, text.len - i - 1 }, &exponent))
        return false;
    w->exponent += exponent;
    return true;
}

static enum decimal_parse_result read_long(str text, magnitude *out)
{
    struct written w = { 0 };
    if (!read_written(text, &w))
        return DECIMAL_MALFORMED;
    int64_t shift = w.exponent + DECIMAL_PLACES;
    bool is_rounded = false;
    if (w.digits == 0) {
        *out = 0;
    } else if (shift >= 0) {
        if (shift > 38 || __builtin_mul_overflow(w.digits, power_of_ten(shift), out))
            return DECIMAL_OUT_OF_RANGE;
    } else if (shift < -38) {
        *out = 0;
        is_rounded = true;
    } else {
        *out = divide_half_away(w.digits, power_of_ten(-shift));
        is_rounded = w.has_lost || w.digits % power_of_ten(-shift) != 0;
    }
    if (*out >= INPUT_LIMIT)
        return DECIMAL_OUT_OF_RANGE;
    return is_rounded ? DECIMAL_ROUNDED : DECIMAL_OK;
}

enum decimal_parse_result decimal_parse(str text, decimal *out)
{
    bool is_negative = text.len > 0 && text.ptr[0] == '-';
    if (is_negative || (text.len > 0 && text.ptr[0] == '+')) {
        text.ptr++;
        text.len--;
    }
    magnitude m;
    enum decimal_parse_result result = DECIMAL_OK;
    if (!read_short(text, &m))
        result = read_long(text, &m);
    if (result == DECIMAL_OK || result == DECIMAL_ROUNDED)
        out->v = with_sign(m, is_negative);
    return result;
}

/* ---- in from binary doubles ---- */

static enum decimal_parse_result parse_shortest_text(double value, decimal *out)
{
    char text[40];
    int len = 0;
    for (int digits = 15; digits <= 17; digits++) {
        len = snprintf(text, sizeof text, "%.*g", digits, value);
        if (strtod(text, NULL) == value)
            break;
    }
    return decimal_parse((str){ text, (size_t)len }, out);
}

/*
 * Writing the shortest text and reading it takes a hundred times as long as these two short cuts,
 * which give what it gives. Both are for |value| below 1000: `scaled` is below 10^15 then, so that
 * units is exact as a double, and is off value × 10^12 by at most 2^-53 of itself.
 * 1. units / 10^12 is correctly rounded, so when it gives the value back, units is a decimal of at
 *    most 15 digits that reads as the value. No two such decimals read as the same double, hence
 *    it is the shortest text.
 * 2. Otherwise the shortest text has more than 12 places: one of 12 would lie so near to scaled
 *    that it was units. It reads as the value, so it is off it by at most 2^-53 of it, and off
 *    scaled by at most 2^-52 in all. Unless half a unit is twice that near, the nearest unit to
 *    scaled is the text's rounding too.
 */
enum decimal_parse_result decimal_of_double(double value, decimal *out)
{
    double size = fabs(value);
    if (!isfinite(value))
        return DECIMAL_MALFORMED;
    if (!(size < 1000))
        return parse_shortest_text(value, out);
    double scaled = size * 1e12;
    int64_t units = (int64_t)(scaled + 0.5);
    double distance = fabs(scaled - (double)units);
    bool is_exact = (double)units / 1e12 == size;
    if (!is_exact && distance > 0.5 - scaled * 0x1p-51)
        return parse_shortest_text(value, out);
    out->v = value < 0 ? -units : units;
    return is_exact ? DECIMAL_OK : DECIMAL_ROUNDED;
}

decimal decimal_of_int(int64_t value)
{
    return (decimal){ (__int128)value * (__int128)ONE };
}

/* ---- arithmetic ---- */

bool decimal_add(decimal a, decimal b, decimal *out)
{
    __int128 sum;
    return !__builtin_add_overflow(a.v, b.v, &sum) && store(sum, out);
}

bool decimal_sub(decimal a, decimal b, decimal *out)
{
    __int128 difference;
    return !__builtin_sub_overflow(a.v, b.v, &difference) && store(difference, out);
}

bool decimal_add_to(decimal *sum, decimal a)
{
    return decimal_add(*sum, a, sum);
}

/* a × b ÷ 10^12 when the product needs up to 256 bits: four limbs, divided like digits. */
static bool multiply_long(magnitude a, magnitude b, magnitude *out)
{
    uint64_t a_low = (uint64_t)a, a_high = (uint64_t)(a >> 64);
    uint64_t b_low = (uint64_t)b, b_high = (uint64_t)(b >> 64);
    magnitude low = (magnitude)a_low * b_low;
    magnitude cross = (magnitude)a_low * b_high + (uint64_t)(low >> 64);
    magnitude carry = (magnitude)a_high * b_low + (uint64_t)cross;
    magnitude high = (magnitude)a_high * b_high + (cross >> 64) + (carry >> 64);
    uint64_t limbs[4] = { (uint64_t)(high >> 64), (uint64_t)high, (uint64_t)carry, (uint64_t)low };
    magnitude remainder = 0;
    for (int i = 0; i < 4; i++) {
        magnitude part = remainder << 64 | limbs[i];
        limbs[i] = (uint64_t)(part / ONE);
        remainder = part % ONE;
    }
    *out = ((magnitude)limbs[2] << 64 | limbs[3]) + (remainder >= ONE / 2);
    return limbs[0] == 0 && limbs[1] == 0 && *out < LIMIT;
}

bool decimal_mul(decimal a, decimal b, decimal *out)
{
    magnitude product, m;
    magnitude x = magnitude_of(a.v), y = magnitude_of(b.v);
    if (!__builtin_mul_overflow(x, y, &product))
        m = divide_half_away(product, ONE);
    else if (!multiply_long(x, y, &m))
        return false;
    return store(with_sign(m, (a.v < 0) != (b.v < 0)), out);
}

/* One decimal digit of remainder × 10 ÷ divisor: by adding, as the product may not fit. */
static unsigned next_digit(magnitude *remainder, magnitude divisor)
{
    magnitude sum = 0;
    unsigned digit = 0;
    for (int i = 0; i < 10; i++) {
        sum += *remainder;
        if (sum >= divisor) {
            sum -= divisor;
            digit++;
        }
    }
    *remainder = sum;
    return digit;
}

static bool divide_long(magnitude x, magnitude y, magnitude *out)
{
    magnitude quotient = x / y;
    magnitude remainder = x % y;
    for (int i = 0; i < DECIMAL_PLACES; i++) {
        if (quotient >= LIMIT / 10)
            return false;
        quotient = quotient * 10 + next_digit(&remainder, y);
    }
    *out = quotient + (remainder >= y - remainder);
    return true;
}

bool decimal_div(decimal a, decimal b, decimal *out)
{
    if (b.v == 0)
        return false;
    magnitude scaled, m;
    magnitude x = magnitude_of(a.v), y = magnitude_of(b.v);
    if (!__builtin_mul_overflow(x, (magnitude)ONE, &scaled))
        m = divide_half_away(scaled, y);
    else if (!divide_long(x, y, &m))
        return false;
    return m < LIMIT && store(with_sign(m, (a.v < 0) != (b.v < 0)), out);
}

decimal decimal_neg(decimal a)
{
    return (decimal){ -a.v };
}

decimal decimal_abs(decimal a)
{
    return a.v < 0 ? decimal_neg(a) : a;
}

int decimal_compare(decimal a, decimal b)
{
    return (a.v > b.v) - (a.v < b.v);
}

bool decimal_is_zero(decimal a)
{
    return a.v == 0;
}

decimal decimal_unit(int places)
{
    return (decimal){ (__int128)powers[DECIMAL_PLACES - places] };
}

decimal decimal_round(decimal a, int places)
{
    uint64_t unit = powers[DECIMAL_PLACES - places];
    return (decimal){ with_sign(divide_half_away(magnitude_of(a.v), unit) * unit, a.v < 0) };
}

decimal decimal_floor(decimal a, int places)
{
    __int128 unit = (__int128)powers[DECIMAL_PLACES - places];
    __int128 remainder = a.v % unit;
    return (decimal){ a.v - remainder - (remainder < 0 ? unit : 0) };
}

int decimal_places(decimal a)
{
    uint64_t fraction = (uint64_t)(magnitude_of(a.v) % ONE);
    int places = DECIMAL_PLACES;
    for (; places > 0 && fraction % 10 == 0; places--)
        fraction /= 10;
    return places;
}

/* ---- out to text ---- */

/* Writes backwards, ending before `end`; returns the start. Two digits a step: dividing is what
 * takes the time. */
static char *write_digits(char *end, uint64_t value)
{
    for (; value >= 10; value /= 100) {
        unsigned pair = (unsigned)(value % 100);
        *--end = (char)('0' + pair % 10);
        *--end = (char)('0' + pair / 10);
    }
    if (value > 0)
        *--end = (char)('0' + value);
    return end;
}

static char *write_padded(char *end, uint64_t value, int width)
{
    char *start = end - width;
    for (end = write_digits(end, value); end > start;)
        *--end = '0';
    return start;
}

static char *write_whole(char *end, magnitude value)
{
    if (value == 0)
        *--end = '0';
    if (value <= UINT64_MAX)
        return write_digits(end, (uint64_t)value);
    end = write_padded(end, (uint64_t)(value % powers[19]), 19);
    return write_digits(end, (uint64_t)(value / powers[19]));
}

/* `fraction` holds `places` digits. */
static int write_text(bool is_negative, magnitude whole, uint64_t fraction, int places,
                      char text[DECIMAL_TEXT_MAX])
{
    char digits[DECIMAL_TEXT_MAX];
    char *end = digits + sizeof digits;
    char *start = end;
    if (places > 0) {
        start = write_padded(start, fraction, places);
        *--start = '.';
    }
    start = write_whole(start, whole);
    if (is_negative)
        *--start = '-';
    int len = (int)(end - start);
    memcpy(text, start, (size_t)len);
    text[len] = '\0';
    return len;
}

static magnitude split(decimal a, uint64_t *fraction)
{
    magnitude m = magnitude_of(a.v);
    magnitude whole = m <= UINT64_MAX ? (uint64_t)m / ONE : m / ONE;
    *fraction = (uint64_t)(m - whole * ONE);
    return whole;
}

int decimal_format(decimal a, char text[DECIMAL_TEXT_MAX])
{
    uint64_t fraction;
    magnitude whole = split(a, &fraction);
    int places = DECIMAL_PLACES;
    if (fraction == 0)
        places = 0;
    for (; places > 0 && fraction % 10 == 0; places--)
        fraction /= 10;
    return write_text(a.v < 0, whole, fraction, places, text);
}

int decimal_format_fixed(decimal a, int places, char text[DECIMAL_TEXT_MAX])
{
    uint64_t fraction;
    decimal rounded = decimal_round(a, places);
    magnitude whole = split(rounded, &fraction);
    return write_text(rounded.v < 0, whole, fraction / powers[DECIMAL_PLACES - places], places,
                      text);
}

str decimal_text(struct arena *arena, decimal a)
{
    char text[DECIMAL_TEXT_MAX];
    int len = decimal_format(a, text);
    return str_copy(arena, (str){ text, (size_t)len });
}

str decimal_shown(struct arena *arena, decimal a, int places)
{
    if (places == DECIMAL_PLACES)
        return decimal_text(arena, a);
    char text[DECIMAL_TEXT_MAX];
    int len = decimal_format_fixed(a, places, text);
    return str_copy(arena, (str){ text, (size_t)len });
}

/* ---- sums rounded once ---- */

#define LOST ((__int128)((unsigned __int128)1 << 127)) /* of a sum that has overflowed */

static void add_units(struct exact_sum *sum, __int128 units)
{
    if (sum->v == LOST || units == LOST || __builtin_add_overflow(sum->v, units, &sum->v))
        sum->v = LOST;
}

void exact_add(struct exact_sum *sum, decimal a)
{
    __int128 units;
    add_units(sum, __builtin_mul_overflow(a.v, (__int128)ONE, &units) ? LOST : units);
}

void exact_add_product(struct exact_sum *sum, decimal a, decimal b)
{
    __int128 units;
    add_units(sum, __builtin_mul_overflow(a.v, b.v, &units) ? LOST : units);
}

void exact_add_sum(struct exact_sum *sum, struct exact_sum other)
{
    add_units(sum, other.v);
}

bool exact_round(struct exact_sum sum, decimal *out)
{
    if (sum.v == LOST)
        return false;
    out->v = with_sign(divide_half_away(magnitude_of(sum.v), ONE), sum.v < 0);
    return true;
}
