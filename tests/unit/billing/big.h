/*
 * Whole numbers of up to 72 digits, in groups of six: slow, plain and unlike the arithmetic they
 * check. Amounts are held in units of 10^-12, products of two in units of 10^-24.
 */
#ifndef PROFORMA_TESTS_BILLING_BIG_H
#define PROFORMA_TESTS_BILLING_BIG_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#define BIG_GROUPS 12
#define BIG_BASE 1000000

struct big {
    bool is_negative;
    uint32_t groups[BIG_GROUPS]; /* lowest first */
};

static inline bool big_is_zero(struct big a)
{
    for (int i = 0; i < BIG_GROUPS; i++) {
        if (a.groups[i])
            return false;
    }
    return true;
}

static inline int big_compare_size(struct big a, struct big b)
{
    for (int i = BIG_GROUPS - 1; i >= 0; i--) {
        if (a.groups[i] != b.groups[i])
            return a.groups[i] < b.groups[i] ? -1 : 1;
    }
    return 0;
}

static inline struct big big_negate(struct big a)
{
    a.is_negative = !a.is_negative && !big_is_zero(a);
    return a;
}

static inline struct big big_add(struct big a, struct big b)
{
    struct big sum = { .is_negative = a.is_negative };
    if (a.is_negative == b.is_negative) {
        uint32_t carry = 0;
        for (int i = 0; i < BIG_GROUPS; i++) {
            uint32_t group = a.groups[i] + b.groups[i] + carry;
            sum.groups[i] = group % BIG_BASE;
            carry = group / BIG_BASE;
        }
        return sum;
    }
    if (big_compare_size(a, b) < 0) {
        struct big swap = a;
        a = b;
        b = swap;
        sum.is_negative = a.is_negative;
    }
    int32_t borrow = 0;
    for (int i = 0; i < BIG_GROUPS; i++) {
        int32_t group = (int32_t)a.groups[i] - (int32_t)b.groups[i] - borrow;
        borrow = group < 0;
        sum.groups[i] = (uint32_t)(group + borrow * BIG_BASE);
    }
    if (big_is_zero(sum))
        sum.is_negative = false;
    return sum;
}

static inline struct big big_subtract(struct big a, struct big b)
{
    return big_add(a, big_negate(b));
}

static inline struct big big_multiply(struct big a, struct big b)
{
    struct big product = { .is_negative = false };
    for (int i = 0; i < BIG_GROUPS; i++) {
        uint64_t carry = 0;
        for (int j = 0; i + j < BIG_GROUPS; j++) {
            uint64_t group = (uint64_t)a.groups[i] * b.groups[j] + product.groups[i + j] + carry;
            product.groups[i + j] = (uint32_t)(group % BIG_BASE);
            carry = group / BIG_BASE;
        }
    }
    product.is_negative = a.is_negative != b.is_negative && !big_is_zero(product);
    return product;
}

static inline struct big big_of(int64_t value)
{
    struct big a = { .is_negative = value < 0 };
    uint64_t rest = value < 0 ? -(uint64_t)value : (uint64_t)value;
    for (int i = 0; rest > 0; i++, rest /= BIG_BASE)
        a.groups[i] = (uint32_t)(rest % BIG_BASE);
    return a;
}

static inline struct big big_power_of_ten(int exponent)
{
    struct big power = { .is_negative = false };
    uint32_t group = 1;
    for (int i = exponent % 6; i > 0; i--)
        group *= 10;
    power.groups[exponent / 6] = group;
    return power;
}

/* The units of 10^-12 of a decimal text such as "-12.5". */
static inline struct big big_of_text(const char *text)
{
    bool is_negative = *text == '-';
    struct big value = big_of(0);
    int places = -1;
    for (text += is_negative; *text; text++) {
        if (*text == '.') {
            places = 0;
            continue;
        }
        value = big_add(big_multiply(value, big_of(10)), big_of(*text - '0'));
        places += places >= 0;
    }
    value = big_multiply(value, big_power_of_ten(12 - (places < 0 ? 0 : places)));
    return is_negative ? big_negate(value) : value;
}

/* Drops `digits` digits, towards zero. */
static inline struct big big_shift_down(struct big a, int digits)
{
    for (; digits >= 6; digits -= 6) {
        memmove(a.groups, a.groups + 1, sizeof(a.groups) - sizeof(a.groups[0]));
        a.groups[BIG_GROUPS - 1] = 0;
    }
    for (; digits > 0; digits--) {
        uint32_t carry = 0;
        for (int i = BIG_GROUPS - 1; i >= 0; i--) {
            uint32_t group = carry * BIG_BASE + a.groups[i];
            a.groups[i] = group / 10;
            carry = group % 10;
        }
    }
    if (big_is_zero(a))
        a.is_negative = false;
    return a;
}

/* Drops `digits` digits, rounding half away from zero. */
static inline struct big big_round(struct big a, int digits)
{
    struct big half = big_multiply(big_of(5), big_power_of_ten(digits - 1));
    half.is_negative = a.is_negative;
    return big_shift_down(big_add(a, half), digits);
}

/* Drops `digits` digits, towards minus infinity. */
static inline struct big big_floor(struct big a, int digits)
{
    struct big floored = big_shift_down(a, digits);
    struct big back = big_multiply(floored, big_power_of_ten(digits));
    if (a.is_negative && big_compare_size(back, a) != 0)
        floored = big_subtract(floored, big_of(1));
    return floored;
}

/* The text of units of 10^-places, without trailing zeros. */
static inline const char *big_text(struct big a, int places, char text[200])
{
    char digits[BIG_GROUPS * 6 + 1];
    for (int i = 0; i < BIG_GROUPS; i++)
        snprintf(digits + i * 6, 7, "%06u", a.groups[BIG_GROUPS - 1 - i] % BIG_BASE);
    int point = BIG_GROUPS * 6 - places;
    int first = 0;
    while (first < point - 1 && digits[first] == '0')
        first++;
    int length = snprintf(text, 200, "%s%.*s.%s", a.is_negative ? "-" : "", point - first,
                          digits + first, digits + point);
    while (text[length - 1] == '0')
        text[--length] = '\0';
    if (text[length - 1] == '.')
        text[--length] = '\0';
    return text;
}

#endif
