#include "ingest/reader.h"

#include <pthread.h>

#include "ingest/beside.h"
#include "ingest/csv_scan.h"

#define ROWS_MIN 16
#define CELLS_MAX 32768

struct csv_reader {
    struct reader reader;
    struct csv_picks picks;
    size_t width;    /* cells of a row */
    size_t capacity; /* rows that are scanned in a go */
    int threads;
    reader_take *take;
    void *context;
    pthread_mutex_t mutex; /* of what follows */
    struct csv_scan csv;
    bool is_ended;
};

/* What a thread reads into. */
struct rows {
    char *window;
    str *cells;
    struct line *lines;
    size_t count;
};

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

static bool scan_rows(struct cx *cx, struct csv_reader *r, struct rows *rows)
{
    bool goes_on;
    TRY(csv_scan_move(cx, &r->csv, rows->window));
    do {
        TRY(scan_row(cx, r, rows, &goes_on));
    } while (goes_on && rows->count < r->capacity && csv_scan_has_row(&r->csv, &r->picks));
    return true;
}

/* The next rows; none at the end. */
static bool next_rows(struct cx *cx, struct csv_reader *r, struct rows *rows)
{
    rows->count = 0;
    pthread_mutex_lock(&r->mutex);
    bool is_ok = r->is_ended || scan_rows(cx, r, rows);
    r->is_ended |= !is_ok || rows->count == 0;
    pthread_mutex_unlock(&r->mutex);
    return is_ok;
}

static void end(struct csv_reader *r)
{
    pthread_mutex_lock(&r->mutex);
    r->is_ended = true;
    pthread_mutex_unlock(&r->mutex);
}

/* Rows before one that cannot be read are given before its failure is told. */
static bool take_rows(struct cx *cx, struct csv_reader *r, struct rows *rows)
{
    bool is_ok = next_rows(cx, r, rows);
    struct failure later = cx->failure;
    const struct batch batch = { .lines = rows->lines, .count = rows->count };
    cx->failure = (struct failure){ .code = ERR_none };
    if (batch.count > 0 && !r->take(cx, r->context, &batch)) {
        end(r);
        return false;
    }
    cx->failure = later;
    return is_ok;
}

static bool work(struct cx *cx, void *context)
{
    struct csv_reader *r = context;
    struct rows rows = {
        .window = arena_alloc(cx->arena, CSV_WINDOW),
        .cells = ARENA_ARRAY(cx->arena, str, r->capacity * r->width),
        .lines = ARENA_ARRAY(cx->arena, struct line, r->capacity),
    };
    do {
        TRY(take_rows(cx, r, &rows));
    } while (rows.count > 0);
    return true;
}

static bool read_rows(struct cx *cx, struct reader *reader, reader_take *take, void *context)
{
    struct csv_reader *r = (struct csv_reader *)reader;
    r->take = take;
    r->context = context;
    struct beside *second = r->threads > 1 ? beside_start(cx, work, r) : NULL;
    bool is_ok = work(cx, r);
    return beside_end(cx, &second) && is_ok;
}

static void close_csv(struct reader *reader)
{
    pthread_mutex_destroy(&((struct csv_reader *)reader)->mutex);
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
    return rows < ROWS_MIN ? ROWS_MIN : rows > BATCH_LINES ? BATCH_LINES : rows;
}

bool csv_reader_open(struct cx *cx, struct input *input, int threads, struct reader **reader)
{
    struct csv_reader *r = ARENA_NEW(cx->arena, struct csv_reader);
    r->reader = (struct reader){ .name = input->name, .read = read_rows, .close = close_csv };
    r->threads = threads;
    r->csv = csv_scan_open(cx, input);
    str *names;
    size_t count;
    TRY(csv_scan_header(cx, &r->csv, FIELDS_MAX, &names, &count));
    TRY(columns_map(cx, input->name, names, count, &r->reader.layout));
    r->picks = picks_of(cx->arena, &r->reader.layout);
    r->width = layout_cell_count(&r->reader.layout);
    r->capacity = capacity_of(r->width);
    pthread_mutex_init(&r->mutex, NULL);
    *reader = &r->reader;
    return true;
}
