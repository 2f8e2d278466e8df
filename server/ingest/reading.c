#include "ingest/reading.h"

#include <string.h>

#include "core/money.h"

/* Rows between two reports. */
#define REPORT_ROWS 16384

/* Rows worked on together, so that the memory of their groups is on its way meanwhile. */
#define SLICE 32

struct row {
    const struct line *line;
    struct charge charge;
    struct fingerprint print;
};

static bool fail_cell(struct cx *cx, const struct reader *reader, const struct line *line,
                      enum problem problem, enum column column)
{
    return fail_place(cx, problem, reader_place(cx, reader, line, column));
}

static bool check_payer(struct cx *cx, const struct reading *r, const struct reader *reader,
                        const struct line *line)
{
    if (str_equal(line_text(line, COLUMN_PAYER), r->payer))
        return true;
    bool is_first = r->progress.rows == 1;
    return fail_cell(cx, reader, line, is_first ? PROBLEM_WRONG_PAYER : PROBLEM_MIXED_PAYERS,
                     COLUMN_PAYER);
}

static bool check_new_period(struct cx *cx, struct reading *r, const struct reader *reader,
                             const struct line *line)
{
    day start;
    if (!line_day(line, COLUMN_PERIOD_START, &start))
        return fail_cell(cx, reader, line, PROBLEM_NOT_A_DATE, COLUMN_PERIOD_START);
    period found = period_of_day(start);
    if (period_is_none(r->period))
        r->period = found;
    if (found.months == r->period.months)
        return true;
    bool is_first = r->progress.rows == 1;
    return fail_cell(cx, reader, line, is_first ? PROBLEM_WRONG_PERIOD : PROBLEM_MIXED_PERIODS,
                     COLUMN_PERIOD_START);
}

static bool check_period(struct cx *cx, struct reading *r, const struct reader *reader,
                         const struct line *line)
{
    str cell = line->cells[COLUMN_PERIOD_START];
    if (cell.len > 0 && str_equal(cell, r->period_cell))
        return true;
    TRY(check_new_period(cx, r, reader, line));
    if (cell.len <= sizeof r->period_bytes) {
        memcpy(r->period_bytes, cell.ptr, cell.len);
        r->period_cell = (str){ r->period_bytes, cell.len };
    }
    return true;
}

static bool check_currency(struct cx *cx, struct reading *r, const struct reader *reader,
                           const struct line *line)
{
    str currency = line_text(line, COLUMN_CURRENCY);
    if (str_equal(currency, r->currency))
        return true;
    if (!str_is_null(r->currency))
        return fail_cell(cx, reader, line, PROBLEM_MIXED_CURRENCIES, COLUMN_CURRENCY);
    if (currency_places(currency) < 0)
        return fail_cell(cx, reader, line, PROBLEM_NOT_A_CURRENCY, COLUMN_CURRENCY);
    r->currency = str_copy(r->arena, currency);
    return true;
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

/* The group of a row; its texts are looked at only when no row before had the same ones. */
static struct group_entry *group_of(struct cx *cx, struct reading *r, const struct reader *reader,
                                    struct row *row)
{
    struct spot spot;
    struct line_rule rule;
    struct group_entry *entry = aggregate_find(r->aggregate, row->print);
    if (entry != NULL)
        return entry;
    if (!normalize_texts(row->line, &row->charge, &rule, &spot)) {
        fail_spot(cx, reader, row->line, &spot);
        return NULL;
    }
    entry = aggregate_add_group(cx, r->aggregate, &row->charge, row->line, row->print, &spot);
    if (entry != NULL)
        entry->rule = rule;
    else if (spot.problem != PROBLEM_NONE)
        fail_spot(cx, reader, row->line, &spot);
    return entry;
}

static bool finish_row(struct cx *cx, struct reading *r, const struct reader *reader,
                       struct row *row)
{
    struct spot spot;
    enum measure too_large;
    struct charge *charge = &row->charge;
    struct group_entry *entry = group_of(cx, r, reader, row);
    if (entry == NULL)
        return false;
    if (!normalize_numbers(row->line, &entry->rule, charge, &spot))
        return fail_spot(cx, reader, row->line, &spot);
    group_add(&entry->group, charge->measures);
    charge->texts[TEXT_LINE_ITEM_TYPE] = line_text(row->line, COLUMN_LINE_ITEM_TYPE);
    charge->kind = entry->rule.kind;
    charge->is_known_type = (entry->rule.type->flags & LINE_IS_KNOWN) != 0;
    return tally_add(&r->tally, r->arena, charge, &too_large) ||
           fail_sum(cx, reader, row->line, too_large);
}

static bool begin_row(struct cx *cx, struct reading *r, const struct reader *reader,
                      struct row *row)
{
    struct spot spot;
    if (!normalize_key(row->line, &row->charge, &spot))
        return fail_spot(cx, reader, row->line, &spot);
    row->print = aggregate_print(r->aggregate, &row->charge, row->line);
    return true;
}

static bool check_line(struct cx *cx, struct reading *r, const struct reader *reader,
                       const struct line *line)
{
    r->progress.rows++;
    return check_payer(cx, r, reader, line) && check_period(cx, r, reader, line) &&
           check_currency(cx, r, reader, line);
}

/* A row that fails ends the run, but one before it may have failed already, had it been looked at
 * further: that one's failure is told instead. */
static bool add_slice(struct cx *cx, struct reading *r, const struct reader *reader,
                      const struct line *lines, size_t count)
{
    struct row rows[SLICE];
    size_t begun = 0;
    bool is_ok = true;
    for (size_t i = 0; is_ok && i < count; i++) {
        bool is_charge = !line_is_split(&lines[i]);
        rows[begun].line = &lines[i];
        is_ok = check_line(cx, r, reader, &lines[i]) &&
                (!is_charge || begin_row(cx, r, reader, &rows[begun]));
        begun += is_ok && is_charge;
        r->tally.split_rows += is_ok && !is_charge;
    }
    struct failure later = cx->failure;
    cx->failure = (struct failure){ .code = ERR_none };
    for (size_t i = 0; i < begun; i++)
        aggregate_fetch(r->aggregate, rows[i].print);
    for (size_t i = 0; i < begun; i++)
        TRY(finish_row(cx, r, reader, &rows[i]));
    cx->failure = later;
    return is_ok;
}

void reading_report(struct reading *r)
{
    r->progress.done = __atomic_load_n(&r->counted, __ATOMIC_RELAXED);
    if (r->report != NULL)
        r->report(r->context, &r->progress);
}

bool reading_part(struct cx *cx, struct reading *r, struct reader *reader)
{
    for (;;) {
        struct batch batch;
        TRY(reader->next(cx, reader, &batch));
        if (batch.count == 0)
            return true;
        int64_t reported = r->progress.rows / REPORT_ROWS;
        for (size_t i = 0; i < batch.count; i += SLICE) {
            size_t left = batch.count - i;
            TRY(add_slice(cx, r, reader, batch.lines + i, left < SLICE ? left : SLICE));
        }
        if (r->progress.rows / REPORT_ROWS != reported)
            reading_report(r);
    }
}
