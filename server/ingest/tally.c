#include "ingest/tally.h"

#include <string.h>

/* 10^DECIMAL_INPUT_DIGITS */
#define SIZE_LIMIT INT64_C(100000000000000)

struct tally tally_new(void)
{
    return (struct tally){ .first_day = DAY_NONE, .last_day = DAY_NONE };
}

static bool is_line_of(const struct tally_line *line, const struct charge *charge)
{
    return line->kind == charge->kind &&
           str_equal(line->line_item_type, charge->texts[TEXT_LINE_ITEM_TYPE]);
}

static void make_room(struct tally *tally, struct arena *arena)
{
    if (tally->count < tally->capacity)
        return;
    tally->capacity = tally->capacity > 0 ? tally->capacity * 2 : 32;
    struct tally_line *lines = ARENA_ARRAY(arena, struct tally_line, tally->capacity);
    if (tally->count > 0)
        memcpy(lines, tally->lines, tally->count * sizeof lines[0]);
    tally->lines = lines;
}

static struct tally_line *find(struct tally *tally, struct arena *arena,
                               const struct charge *charge)
{
    if (tally->last < tally->count && is_line_of(&tally->lines[tally->last], charge))
        return &tally->lines[tally->last];
    for (tally->last = 0; tally->last < tally->count; tally->last++)
        if (is_line_of(&tally->lines[tally->last], charge))
            return &tally->lines[tally->last];
    make_room(tally, arena);
    tally->lines[tally->count++] = (struct tally_line){
        .line_item_type = str_copy(arena, charge->texts[TEXT_LINE_ITEM_TYPE]),
        .kind = charge->kind,
        .is_known_type = charge->is_known_type,
    };
    return &tally->lines[tally->last];
}

static bool add_sizes(struct tally *tally, const struct charge *charge, enum measure *too_large)
{
    const decimal limit = decimal_of_int(SIZE_LIMIT);
    for (int m = 0; m < MEASURE_COUNT; m++) {
        __int128 value = charge->measures[m].v;
        tally->sizes[m].v += value < 0 ? -value : value;
        *too_large = (enum measure)m;
        if (decimal_compare(tally->sizes[m], limit) >= 0)
            return false;
    }
    return true;
}

bool tally_add(struct tally *tally, struct arena *arena, const struct charge *charge,
               enum measure *too_large)
{
    TRY(add_sizes(tally, charge, too_large));
    struct tally_line *line = find(tally, arena, charge);
    line->rows++;
    for (int m = 0; m < MEASURE_COUNT; m++)
        line->sums[m].v += charge->measures[m].v;

    tally->rows++;
    tally->rounded_rows += charge->is_rounded;
    if (day_is_none(tally->first_day) || charge->day.days < tally->first_day.days)
        tally->first_day = charge->day;
    if (day_is_none(tally->last_day) || charge->day.days > tally->last_day.days)
        tally->last_day = charge->day;
    return true;
}

decimal tally_sum(const struct tally *tally, enum measure measure)
{
    decimal sum = DECIMAL_ZERO;
    for (size_t i = 0; i < tally->count; i++)
        sum.v += tally->lines[i].sums[measure].v;
    return sum;
}
