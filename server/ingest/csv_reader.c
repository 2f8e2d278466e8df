#include "ingest/csv_scan.h"
#include "ingest/reader.h"

struct csv_reader {
    struct reader reader;
    struct csv_scan csv;
    struct csv_slots slots;
    str *cells;
};

static bool next(struct cx *cx, struct reader *reader, struct line *line, bool *found)
{
    struct csv_reader *r = (struct csv_reader *)reader;
    TRY(csv_scan_row(cx, &r->csv, &r->slots, r->cells, found));
    *line = (struct line){
        .layout = &reader->layout,
        .cells = r->cells,
        .row = r->csv.rows,
        .text_line = r->csv.row_line,
    };
    return true;
}

static void close_nothing(struct reader *reader)
{
    (void)reader;
}

bool csv_reader_open(struct cx *cx, struct input *input, struct reader **reader)
{
    struct csv_reader *r = ARENA_NEW(cx->arena, struct csv_reader);
    r->reader = (struct reader){ .name = input->name, .next = next, .close = close_nothing };
    r->csv = csv_scan_open(cx, input);
    str *names;
    size_t count;
    TRY(csv_scan_header(cx, &r->csv, FIELDS_MAX, &names, &count));
    TRY(columns_map(cx, input->name, names, count, &r->reader.layout));
    size_t cells = layout_cell_count(&r->reader.layout);
    r->cells = ARENA_ARRAY(cx->arena, str, cells);
    r->slots = (struct csv_slots){
        .slots = r->reader.layout.slots,
        .count = count,
        .wanted = (uint16_t)(cells - 1),
    };
    *reader = &r->reader;
    return true;
}
