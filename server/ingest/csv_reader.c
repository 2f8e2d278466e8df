#include "ingest/csv_scan.h"
#include "ingest/reader.h"

struct csv_reader {
    struct reader reader;
    struct csv_scan csv;
    struct csv_picks picks;
    str *cells;
};

static bool next(struct cx *cx, struct reader *reader, struct line *line, bool *found)
{
    struct csv_reader *r = (struct csv_reader *)reader;
    TRY(csv_scan_row(cx, &r->csv, &r->picks, r->cells, found));
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

/* Only those fields are looked at that somebody reads. */
static struct csv_picks picks_of(struct arena *arena, const struct layout *layout)
{
    struct csv_pick *items = ARENA_ARRAY(arena, struct csv_pick, layout->field_count);
    struct csv_picks picks = { .items = items, .fields = layout->field_count };
    for (size_t i = 0; i < layout->field_count; i++)
        if (layout->slots[i] < layout_cell_count(layout) - 1)
            items[picks.count++] = (struct csv_pick){ (uint16_t)i, layout->slots[i] };
    return picks;
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
    r->cells = ARENA_ARRAY(cx->arena, str, layout_cell_count(&r->reader.layout));
    r->picks = picks_of(cx->arena, &r->reader.layout);
    *reader = &r->reader;
    return true;
}
