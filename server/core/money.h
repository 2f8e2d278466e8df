/*
 * Currencies and the one way amounts are split: largest remainder (pricing.md §3).
 */
#ifndef PROFORMA_CORE_MONEY_H
#define PROFORMA_CORE_MONEY_H

#include "core/decimal.h"

/* Fractional digits of a currency's minor unit (ISO 4217: USD 2, JPY 0, KWD 3), or -1 when the
 * code is not a currency this table knows. Case-sensitive, upper case. */
int currency_places(str code);

/*
 * Rounds `count` exact figures to `places` so that the rounded ones add up to the rounded total.
 *
 * The total is the sum of the exact figures rounded half away from zero. Each figure is floored
 * towards minus infinity, then the missing units go one each to the largest remainders, ties to
 * the lower index: callers order their figures by the tie-break key of pricing.md §3 first.
 * `rounded` may be `exact`. Returns false on overflow.
 */
bool money_allocate(const decimal *exact, size_t count, int places, decimal *rounded,
                    decimal *total);

#endif
