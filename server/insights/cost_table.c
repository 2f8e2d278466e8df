#include "insights/cost_table.h"

#include "core/cx.h"
#include "core/money.h"

#include <stdlib.h>
#include <string.h>

#define ROWS_INITIAL 64 /* a power of two, as the size of the index must be */

struct cost_table cost_table_new(struct arena *arena, size_t columns)
{
    return (struct cost_table){
        .arena = arena,
        .columns = columns,
        .capacity = ROWS_INITIAL,
        .rows = ARENA_ARRAY(arena, struct cost_row, ROWS_INITIAL),
        .index = ARENA_ARRAY(arena, size_t, ROWS_INITIAL * 2),
    };
}

static uint64_t hash_of(str key)
{
    uint64_t hash = UINT64_C(14695981039346656037);
    for (size_t i = 0; i < key.len; i++)
        hash = (hash ^ (unsigned char)key.ptr[i]) * UINT64_C(1099511628211);
    return hash ^ hash >> 29;
}

/* The slot of the key: where its row is, or the free one where it belongs. */
static size_t *find_slot(const struct cost_table *table, str key)
{
    size_t mask = table->capacity * 2 - 1;
    size_t i = (size_t)hash_of(key) & mask;
    while (table->index[i] && !str_equal(table->rows[table->index[i] - 1].key, key))
        i = (i + 1) & mask;
    return &table->index[i];
}

static void grow(struct cost_table *table)
{
    struct cost_row *rows = ARENA_ARRAY(table->arena, struct cost_row, table->capacity * 2);
    memcpy(rows, table->rows, table->count * sizeof(*rows));
    table->rows = rows;
    table->capacity *= 2;
    table->index = ARENA_ARRAY(table->arena, size_t, table->capacity * 2);
    for (size_t i = 0; i < table->count; i++)
        *find_slot(table, rows[i].key) = i + 1;
}

struct cost_row *cost_table_row(struct cost_table *table, str key)
{
    size_t *slot = find_slot(table, key);
    if (*slot)
        return &table->rows[*slot - 1];
    if (table->count == table->capacity) {
        grow(table);
        slot = find_slot(table, key);
    }
    struct cost_row *row = &table->rows[table->count];
    row->key = str_copy(table->arena, key);
    row->label = row->key;
    row->values = ARENA_ARRAY(table->arena, decimal, table->columns);
    *slot = ++table->count;
    return row;
}

bool cost_table_add(struct cost_table *table, str key, size_t column, decimal value)
{
    decimal *cell = &cost_table_row(table, key)->values[column];
    return decimal_add(*cell, value, cell);
}

bool cost_table_merge(struct cost_table *table, str key, const struct cost_row *row)
{
    struct cost_row *into = cost_table_row(table, key);
    for (size_t i = 0; i < table->columns; i++)
        TRY(decimal_add(into->values[i], row->values[i], &into->values[i]));
    return true;
}

/* ---- rounding ---- */

static int compare_keys(const void *left, const void *right)
{
    return str_compare(((const struct cost_row *)left)->key, ((const struct cost_row *)right)->key);
}

static void drop_empty_rows(struct cost_table *table)
{
    size_t kept = 0;
    for (size_t i = 0; i < table->count; i++) {
        bool is_empty = true;
        for (size_t c = 0; c < table->columns && is_empty; c++)
            is_empty = decimal_is_zero(table->rows[i].values[c]);
        if (!is_empty)
            table->rows[kept++] = table->rows[i];
    }
    table->count = kept;
}

static bool round_column(struct cost_table *table, size_t column, int places, decimal *figures)
{
    for (size_t i = 0; i < table->count; i++)
        figures[i] = table->rows[i].values[column];
    TRY(money_allocate(figures, table->count, places, figures, &table->totals[column]));
    for (size_t i = 0; i < table->count; i++) {
        struct cost_row *row = &table->rows[i];
        row->values[column] = figures[i];
        TRY(decimal_add(row->total, figures[i], &row->total));
    }
    return decimal_add(table->total, table->totals[column], &table->total);
}

bool cost_table_round(struct cost_table *table, int places)
{
    decimal *figures = ARENA_ARRAY(table->arena, decimal, table->count);
    table->totals = ARENA_ARRAY(table->arena, decimal, table->columns);
    if (table->count > 1)
        qsort(table->rows, table->count, sizeof(*table->rows), compare_keys);
    for (size_t c = 0; c < table->columns; c++)
        TRY(round_column(table, c, places, figures));
    drop_empty_rows(table);
    return true;
}

static int compare_totals(const void *left, const void *right)
{
    const struct cost_row *a = left;
    const struct cost_row *b = right;
    int order = decimal_compare(decimal_abs(b->total), decimal_abs(a->total));
    return order ? order : str_compare(a->key, b->key);
}

void cost_table_rank(struct cost_table *table)
{
    if (table->count > 1)
        qsort(table->rows, table->count, sizeof(*table->rows), compare_totals);
}
