#include "ingest/reading.h"

#include <string.h>

#include "core/money.h"

/* Rows between two reports. */
#define REPORT_ROWS 16384

/* A batch of lines in one of the threads. */
struct batch_rows {
    const struct reader *reader;
    const struct aggregate *aggregate;
    int64_t rows_before; /* of all batches; known for certain where there is one thread */
    /* what all rows must be of */
    str payer;
    period period;
    str currency;
    str period_cell; /* of the row before: most rows need no second look */
    struct tally tally;
    struct row rows[BATCH_LINES];
    size_t count;
};

static bool fail_cell(struct cx *cx, const struct reader *reader, const struct line *line,
                      enum problem problem, enum column column)
{
    return fail_place(cx, problem, reader_place(cx, reader, line, column));
}

static bool is_first(const struct batch_rows *b)
{
    return b->rows_before == 0 && b->count == 0 && b->tally.split_rows == 0;
}

static bool check_payer(struct cx *cx, const struct batch_rows *b, const struct line *line)
{
    return str_equal(line_text(line, COLUMN_PAYER), b->payer) ||
           fail_cell(cx, b->reader, line, is_first(b) ? PROBLEM_WRONG_PAYER : PROBLEM_MIXED_PAYERS,
                     COLUMN_PAYER);
}

static bool check_period(struct cx *cx, struct batch_rows *b, const struct line *line)
{
    day start;
    str cell = line->cells[COLUMN_PERIOD_START];
    if (cell.len > 0 && str_equal(cell, b->period_cell))
        return true;
    if (!line_day(line, COLUMN_PERIOD_START, &start))
        return fail_cell(cx, b->reader, line, PROBLEM_NOT_A_DATE, COLUMN_PERIOD_START);
    b->period_cell = cell;
    return period_of_day(start).months == b->period.months ||
           fail_cell(cx, b->reader, line,
                     is_first(b) ? PROBLEM_WRONG_PERIOD : PROBLEM_MIXED_PERIODS,
                     COLUMN_PERIOD_START);
}

static bool check_currency(struct cx *cx, const struct batch_rows *b, const struct line *line)
{
    if (str_is_null(b->currency))
        return fail_cell(cx, b->reader, line, PROBLEM_NOT_A_CURRENCY, COLUMN_CURRENCY);
    return str_equal(line_text(line, COLUMN_CURRENCY), b->currency) ||
           fail_cell(cx, b->reader, line, PROBLEM_MIXED_CURRENCIES, COLUMN_CURRENCY);
}

/* A sum that comes from several columns names none. */
static bool fail_sum(struct cx *cx, const struct reader *reader, const struct line *line,
                     enum measure measure)
{
    static const enum column columns[MEASURE_COUNT] = {
        [MEASURE_QUANTITY] = COLUMN_QUANTITY,
        [MEASURE_UNBLENDED] = COLUMN_UNBLENDED,
        [MEASURE_COST] = COLUMN_NET_UNBLENDED,
        [MEASURE_PUBLIC_ON_DEMAND_COST] = COLUMN_PUBLIC_COST,
    };
    struct place place = reader_place(cx, reader, line, columns[measure]);
    if (columns[measure] == 0) {
        place.column = STR_NULL;
        place.value = STR_NULL;
    }
    return fail_place(cx, PROBLEM_SUM_OUT_OF_RANGE, place);
}

static bool fail_spot(struct cx *cx, const struct reader *reader, const struct line *line,
                      const struct spot *spot)
{
    return fail_cell(cx, reader, line, spot->problem, spot->column);
}

/* The first row of all decides what it may. */
static void decide(struct reading *r, const struct line *line)
{
    day start;
    str currency = line_text(line, COLUMN_CURRENCY);
    if (period_is_none(r->period) && line_day(line, COLUMN_PERIOD_START, &start))
        r->period = period_of_day(start);
    if (str_is_null(r->currency) && currency_places(currency) >= 0)
        r->currency = str_copy(r->arena, currency);
}

static void begin_batch(struct reading *r, const struct reader *reader, const struct line *first,
                        struct batch_rows *b)
{
    pthread_mutex_lock(&r->mutex);
    decide(r, first);
    b->reader = reader;
    b->aggregate = r->aggregate;
    b->rows_before = r->progress.rows;
    b->payer = r->payer;
    b->period = r->period;
    b->currency = r->currency;
    b->period_cell = STR_NULL;
    b->tally = tally_begin_part(&r->tally);
    b->count = 0;
    pthread_mutex_unlock(&r->mutex);
}

static bool add_charge(struct cx *cx, struct batch_rows *b, struct row *row)
{
    struct spot spot;
    enum measure too_large;
    if (!normalize_charge(row->line, &row->charge, &spot))
        return fail_spot(cx, b->reader, row->line, &spot);
    if (!tally_add(&b->tally, cx->arena, line_text(row->line, COLUMN_LINE_ITEM_TYPE), &row->charge,
                   &too_large))
        return fail_sum(cx, b->reader, row->line, too_large);
    aggregate_print(b->aggregate, row);
    b->count++;
    return true;
}

static bool add_line(struct cx *cx, struct batch_rows *b, const struct line *line)
{
    struct row *row = &b->rows[b->count];
    row->line = line;
    TRY(check_payer(cx, b, line) && check_period(cx, b, line) && check_currency(cx, b, line));
    if (!line_is_split(line))
        return add_charge(cx, b, row);
    b->tally.split_rows++;
    return true;
}

static bool add_lines(struct cx *cx, struct batch_rows *b, const struct batch *batch)
{
    for (size_t i = 0; i < batch->count; i++)
        TRY(add_line(cx, b, &batch->lines[i]));
    return true;
}

static bool add_rows(struct cx *cx, struct reading *r, const struct batch_rows *b)
{
    struct refusal refusal;
    return aggregate_add(cx, r->aggregate, b->rows, b->count, &refusal) ||
           (cx->failure.code == ERR_none &&
            fail_spot(cx, b->reader, refusal.row->line, &refusal.spot));
}

static bool add_tally(struct cx *cx, struct reading *r, const struct batch_rows *b)
{
    enum measure too_large;
    return tally_end_part(&r->tally, r->arena, &b->tally, &too_large) ||
           fail_sum(cx, b->reader, b->rows[0].line, too_large);
}

void reading_report(struct reading *r)
{
    r->progress.done = __atomic_load_n(&r->counted, __ATOMIC_RELAXED);
    if (r->report != NULL)
        r->report(r->context, &r->progress);
}

static void add_progress(struct reading *r, size_t lines)
{
    int64_t reports = r->progress.rows / REPORT_ROWS;
    r->progress.rows += (int64_t)lines;
    if (r->progress.rows / REPORT_ROWS != reports)
        reading_report(r);
}

/* A row that is wrong ends the run, but one before it may not be fit to be added: that is then told
 * instead. */
static bool end_batch(struct cx *cx, struct reading *r, const struct batch_rows *b, size_t lines)
{
    struct failure later = cx->failure;
    cx->failure = (struct failure){ .code = ERR_none };
    pthread_mutex_lock(&r->mutex);
    bool is_ok = add_rows(cx, r, b);
    if (is_ok && later.code != ERR_none) {
        cx->failure = later;
        is_ok = false;
    }
    is_ok = is_ok && add_tally(cx, r, b);
    add_progress(r, lines);
    pthread_mutex_unlock(&r->mutex);
    return is_ok;
}

struct part_reading {
    struct reading *reading;
    const struct reader *reader;
};

static bool take_batch(struct cx *cx, void *context, const struct batch *batch)
{
    const struct part_reading *part = context;
    struct batch_rows rows;
    struct cx own = cx_begin_part(cx);
    begin_batch(part->reading, part->reader, batch->lines, &rows);
    (void)add_lines(&own, &rows, batch); /* why not is in own.failure */
    bool is_ok = end_batch(&own, part->reading, &rows, batch->count);
    return cx_end_part(cx, &own, is_ok);
}

bool reading_part(struct cx *cx, struct reading *r, struct reader *reader)
{
    struct part_reading part = { r, reader };
    return reader->read(cx, reader, take_batch, &part);
}
