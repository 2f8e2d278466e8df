#include "ingest/tally.h"

#include <stdlib.h>
#include <string.h>

/* 10^DECIMAL_INPUT_DIGITS */
#define SIZE_LIMIT INT64_C(100000000000000)

struct tally tally_new(void)
{
    return (struct tally){ .first_day = DAY_NONE, .last_day = DAY_NONE };
}

struct tally tally_begin_part(const struct tally *tally)
{
    struct tally part = tally_new();
    memcpy(part.sizes, tally->sizes, sizeof part.sizes);
    memcpy(part.begun, tally->sizes, sizeof part.begun);
    return part;
}

static bool is_line_of(const struct tally_line *line, str type, enum charge_kind kind)
{
    return line->kind == kind && str_equal(line->line_item_type, type);
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

static struct tally_line *find(struct tally *tally, struct arena *arena, str type,
                               enum charge_kind kind)
{
    if (tally->last < tally->count && is_line_of(&tally->lines[tally->last], type, kind))
        return &tally->lines[tally->last];
    for (tally->last = 0; tally->last < tally->count; tally->last++)
        if (is_line_of(&tally->lines[tally->last], type, kind))
            return &tally->lines[tally->last];
    make_room(tally, arena);
    tally->lines[tally->count++] = (struct tally_line){
        .line_item_type = str_copy(arena, type),
        .kind = kind,
    };
    return &tally->lines[tally->last];
}

static bool add_size(struct tally *tally, int measure, __int128 size, enum measure *too_large)
{
    const decimal limit = decimal_of_int(SIZE_LIMIT);
    tally->sizes[measure].v += size;
    *too_large = (enum measure)measure;
    return tally->sizes[measure].v < limit.v;
}

static void add_days(struct tally *tally, day first, day last)
{
    if (day_is_none(tally->first_day) || first.days < tally->first_day.days)
        tally->first_day = first;
    if (day_is_none(tally->last_day) || last.days > tally->last_day.days)
        tally->last_day = last;
}

bool tally_add(struct tally *tally, struct arena *arena, str line_item_type,
               const struct charge *charge, enum measure *too_large)
{
    struct tally_line *line = find(tally, arena, line_item_type, charge->kind);
    for (int m = 0; m < MEASURE_COUNT; m++) {
        __int128 value = charge->measures[m].v;
        TRY(add_size(tally, m, value < 0 ? -value : value, too_large));
        line->sums[m].v += value;
    }
    line->rows++;
    line->is_known_type = charge->is_known_type;
    tally->rows++;
    tally->rounded_rows += charge->is_rounded;
    add_days(tally, charge->day, charge->day);
    return true;
}

static void add_line(struct tally *tally, struct arena *arena, const struct tally_line *part)
{
    struct tally_line *line = find(tally, arena, part->line_item_type, part->kind);
    line->is_known_type = part->is_known_type;
    line->rows += part->rows;
    for (int m = 0; m < MEASURE_COUNT; m++)
        line->sums[m].v += part->sums[m].v;
}

bool tally_end_part(struct tally *tally, struct arena *arena, const struct tally *part,
                    enum measure *too_large)
{
    if (part->rows == 0) { /* another thread's rows may have brought a sum to too large a number */
        tally->split_rows += part->split_rows;
        return true;
    }
    for (int m = 0; m < MEASURE_COUNT; m++)
        TRY(add_size(tally, m, part->sizes[m].v - part->begun[m].v, too_large));
    for (size_t i = 0; i < part->count; i++)
        add_line(tally, arena, &part->lines[i]);
    tally->rows += part->rows;
    tally->split_rows += part->split_rows;
    tally->rounded_rows += part->rounded_rows;
    add_days(tally, part->first_day, part->last_day);
    return true;
}

static int compare_lines(const void *a, const void *b)
{
    const struct tally_line *x = a;
    const struct tally_line *y = b;
    int order = str_compare(x->line_item_type, y->line_item_type);
    return order != 0 ? order : (int)x->kind - (int)y->kind;
}

void tally_sort(struct tally *tally)
{
    if (tally->count > 0)
        qsort(tally->lines, tally->count, sizeof tally->lines[0], compare_lines);
    tally->last = 0;
}

decimal tally_sum(const struct tally *tally, enum measure measure)
{
    decimal sum = DECIMAL_ZERO;
    for (size_t i = 0; i < tally->count; i++)
        sum.v += tally->lines[i].sums[measure].v;
    return sum;
}
