#include "ingest/ahead.h"
#include "ingest/csv_scan.h"
#include "ingest/reader.h"

/* Rows that are scanned in a go: few enough that they are still near when they are added up. */
#define ROWS_MAX 512
#define ROWS_MIN 16
#define CELLS_MAX 32768

struct rows {
    char *window;
    str *cells;
    struct line *lines;
    size_t count;
};

struct csv_reader {
    struct reader reader;
    struct csv_scan csv; /* of the second thread, once it runs */
    struct csv_picks picks;
    size_t width;    /* cells of a row */
    size_t capacity; /* rows that are scanned in a go */
    struct rows rows[AHEAD_ITEMS];
    struct ahead *ahead;
};

/* ---- the second thread ---- */

static bool scan_row(struct cx *cx, struct csv_reader *r, struct rows *rows, bool *found)
{
    str *cells = rows->cells + rows->count * r->width;
    TRY(csv_scan_row(cx, &r->csv, &r->picks, cells, found));
    if (*found)
        rows->lines[rows->count++] = (struct line){
            .layout = &r->reader.layout,
            .cells = cells,
            .row = r->csv.rows,
            .text_line = r->csv.row_line,
        };
    return true;
}

/* Rows before one that cannot be read are given out first, and the failure is told next time. */
static bool scan_rows(struct cx *cx, void *context, void *item, bool *found)
{
    struct csv_reader *r = context;
    struct rows *rows = item;
    rows->count = 0;
    if (cx->failure.code != ERR_none)
        return false;
    TRY(csv_scan_move(cx, &r->csv, rows->window));
    bool is_ok;
    bool goes_on;
    do {
        is_ok = scan_row(cx, r, rows, &goes_on);
    } while (is_ok && goes_on && rows->count < r->capacity && csv_scan_has_row(&r->csv, &r->picks));
    *found = rows->count > 0;
    return is_ok || *found;
}

/* ---- the reader ---- */

static bool next(struct cx *cx, struct reader *reader, struct batch *batch)
{
    struct csv_reader *r = (struct csv_reader *)reader;
    void *item;
    bool found;
    TRY(ahead_next(cx, r->ahead, &item, &found));
    const struct rows *rows = item;
    *batch = (struct batch){ .lines = rows->lines, .count = found ? rows->count : 0 };
    return true;
}

static void stop(struct reader *reader)
{
    struct csv_reader *r = (struct csv_reader *)reader;
    ahead_stop(&r->ahead);
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

static size_t capacity_of(size_t width)
{
    size_t rows = CELLS_MAX / width;
    return rows < ROWS_MIN ? ROWS_MIN : rows > ROWS_MAX ? ROWS_MAX : rows;
}

static void start(struct cx *cx, struct csv_reader *r)
{
    void *items[AHEAD_ITEMS];
    for (int i = 0; i < AHEAD_ITEMS; i++) {
        r->rows[i] = (struct rows){
            .window = arena_alloc(cx->arena, CSV_WINDOW),
            .cells = ARENA_ARRAY(cx->arena, str, r->capacity * r->width),
            .lines = ARENA_ARRAY(cx->arena, struct line, r->capacity),
        };
        items[i] = &r->rows[i];
    }
    r->ahead = ahead_start(cx, scan_rows, r, items);
}

bool csv_reader_open(struct cx *cx, struct input *input, struct reader **reader)
{
    struct csv_reader *r = ARENA_NEW(cx->arena, struct csv_reader);
    r->reader = (struct reader){ .name = input->name, .next = next, .close = stop };
    r->csv = csv_scan_open(cx, input);
    str *names;
    size_t count;
    TRY(csv_scan_header(cx, &r->csv, FIELDS_MAX, &names, &count));
    TRY(columns_map(cx, input->name, names, count, &r->reader.layout));
    r->picks = picks_of(cx->arena, &r->reader.layout);
    r->width = layout_cell_count(&r->reader.layout);
    r->capacity = capacity_of(r->width);
    start(cx, r);
    *reader = &r->reader;
    return true;
}
