#include "insights/cost_rows.h"

#include <string.h>

/* Most amounts fit in eight bytes, and most rows have few: they are written with their columns. */
struct cell {
    uint8_t column;
    bool is_wide;
};

static void put(struct strbuf *out, const void *bytes, size_t size)
{
    strbuf_add(out, (str){ bytes, size });
}

static void put_text(struct strbuf *out, str text)
{
    uint32_t len = (uint32_t)text.len;
    put(out, &len, sizeof(len));
    strbuf_add(out, text);
}

static void put_cell(struct strbuf *out, size_t column, decimal value)
{
    int64_t narrow = (int64_t)value.v;
    struct cell cell = { (uint8_t)column, narrow != value.v };
    put(out, &cell, sizeof(cell));
    if (cell.is_wide)
        put(out, &value, sizeof(value));
    else
        put(out, &narrow, sizeof(narrow));
}

static void put_row(struct strbuf *out, const struct cost_table *table, const struct cost_row *row)
{
    uint8_t count = 0;
    for (size_t c = 0; c < table->columns; c++)
        count = (uint8_t)(count + !decimal_is_zero(row->values[c]));
    put_text(out, row->key);
    put_text(out, str_equal(row->label, row->key) ? STR("") : row->label);
    put(out, &count, sizeof(count));
    for (size_t c = 0; c < table->columns; c++) {
        if (!decimal_is_zero(row->values[c]))
            put_cell(out, c, row->values[c]);
    }
}

str cost_rows_write(struct arena *arena, const struct cost_table *table)
{
    struct strbuf out = strbuf_new(arena, COST_ROWS_MAX);
    for (size_t i = 0; i < table->count; i++)
        put_row(&out, table, &table->rows[i]);
    return out.overflow ? STR_NULL : strbuf_str(&out);
}

/* ---- reading ---- */

static void get(str *bytes, void *out, size_t size)
{
    memcpy(out, bytes->ptr, size);
    *bytes = (str){ bytes->ptr + size, bytes->len - size };
}

static str get_text(str *bytes)
{
    uint32_t len;
    get(bytes, &len, sizeof(len));
    str text = { bytes->ptr, len };
    *bytes = (str){ bytes->ptr + len, bytes->len - len };
    return text;
}

static bool add_cell(struct cost_row *row, size_t column, str *bytes)
{
    struct cell cell;
    decimal value;
    int64_t narrow;
    get(bytes, &cell, sizeof(cell));
    if (cell.is_wide) {
        get(bytes, &value, sizeof(value));
    } else {
        get(bytes, &narrow, sizeof(narrow));
        value.v = narrow;
    }
    decimal *sum = &row->values[column + cell.column];
    return decimal_add(*sum, value, sum);
}

bool cost_rows_add(struct cost_table *table, size_t column, str bytes)
{
    while (bytes.len > 0) {
        struct cost_row *row = cost_table_row(table, get_text(&bytes));
        str label = get_text(&bytes);
        uint8_t count;
        if (!str_is_empty(label))
            row->label = str_copy(table->arena, label);
        get(&bytes, &count, sizeof(count));
        for (; count > 0; count--) {
            if (!add_cell(row, column, &bytes))
                return false;
        }
    }
    return true;
}
