#include "core/csv.h"

#include "core/decimal.h"

#include <string.h>

struct csv csv_begin(struct strbuf *out)
{
    strbuf_add(out, STR("\xEF\xBB\xBF"));
    return (struct csv){ .out = out };
}

/* What begins a formula; the wide ones do in Chinese and Japanese editions. */
static const str formula_starts[] = {
    STR("="),  STR("+"),  STR("-"),  STR("@"),  STR("\t"), STR("\r"),
    STR("\n"), STR("＝"), STR("＋"), STR("－"), STR("＠"),
};

static bool is_formula(str value)
{
    decimal number;
    bool is_start = false;
    for (size_t i = 0; i < sizeof formula_starts / sizeof formula_starts[0]; i++)
        is_start = is_start || str_starts(value, formula_starts[i]);
    if (!is_start)
        return false;
    enum decimal_parse_result result = decimal_parse(value, &number);
    return result == DECIMAL_MALFORMED;
}

/* A semicolon and a tab too: where they separate cells, what follows would be one of its own. */
static bool needs_quotes(str value)
{
    for (size_t i = 0; i < value.len; i++) {
        if (memchr("\",;\t\r\n", value.ptr[i], 6))
            return true;
    }
    return false;
}

void csv_cell(struct csv *csv, str value)
{
    if (csv->needs_comma)
        strbuf_add_char(csv->out, ',');
    csv->needs_comma = true;
    bool is_quoted = needs_quotes(value);
    if (is_quoted)
        strbuf_add_char(csv->out, '"');
    if (is_formula(value))
        strbuf_add_char(csv->out, '\'');
    for (size_t i = 0; i < value.len; i++) {
        if (value.ptr[i] == '"')
            strbuf_add_char(csv->out, '"');
        strbuf_add_char(csv->out, value.ptr[i]);
    }
    if (is_quoted)
        strbuf_add_char(csv->out, '"');
}

void csv_end_row(struct csv *csv)
{
    strbuf_add(csv->out, STR("\r\n"));
    csv->needs_comma = false;
}

void csv_header(struct csv *csv, const str *names, size_t count)
{
    for (size_t i = 0; i < count; i++)
        csv_cell(csv, names[i]);
    csv_end_row(csv);
}
