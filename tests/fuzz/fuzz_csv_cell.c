/* Any text as a cell of a file for spreadsheets: the cell can be read back, it stays one cell, and
 * nothing in it runs. The input is two cells, apart by a NUL. */
#include <assert.h>
#include <stdint.h>
#include <string.h>

#include "core/arena.h"
#include "core/csv.h"
#include "core/decimal.h"
#include "ingest/csv_scan.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Is it what was written, but for the apostrophe in front of what would be a formula? */
static bool is_cell(str read, str written)
{
    bool is_escaped = read.len == written.len + 1 && read.ptr[0] == '\'';
    str value = is_escaped ? (str){ read.ptr + 1, written.len } : read;
    return str_equal(value, written);
}

static bool may_run(str cell)
{
    decimal number;
    bool is_start = cell.len > 0 && memchr("=+-@\t\r\n", cell.ptr[0], 7);
    return is_start && decimal_parse(cell, &number) == DECIMAL_MALFORMED;
}

/* The same bytes as a header and a row: two columns, read by our own reader. */
static void read_back(str file, const str written[2])
{
    struct cx cx = { .arena = arena_new() };
    struct memory_input input = memory_input(STR("fuzz.csv"), file, 0);
    struct csv_scan csv = csv_scan_open(&cx, &input.input);
    const struct csv_pick both[2] = { { 0, 0 }, { 1, 1 } };
    const struct csv_picks picks = { both, 2, 2 };
    str cells[2];
    str *names;
    size_t count;
    bool found;
    assert(csv_scan_header(&cx, &csv, 4, &names, &count) && count == 2);
    assert(csv_scan_row(&cx, &csv, &picks, cells, &found) && found);
    for (size_t i = 0; i < 2; i++) {
        assert(is_cell(cells[i], written[i]));
        assert(!may_run(cells[i]));
    }
    assert(csv_scan_row(&cx, &csv, &picks, cells, &found) && !found);
    arena_free(&cx.arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    str rest = { (const char *)data, size };
    str first = str_cut(&rest, '\0');
    const str written[2] = { first, str_is_null(rest) ? STR("") : rest };
    if (memchr(written[1].ptr, '\0', written[1].len) || !str_is_utf8(first) ||
        !str_is_utf8(written[1]))
        return 0;
    struct arena *arena = arena_new();
    struct strbuf text = strbuf_new(arena, 4 * size + 64);
    struct csv csv = csv_begin(&text);
    csv_header(&csv, (const str[]){ STR("a"), STR("b") }, 2);
    csv_cell(&csv, written[0]);
    csv_cell(&csv, written[1]);
    csv_end_row(&csv);
    read_back(strbuf_str(&text), written);
    arena_free(&arena);
    return 0;
}
