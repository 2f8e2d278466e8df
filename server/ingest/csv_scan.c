#include "ingest/csv_scan.h"

#include <string.h>

#include "ingest/problem.h"

#define NOWHERE SIZE_MAX
#define BLANK_LINES_MAX 16

/* ---- 64 bytes at a time ---- */

/* Line breaks inside quotes are rare: this is fast for none. */
static int count_bits(uint64_t bits)
{
    int count = 0;
    for (; bits != 0; bits &= bits - 1)
        count++;
    return count;
}

/* Bit i: the number of bits set in bits[0..i] is odd. */
static uint64_t odd_so_far(uint64_t bits)
{
    for (int shift = 1; shift < 64; shift *= 2)
        bits ^= bits << shift;
    return bits;
}

/* Those of the bits whose bytes are not carriage returns. */
static uint64_t without_returns(const char *bytes, uint64_t bits)
{
    uint64_t others = 0;
    for (; bits != 0; bits &= bits - 1)
        if (bytes[__builtin_ctzll(bits)] != '\r')
            others |= bits & -bits;
    return others;
}

/*
 * Which separators of the next block count, given that those inside quotes do not. A quote opens
 * where the number of quotes so far becomes odd and must follow a separator, or a closing quote
 * (two in a row stand for one); what follows a closing quote must be a separator, a carriage
 * return or such a second one.
 */
static void load_block(struct csv_scan *csv)
{
    struct csv_block found;
    csv->machine->find(csv->bytes + csv->next_block, &found);
    uint64_t quotes = found.quotes;
    uint64_t line_ends = found.line_ends;

    csv->block = csv->next_block;
    csv->next_block += CSV_BLOCK;
    csv->marks = found.separators;
    csv->row_ends = line_ends;
    csv->breaks = 0;
    if ((quotes | csv->in_quotes | csv->closed) == 0) {
        csv->may_open = found.separators >> 63;
        return;
    }

    uint64_t inside = odd_so_far(quotes) ^ csv->in_quotes;
    uint64_t opening = quotes & inside;
    uint64_t closing = quotes & ~inside;
    csv->marks &= ~inside;
    csv->row_ends &= ~inside;
    csv->breaks = line_ends & inside;
    csv->broken += count_bits(csv->breaks);

    uint64_t before_opening = (csv->marks | closing) << 1 | csv->may_open;
    uint64_t after_closing = closing << 1 | csv->closed;
    uint64_t bad =
        (opening & ~before_opening) |
        without_returns(csv->bytes + csv->block, after_closing & ~(csv->marks | opening));
    if (bad != 0 && csv->bad_quote == NOWHERE)
        csv->bad_quote = csv->block + (size_t)__builtin_ctzll(bad);

    csv->in_quotes = (uint64_t)0 - (inside >> 63);
    csv->may_open = (csv->marks | closing) >> 63;
    csv->closed = closing >> 63;
}

/* ---- the window ---- */

static void restart_row(struct csv_scan *csv)
{
    csv->next_block = csv->row;
    csv->block = csv->row;
    csv->marks = 0;
    csv->row_ends = 0;
    csv->breaks = 0;
    csv->broken = 0;
    csv->in_quotes = 0;
    csv->may_open = 1;
    csv->closed = 0;
    csv->bad_quote = NOWHERE;
}

/* Moves the unfinished row to the front of a window, which may be another one, and fills it up to
 * `until`: the row is then looked at again from its start. A last line without a line end gets
 * one. */
static bool refill(struct cx *cx, struct csv_scan *csv, char *window, size_t until)
{
    memmove(window, csv->bytes + csv->row, csv->size - csv->row);
    csv->bytes = window;
    csv->size -= csv->row;
    csv->row = 0;
    if (!csv->is_at_end && csv->size < until) {
        size_t got;
        TRY(input_fill(cx, csv->input, csv->bytes + csv->size, until - csv->size, &got));
        csv->size += got;
        csv->is_at_end = csv->size < until;
        if (csv->is_at_end && csv->size > 0 && csv->bytes[csv->size - 1] != '\n')
            csv->bytes[csv->size++] = '\n';
    }
    memset(csv->bytes + csv->size, 0, CSV_BLOCK);
    restart_row(csv);
    return true;
}

struct csv_scan csv_scan_open(struct cx *cx, struct input *input)
{
    return (struct csv_scan){
        .input = input,
        .machine = csv_machine(),
        .bytes = arena_alloc(cx->arena, CSV_WINDOW),
        .ends = ARENA_ARRAY(cx->arena, uint32_t, CSV_ROW_MAX + 2 + CSV_BLOCK),
        .bad_quote = NOWHERE,
        .line = 1,
    };
}

struct place csv_scan_place(const struct csv_scan *csv)
{
    return (struct place){
        .file = csv->input->name,
        .row = csv->rows,
        .line = csv->row_line,
    };
}

/* ---- rows ---- */

static void finish_row(struct csv_scan *csv, size_t end, size_t count)
{
    int left = count_bits(csv->breaks >> (end - csv->block));
    if (end > csv->ends[count - 1] + UINT32_C(1) && csv->bytes[end - 1] == '\r')
        csv->ends[count]--;
    csv->row = end + 1;
    csv->row_line = csv->line;
    csv->line += 1 + csv->broken - left;
    csv->broken = left;
}

/* Finds where the fields of the row end, up to its line end; false when the window ends first. */
static bool locate(struct csv_scan *csv, size_t *count)
{
    size_t n = 0;
    csv->ends[0] = (uint32_t)csv->row - 1;
    for (;;) {
        uint64_t row_end = csv->row_ends & -csv->row_ends;
        uint64_t marks = csv->marks & (row_end | (row_end - 1)); /* no row end: all of them */
        n += csv->machine->place(marks, (uint32_t)csv->block, csv->ends + 1 + n);
        if (row_end != 0) {
            csv->marks &= ~marks;
            csv->row_ends -= row_end;
            finish_row(csv, csv->ends[n], n);
            *count = n;
            return true;
        }
        if (csv->next_block >= csv->size)
            return false;
        load_block(csv);
    }
}

static bool fail_row(struct cx *cx, struct csv_scan *csv, enum problem problem)
{
    struct place place = csv_scan_place(csv);
    place.row = csv->rows + csv->has_header;
    return fail_place(cx, problem, place);
}

/* The window ended inside a row: why, or more of the input. */
static bool need_more(struct cx *cx, struct csv_scan *csv)
{
    bool is_full = csv->row == 0 && csv->size == CSV_ROW_MAX;
    if (!csv->is_at_end && !is_full)
        return refill(cx, csv, csv->bytes, CSV_ROW_MAX);
    csv->row_line = csv->line;
    if (csv->bad_quote != NOWHERE)
        return fail_row(cx, csv, PROBLEM_MISPLACED_QUOTE);
    return fail_row(cx, csv, is_full ? PROBLEM_ROW_TOO_LONG : PROBLEM_OPEN_QUOTE);
}

static bool is_finished(const struct csv_scan *csv)
{
    return csv->is_at_end && csv->row == csv->size;
}

static bool check_quotes(struct cx *cx, struct csv_scan *csv)
{
    return csv->bad_quote >= csv->row || fail_row(cx, csv, PROBLEM_MISPLACED_QUOTE);
}

static bool next_row(struct cx *cx, struct csv_scan *csv, size_t *count)
{
    *count = csv->found;
    csv->found = 0;
    while (*count == 0 && !is_finished(csv))
        if (!locate(csv, count))
            TRY(need_more(cx, csv));
    return *count == 0 || check_quotes(cx, csv);
}

bool csv_scan_move(struct cx *cx, struct csv_scan *csv, char *window)
{
    return refill(cx, csv, window, CSV_FILL);
}

bool csv_scan_has_row(struct csv_scan *csv, const struct csv_picks *picks)
{
    if (csv->found == 0 && !is_finished(csv) && !locate(csv, &csv->found))
        restart_row(csv);
    bool may_be_blank = csv->found == 1 && picks->fields > 1 && csv->bad_quote >= csv->row;
    return csv->found > 0 && !may_be_blank; /* what follows a blank line may not be there yet */
}

/* Takes the quotes off, in place: two in a row stand for one. */
static bool unquote(str *cell)
{
    char *to = (char *)cell->ptr; /* the window is ours */
    const char *from = cell->ptr + 1;
    if (cell->len < 2 || cell->ptr[cell->len - 1] != '"')
        return false;
    const char *end = cell->ptr + cell->len - 1;
    const char *quote = memchr(from, '"', (size_t)(end - from));
    if (quote == NULL) {
        *cell = (str){ from, (size_t)(end - from) };
        return true;
    }
    for (; quote != NULL; quote = memchr(from, '"', (size_t)(end - from))) {
        size_t len = (size_t)(quote + 1 - from);
        memmove(to, from, len);
        to += len;
        from = quote + 2;
        if (from > end)
            return false;
    }
    memmove(to, from, (size_t)(end - from));
    cell->len = (size_t)(to - cell->ptr) + (size_t)(end - from);
    return true;
}

static bool pick_cells(struct cx *cx, struct csv_scan *csv, const struct csv_picks *picks,
                       str *cells)
{
    for (size_t i = 0; i < picks->count; i++) {
        const struct csv_pick *pick = &picks->items[i];
        uint32_t start = csv->ends[pick->field] + 1;
        str *cell = &cells[pick->slot];
        *cell = (str){ csv->bytes + start, csv->ends[pick->field + 1] - start };
        if (csv->bytes[start] == '"' && !unquote(cell)) /* of an empty cell it is the separator */
            return fail_row(cx, csv, PROBLEM_MISPLACED_QUOTE);
    }
    return true;
}

/* Is the row's one field empty? */
static bool is_blank_line(const struct csv_scan *csv)
{
    return csv->ends[1] == csv->ends[0] + 1;
}

static bool skip_byte_order_mark(struct cx *cx, struct csv_scan *csv)
{
    TRY(refill(cx, csv, csv->bytes, CSV_FILL));
    if (csv->size < 3 || memcmp(csv->bytes, "\xef\xbb\xbf", 3) != 0)
        return true;
    csv->row = 3;
    return refill(cx, csv, csv->bytes, CSV_FILL);
}

bool csv_scan_header(struct cx *cx, struct csv_scan *csv, size_t max, str **names, size_t *count)
{
    TRY(skip_byte_order_mark(cx, csv));
    TRY(next_row(cx, csv, count));
    if (*count == 0 || (*count == 1 && is_blank_line(csv)))
        return fail_file(cx, PROBLEM_EMPTY, csv->input->name);
    if (*count > max)
        return fail_file(cx, PROBLEM_TOO_MANY_FIELDS, csv->input->name);

    struct csv_pick *items = ARENA_ARRAY(cx->arena, struct csv_pick, *count);
    for (size_t i = 0; i < *count; i++)
        items[i] = (struct csv_pick){ .field = (uint16_t)i, .slot = (uint16_t)i };
    const struct csv_picks all = { .items = items, .count = *count, .fields = *count };
    str *cells = ARENA_ARRAY(cx->arena, str, *count);
    TRY(pick_cells(cx, csv, &all, cells));
    for (size_t i = 0; i < *count; i++)
        cells[i] = str_copy(cx->arena, cells[i]);
    *names = cells;
    csv->has_header = true;
    return true;
}

/* Blank lines are let pass at the end of the input and nowhere else. */
static bool skip_blank_lines(struct cx *cx, struct csv_scan *csv, const struct csv_picks *picks,
                             size_t *count)
{
    for (int blanks = 0; *count == 1 && picks->fields > 1; blanks++) {
        if (!is_blank_line(csv) || blanks == BLANK_LINES_MAX)
            return true;
        size_t next;
        TRY(next_row(cx, csv, &next));
        if (next > 1)
            return fail_row(cx, csv, PROBLEM_FIELD_COUNT);
        *count = next;
    }
    return true;
}

bool csv_scan_row(struct cx *cx, struct csv_scan *csv, const struct csv_picks *picks, str *cells,
                  bool *found)
{
    size_t count;
    TRY(next_row(cx, csv, &count));
    if (count == 1)
        TRY(skip_blank_lines(cx, csv, picks, &count));
    *found = count > 0;
    if (count == 0)
        return true;
    if (count != picks->fields) {
        bool is_cut_off = count < picks->fields && is_finished(csv);
        return fail_row(cx, csv, is_cut_off ? PROBLEM_SHORT_LAST_ROW : PROBLEM_FIELD_COUNT);
    }
    TRY(pick_cells(cx, csv, picks, cells));
    csv->rows++;
    return true;
}
