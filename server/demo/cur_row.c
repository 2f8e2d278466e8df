#include "demo/cur_row.h"

#include <assert.h>
#include <string.h>

#define COST_STEP 100 /* ten places */
#define TIMESTAMP_LEN 20

struct column {
    str name;
    bool is_net;
};

static const struct column columns[CUR_COLUMN_COUNT] = {
#define CUR_COLUMN(id, text) [CUR_##id] = { STR(text), false },
#define CUR_NET_COLUMN(id, text) [CUR_##id] = { STR(text), true },
#include "demo/cur_columns.def"
#undef CUR_COLUMN
#undef CUR_NET_COLUMN
};

str cur_column_name(enum cur_column column)
{
    return columns[column].name;
}

bool cur_column_is_net(enum cur_column column)
{
    return columns[column].is_net;
}

static char *scratch(struct cur_row *row, size_t size)
{
    char *space = row->scratch + row->scratch_used;
    row->scratch_used += size;
    assert(row->scratch_used <= sizeof row->scratch);
    return space;
}

void cur_set(struct cur_row *row, enum cur_column column, str text)
{
    row->cells[column] = text;
}

/* Digits are made from the right: the fraction without trailing zeros, then the rest. */
static void set_number(struct cur_row *row, enum cur_column column, int64_t value, int64_t one,
                       int places)
{
    char text[24];
    char *p = text + sizeof text;
    uint64_t left = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
    uint64_t whole = left / (uint64_t)one;
    uint64_t fraction = left % (uint64_t)one;

    if (fraction > 0) {
        for (; fraction % 10 == 0; fraction /= 10)
            places--;
        for (; places > 0; places--, fraction /= 10)
            *--p = (char)('0' + fraction % 10);
        *--p = '.';
    }
    do
        *--p = (char)('0' + whole % 10);
    while ((whole /= 10) > 0);
    if (value < 0)
        *--p = '-';

    size_t len = (size_t)(text + sizeof text - p);
    char *kept = scratch(row, len);
    memcpy(kept, p, len);
    row->cells[column] = (str){ kept, len };
}

void cur_set_amount(struct cur_row *row, enum cur_column column, int64_t amount)
{
    set_number(row, column, amount, CUR_ONE, 12);
}

void cur_set_quantity(struct cur_row *row, enum cur_column column, int64_t quantity)
{
    set_number(row, column, quantity, CUR_UNIT, 6);
}

static void put_two(char *p, int value)
{
    p[0] = (char)('0' + value / 10);
    p[1] = (char)('0' + value % 10);
}

static void put_timestamp(char *p, day d)
{
    period month = period_of_day(d);
    int year = month.months / 12;
    memcpy(p, "0000-00-00T00:00:00Z", TIMESTAMP_LEN);
    put_two(p, year / 100);
    put_two(p + 2, year % 100);
    put_two(p + 5, month.months % 12 + 1);
    put_two(p + 8, d.days - period_first_day(month).days + 1);
}

void cur_set_days(struct cur_row *row, day from, day to)
{
    char *p = scratch(row, 2 * TIMESTAMP_LEN + 1);
    put_timestamp(p, from);
    p[TIMESTAMP_LEN] = '/';
    put_timestamp(p + TIMESTAMP_LEN + 1, to);
    row->cells[CUR_USAGE_START] = (str){ p, TIMESTAMP_LEN };
    row->cells[CUR_USAGE_END] = (str){ p + TIMESTAMP_LEN + 1, TIMESTAMP_LEN };
    row->cells[CUR_TIME_INTERVAL] = (str){ p, 2 * TIMESTAMP_LEN + 1 };
}

void cur_set_id(struct cur_row *row, uint64_t a, uint64_t b)
{
    static const char digits[] = "abcdefghijklmnopqrstuvwxyz234567";
    char *p = scratch(row, 26);
    for (int i = 0; i < 13; i++, a >>= 5, b >>= 5) {
        p[i] = digits[a & 31];
        p[13 + i] = digits[b & 31];
    }
    row->cells[CUR_LINE_ITEM_ID] = (str){ p, 26 };
}

int64_t cur_cost(int64_t quantity, int64_t rate)
{
    return cur_share(quantity, rate, CUR_UNIT);
}

int64_t cur_share(int64_t value, int64_t numerator, int64_t denominator)
{
    __int128 product = (__int128)value * numerator;
    __int128 step = (__int128)denominator * COST_STEP;
    __int128 half = product < 0 ? -step / 2 : step / 2;
    return (int64_t)((product + half) / step * COST_STEP);
}
