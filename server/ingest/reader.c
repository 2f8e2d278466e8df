#include "ingest/reader.h"

#include <stdio.h>
#include <string.h>

/* The years 1 to 9999. A Parquet file may have days beyond, which no date says. */
#define FIRST_DATE (-719162)
#define LAST_DATE 2932896

static str shown_day(struct arena *arena, day value)
{
    if (value.days >= FIRST_DATE && value.days <= LAST_DATE)
        return day_text(arena, value);
    return str_format(arena, "%d days after 1970-01-01", value.days);
}

static str shown_value(struct cx *cx, const struct line *line, enum column column)
{
    str cell = line->cells[column];
    enum cell_form form = line->layout->forms[column];
    if (cell.len > 0 && form == CELL_DOUBLE) {
        double value;
        memcpy(&value, cell.ptr, sizeof value);
        return str_format(cx->arena, "%.17g", value);
    }
    if (cell.len > 0 && form == CELL_DAY) {
        day value;
        memcpy(&value.days, cell.ptr, sizeof value.days);
        return shown_day(cx->arena, value);
    }
    return cell.len > 0 ? cell : STR("");
}

struct place reader_place(struct cx *cx, const struct reader *reader, const struct line *line,
                          enum column column)
{
    str name = line->layout->names[column];
    return (struct place){
        .file = reader->name,
        .row = line->row,
        .line = line->text_line,
        .column = str_is_null(name) ? column_name(column) : name,
        .value = shown_value(cx, line, column),
    };
}
