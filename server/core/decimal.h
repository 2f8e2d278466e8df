/*
 * Exact decimal numbers with 12 fractional digits: the only way amounts, quantities, rates and
 * percentages are held (pricing.md §1, §3). Never a binary float.
 *
 * A `decimal` is an integer count of 10^-12 in an __int128: |value| < 10^26, just what the
 * database's numeric(38,12) holds. Input is limited to DECIMAL_INPUT_DIGITS integer digits, so
 * that sums of 10^9 inputs and one multiplication by a rate stay in range; every operation that
 * could still leave it reports so.
 */
#ifndef PROFORMA_CORE_DECIMAL_H
#define PROFORMA_CORE_DECIMAL_H

#include <stdbool.h>
#include <stdint.h>

#include "core/str.h"

#define DECIMAL_PLACES 12
#define DECIMAL_INPUT_DIGITS 14

typedef struct {
    __int128 v; /* units of 10^-12 */
} decimal;

/* Longest text of decimal_format, with sign, point and NUL. */
#define DECIMAL_TEXT_MAX 48

#define DECIMAL_ZERO ((decimal){ 0 })

enum decimal_parse_result {
    DECIMAL_OK,
    DECIMAL_ROUNDED,      /* had more than 12 fractional digits: rounded half away from zero */
    DECIMAL_MALFORMED,    /* not a number; *out is untouched */
    DECIMAL_OUT_OF_RANGE, /* more than DECIMAL_INPUT_DIGITS integer digits; *out is untouched */
};

/* Parses "-12.5", "1e-7", "+3", ".5". No white space, no thousands separators, no inf or nan. */
enum decimal_parse_result decimal_parse(str text, decimal *out);

/* The decimal of a binary double that came from a file: the value of its shortest decimal text
 * that reads back the same, rounded to 12 places (pricing.md §3). Inf and nan: MALFORMED. */
enum decimal_parse_result decimal_of_double(double value, decimal *out);

decimal decimal_of_int(int64_t value);

/* false, and *out untouched, when the result does not fit. */
bool decimal_add(decimal a, decimal b, decimal *out);
bool decimal_sub(decimal a, decimal b, decimal *out);
bool decimal_add_to(decimal *sum, decimal a);
/* a × b rounded once to 12 places, half away from zero. */
bool decimal_mul(decimal a, decimal b, decimal *out);
/* a ÷ b rounded to 12 places, half away from zero; false when b is 0 too. */
bool decimal_div(decimal a, decimal b, decimal *out);

decimal decimal_neg(decimal a);
decimal decimal_abs(decimal a);
int decimal_compare(decimal a, decimal b);
bool decimal_is_zero(decimal a);

/* One unit of the last of `places` (0..12) fractional digits: 0.01 for 2. */
decimal decimal_unit(int places);

/* Rounded half away from zero to `places` (0..12) fractional digits. */
decimal decimal_round(decimal a, int places);

/* Rounded towards minus infinity to `places` fractional digits. */
decimal decimal_floor(decimal a, int places);

/* How many fractional digits the value needs (0..12). */
int decimal_places(decimal a);

/* Exact text without trailing zeros and exponent: "307.911", "0", "-0.5". Returns the length
 * written to `text` (NUL-terminated), at most DECIMAL_TEXT_MAX - 1. */
int decimal_format(decimal a, char text[DECIMAL_TEXT_MAX]);

/* Text with exactly `places` digits after the point; the value is rounded half away first. */
int decimal_format_fixed(decimal a, int places, char text[DECIMAL_TEXT_MAX]);

str decimal_text(struct arena *arena, decimal a);

/* A figure as it is shown: as decimal_format_fixed, or exact when `places` is DECIMAL_PLACES. */
str decimal_shown(struct arena *arena, decimal a, int places);

/*
 * A sum of products that is rounded once: units of 10^-24. Holds |sum| < 1.7e14 units of
 * currency, which is why input is limited as above; overflow is sticky (the lowest value there is
 * stands for it) and reported at the end.
 */
struct exact_sum {
    __int128 v;
};

void exact_add(struct exact_sum *sum, decimal a);
void exact_add_product(struct exact_sum *sum, decimal a, decimal b);
void exact_add_sum(struct exact_sum *sum, struct exact_sum other);
/* Rounded once to 12 places, half away from zero. false on overflow. */
bool exact_round(struct exact_sum sum, decimal *out);

#endif
