#include "ingest/line.h"

#include <string.h>

/* The years 1900 to 9999, as in texts. */
#define FIRST_DAY (-25567)
#define LAST_DAY 2932896

static double real_of(str cell)
{
    double value;
    memcpy(&value, cell.ptr, sizeof value);
    return value;
}

enum decimal_parse_result line_decimal(const struct line *line, enum column column, decimal *out)
{
    str cell = line->cells[column];
    if (cell.len == 0) {
        *out = DECIMAL_ZERO;
        return DECIMAL_OK;
    }
    if (line->layout->forms[column] == CELL_DOUBLE)
        return decimal_of_double(real_of(cell), out);
    return decimal_parse(cell, out);
}

static bool is_of_zero(char c)
{
    return c == '0' || c == '.' || c == '+' || c == '-';
}

bool line_is_zero(const struct line *line, enum column column)
{
    str cell = line->cells[column];
    if (cell.len > 0 && line->layout->forms[column] == CELL_DOUBLE)
        return !(real_of(cell) > 0) && !(real_of(cell) < 0);
    for (size_t i = 0; i < cell.len; i++) {
        if ((cell.ptr[i] | 0x20) == 'e')
            break;
        if (!is_of_zero(cell.ptr[i]))
            return false;
    }
    return true;
}

bool line_day(const struct line *line, enum column column, day *out)
{
    str cell = line->cells[column];
    if (cell.len > 0 && line->layout->forms[column] == CELL_DAY) {
        memcpy(&out->days, cell.ptr, sizeof out->days);
        return out->days >= FIRST_DAY && out->days <= LAST_DAY;
    }
    return day_of_timestamp(cell, out);
}
