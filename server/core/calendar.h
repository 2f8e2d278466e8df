/*
 * Days, billing periods and instants, all UTC (pricing.md §1: a period is a calendar month, UTC).
 *
 * Each is a struct of its own so that the compiler keeps them apart and `_Generic` can tell a
 * shape's kinds. Zero is not a valid value of a calendar column here: an absent day, period or
 * instant is the *_NONE value (what JSON null and SQL null become).
 */
#ifndef PROFORMA_CORE_CALENDAR_H
#define PROFORMA_CORE_CALENDAR_H

#include <stdint.h>

#include "core/str.h"

/* Days since 1970-01-01. */
typedef struct {
    int32_t days;
} day;

/* Months since 0000-01: year × 12 + month - 1. */
typedef struct {
    int32_t months;
} period;

/* Microseconds since 1970-01-01T00:00:00Z. */
typedef struct {
    int64_t us;
} instant;

#define DAY_NONE ((day){ INT32_MIN })
#define PERIOD_NONE ((period){ INT32_MIN })
#define INSTANT_NONE ((instant){ INT64_MIN })

/* Room for the text of any of them with its NUL. The *_format functions return the length; the
 * *_text functions give the absent string for a NONE value. */
#define CALENDAR_TEXT_MAX 32

/* "2023-11-01"; years 1900 to 9999. */
bool day_parse(str text, day *out);
/* The day of "2023-11-01T00:00:00.000Z", "2023-11-01T00:00:00Z", "2023-11-01 00:00:00" or of the
 * plain day: the spellings found in cost and usage reports. No zone means UTC. */
bool day_of_timestamp(str text, day *out);
int day_format(day d, char text[CALENDAR_TEXT_MAX]);
str day_text(struct arena *arena, day d);
bool day_is_none(day d);

/* "2023-11" */
bool period_parse(str text, period *out);
int period_format(period p, char text[CALENDAR_TEXT_MAX]);
str period_text(struct arena *arena, period p);
bool period_is_none(period p);
period period_of_day(day d);
day period_first_day(period p);
day period_end_day(period p); /* the first day of the next period */
period period_add(period p, int months);

/* RFC 3339: "2026-11-21T10:00:00Z" with optional fraction; the spelling of PostgreSQL too
 * ("2026-11-21 10:00:00.25+00"). Another offset than UTC is converted. Written with Z, and with
 * six digits of fraction unless it is 0. */
bool instant_parse(str text, instant *out);
int instant_format(instant t, char text[CALENDAR_TEXT_MAX]);
str instant_text(struct arena *arena, instant t);
bool instant_is_none(instant t);
instant instant_now(void); /* the wall clock: called by the edges only, who store it in cx->now */
day day_of_instant(instant t);

#endif
