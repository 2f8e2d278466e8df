#include "core/calendar.h"

#include "core/arena.h"

#include <string.h>
#include <time.h>

#define YEAR_MIN 1900
#define YEAR_MAX 9999
#define DAY_US (INT64_C(86400) * 1000000)

/* ---- the proleptic Gregorian calendar ---- */

struct date {
    int year, month, day;
};

static bool is_leap(int year)
{
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static int days_in_month(int year, int month)
{
    static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    return days[month - 1] + (month == 2 && is_leap(year));
}

/* Days since 1970-01-01 of a date with year >= 0. Years are counted from March, so that the leap
 * day is the last of its year; 153 days are five months from March on. */
static int32_t days_of_date(struct date d)
{
    int year = d.year - (d.month <= 2);
    int month = d.month + (d.month > 2 ? -3 : 9);
    int day_of_year = (153 * month + 2) / 5 + d.day - 1;
    return year * 365 + year / 4 - year / 100 + year / 400 + day_of_year - 719468;
}

static struct date date_of_days(int32_t days)
{
    int64_t shifted = (int64_t)days + 719468; /* since 0000-03-01 */
    int64_t era = (shifted >= 0 ? shifted : shifted - 146096) / 146097;
    int of_era = (int)(shifted - era * 146097);
    int year_of_era = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    int of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int month = (5 * of_year + 2) / 153;
    return (struct date){
        .year = (int)(era * 400) + year_of_era + (month >= 10),
        .month = month < 10 ? month + 3 : month - 9,
        .day = of_year - (153 * month + 2) / 5 + 1,
    };
}

/* ---- reading ---- */

/* Takes exactly `width` digits off the front. */
static bool take_number(str *text, size_t width, int *out)
{
    int value = 0;
    if (text->len < width)
        return false;
    for (size_t i = 0; i < width; i++) {
        unsigned digit = (unsigned)(text->ptr[i] - '0');
        if (digit > 9)
            return false;
        value = value * 10 + (int)digit;
    }
    text->ptr += width;
    text->len -= width;
    *out = value;
    return true;
}

static bool take_char(str *text, const char *any_of)
{
    if (text->len == 0 || !text->ptr[0] || !strchr(any_of, text->ptr[0]))
        return false;
    text->ptr++;
    text->len--;
    return true;
}

static bool take_month(str *text, struct date *out)
{
    return take_number(text, 4, &out->year) && take_char(text, "-") &&
           take_number(text, 2, &out->month) && out->year >= YEAR_MIN && out->month >= 1 &&
           out->month <= 12;
}

static bool take_date(str *text, struct date *out)
{
    return take_month(text, out) && take_char(text, "-") && take_number(text, 2, &out->day) &&
           out->day >= 1 && out->day <= days_in_month(out->year, out->month);
}

/* "10:00:00" with an optional fraction, of which microseconds are kept. */
static bool take_time(str *text, int64_t *us)
{
    int hour, minute, second;
    if (!take_number(text, 2, &hour) || !take_char(text, ":") || !take_number(text, 2, &minute) ||
        !take_char(text, ":") || !take_number(text, 2, &second) || hour > 23 || minute > 59 ||
        second > 59)
        return false;
    *us = (hour * INT64_C(3600) + minute * 60 + second) * 1000000;
    if (!take_char(text, "."))
        return true;
    int digit;
    if (!take_number(text, 1, &digit))
        return false;
    int64_t scale = 100000;
    do {
        *us += digit * scale;
        scale /= 10;
    } while (take_number(text, 1, &digit));
    return true;
}

/* "Z", "+00", "+08:00" or "+0800": minutes east. */
static bool take_zone(str *text, int *minutes)
{
    *minutes = 0;
    if (take_char(text, "Zz"))
        return true;
    bool is_west = text->len > 0 && text->ptr[0] == '-';
    int hour, minute = 0;
    if (!take_char(text, "+-") || !take_number(text, 2, &hour) || hour > 15)
        return false;
    if (text->len > 0) {
        take_char(text, ":");
        if (!take_number(text, 2, &minute) || minute > 59)
            return false;
    }
    *minutes = is_west ? -(hour * 60 + minute) : hour * 60 + minute;
    return true;
}

static bool instant_read(str text, bool needs_zone, instant *out)
{
    struct date date;
    int64_t us;
    int minutes_east = 0;
    if (!take_date(&text, &date) || !take_char(&text, "Tt ") || !take_time(&text, &us))
        return false;
    if ((needs_zone || text.len > 0) && !take_zone(&text, &minutes_east))
        return false;
    if (text.len > 0)
        return false;
    out->us = days_of_date(date) * DAY_US + us - minutes_east * INT64_C(60000000);
    return true;
}

/* ---- writing ---- */

static char *put_number(char *at, int value, int width)
{
    for (int i = width - 1; i >= 0; i--) {
        at[i] = (char)('0' + value % 10);
        value /= 10;
    }
    return at + width;
}

static char *put_date(char *at, struct date date)
{
    at = put_number(at, date.year, date.year > YEAR_MAX ? 5 : 4);
    *at++ = '-';
    at = put_number(at, date.month, 2);
    *at++ = '-';
    return put_number(at, date.day, 2);
}

static char *put_time(char *at, int seconds, int us)
{
    at = put_number(at, seconds / 3600, 2);
    *at++ = ':';
    at = put_number(at, seconds / 60 % 60, 2);
    *at++ = ':';
    at = put_number(at, seconds % 60, 2);
    if (us == 0)
        return at;
    *at++ = '.';
    return put_number(at, us, 6);
}

static int finish(char *at, const char *text)
{
    *at = '\0';
    return (int)(at - text);
}

/* ---- days ---- */

bool day_parse(str text, day *out)
{
    struct date date;
    if (!take_date(&text, &date) || text.len > 0)
        return false;
    out->days = days_of_date(date);
    return true;
}

bool day_of_timestamp(str text, day *out)
{
    if (text.len == 10)
        return day_parse(text, out);
    instant t;
    if (!instant_read(text, false, &t))
        return false;
    *out = day_of_instant(t);
    return true;
}

int day_format(day d, char text[CALENDAR_TEXT_MAX])
{
    return finish(put_date(text, date_of_days(d.days)), text);
}

str day_text(struct arena *arena, day d)
{
    if (day_is_none(d))
        return STR_NULL;
    char text[CALENDAR_TEXT_MAX];
    int len = day_format(d, text);
    return str_copy(arena, (str){ text, (size_t)len });
}

bool day_is_none(day d)
{
    return d.days == DAY_NONE.days;
}

day day_of_instant(instant t)
{
    int64_t days = t.us / DAY_US - (t.us % DAY_US < 0);
    return (day){ (int32_t)days };
}

/* ---- periods ---- */

bool period_parse(str text, period *out)
{
    struct date date;
    if (!take_month(&text, &date) || text.len > 0)
        return false;
    out->months = date.year * 12 + date.month - 1;
    return true;
}

int period_format(period p, char text[CALENDAR_TEXT_MAX])
{
    char *at = put_number(text, p.months / 12, 4);
    *at++ = '-';
    return finish(put_number(at, p.months % 12 + 1, 2), text);
}

str period_text(struct arena *arena, period p)
{
    if (period_is_none(p))
        return STR_NULL;
    char text[CALENDAR_TEXT_MAX];
    int len = period_format(p, text);
    return str_copy(arena, (str){ text, (size_t)len });
}

bool period_is_none(period p)
{
    return p.months == PERIOD_NONE.months;
}

period period_of_day(day d)
{
    struct date date = date_of_days(d.days);
    return (period){ date.year * 12 + date.month - 1 };
}

day period_first_day(period p)
{
    return (day){ days_of_date((struct date){ p.months / 12, p.months % 12 + 1, 1 }) };
}

day period_end_day(period p)
{
    return period_first_day(period_add(p, 1));
}

period period_add(period p, int months)
{
    return (period){ p.months + months };
}

/* ---- instants ---- */

bool instant_parse(str text, instant *out)
{
    return instant_read(text, true, out);
}

int instant_format(instant t, char text[CALENDAR_TEXT_MAX])
{
    day d = day_of_instant(t);
    int64_t of_day = t.us - d.days * DAY_US;
    char *at = put_date(text, date_of_days(d.days));
    *at++ = 'T';
    at = put_time(at, (int)(of_day / 1000000), (int)(of_day % 1000000));
    *at++ = 'Z';
    return finish(at, text);
}

str instant_text(struct arena *arena, instant t)
{
    if (instant_is_none(t))
        return STR_NULL;
    char text[CALENDAR_TEXT_MAX];
    int len = instant_format(t, text);
    return str_copy(arena, (str){ text, (size_t)len });
}

bool instant_is_none(instant t)
{
    return t.us == INSTANT_NONE.us;
}

instant instant_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    return (instant){ now.tv_sec * INT64_C(1000000) + now.tv_nsec / 1000 };
}
