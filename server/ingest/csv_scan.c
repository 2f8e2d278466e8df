#include "ingest/csv_scan.h"

#include <string.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "ingest/problem.h"

#define NOWHERE SIZE_MAX
#define BLANK_LINES_MAX 16

/* ---- 64 bytes at a time ---- */

/* Bit i: bytes[i] is `wanted`. */
static uint64_t match(const char *bytes, char wanted)
{
    uint64_t found = 0;
#ifdef __SSE2__
    __m128i all = _mm_set1_epi8(wanted);
    for (int i = 0; i < CSV_BLOCK / 16; i++) {
        __m128i part = _mm_loadu_si128((const __m128i *)(const void *)(bytes + i * 16));
        unsigned equal = (unsigned)_mm_movemask_epi8(_mm_cmpeq_epi8(part, all));
        found |= (uint64_t)equal << (i * 16);
    }
#else
    for (int i = 0; i < CSV_BLOCK; i++)
        found |= (uint64_t)(bytes[i] == wanted) << i;
#endif
    return found;
}

/* Bit i: the number of bits set in bits[0..i] is odd. */
static uint64_t odd_so_far(uint64_t bits)
{
    for (int shift = 1; shift < 64; shift *= 2)
        bits ^= bits << shift;
    return bits;
}

/*
 * Which separators of the next block count, given that those inside quotes do not. A quote opens
 * where the number of quotes so far becomes odd and must follow a separator, or a closing quote
 * (two in a row stand for one); what follows a closing quote must be a separator, a carriage
 * return or such a second one.
 */
static void load_block(struct csv_scan *csv)
{
    const char *bytes = csv->bytes + csv->next_block;
    uint64_t quotes = match(bytes, '"');
    uint64_t line_ends = match(bytes, '\n');
    uint64_t separators = match(bytes, ',') | line_ends;

    csv->block = csv->next_block;
    csv->next_block += CSV_BLOCK;
    csv->marks = separators;
    csv->breaks = 0;
    if ((quotes | csv->in_quotes | csv->closed) == 0) {
        csv->may_open = separators >> 63;
        return;
    }

    uint64_t inside = odd_so_far(quotes) ^ csv->in_quotes;
    uint64_t opening = quotes & inside;
    uint64_t closing = quotes & ~inside;
    csv->marks = separators & ~inside;
    csv->breaks = line_ends & inside;
    csv->broken += __builtin_popcountll(csv->breaks);

    uint64_t before_opening = (csv->marks | closing) << 1 | csv->may_open;
    uint64_t after_closing = closing << 1 | csv->closed;
    uint64_t bad = (opening & ~before_opening) |
                   (after_closing & ~(csv->marks | opening | match(bytes, '\r')));
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
    csv->breaks = 0;
    csv->broken = 0;
    csv->in_quotes = 0;
    csv->may_open = 1;
    csv->closed = 0;
    csv->bad_quote = NOWHERE;
}

/* Moves the unfinished row to the front and fills the rest: the row is then looked at again from
 * its start. A last line without a line end gets one. */
static bool refill(struct cx *cx, struct csv_scan *csv)
{
    memmove(csv->bytes, csv->bytes + csv->row, csv->size - csv->row);
    csv->size -= csv->row;
    csv->row = 0;
    size_t got;
    TRY(input_fill(cx, csv->input, csv->bytes + csv->size, CSV_ROW_MAX - csv->size, &got));
    csv->size += got;
    csv->is_at_end = csv->size < CSV_ROW_MAX;
    if (csv->is_at_end && csv->size > 0 && csv->bytes[csv->size - 1] != '\n')
        csv->bytes[csv->size++] = '\n';
    memset(csv->bytes + csv->size, 0, CSV_BLOCK);
    restart_row(csv);
    return true;
}

struct csv_scan csv_scan_open(struct cx *cx, struct input *input)
{
    return (struct csv_scan){
        .input = input,
        .bytes = arena_alloc(cx->arena, CSV_ROW_MAX + CSV_BLOCK),
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

static void finish_row(struct csv_scan *csv, size_t end)
{
    int left = __builtin_popcountll(csv->breaks >> (end - csv->block));
    csv->row = end + 1;
    csv->row_line = csv->line;
    csv->line += 1 + csv->broken - left;
    csv->broken = left;
}

/* Locates the fields of the row up to its line end; false when the window ends first. */
static bool locate(struct csv_scan *csv, const struct csv_slots *slots, str *cells, size_t *count)
{
    char *bytes = csv->bytes;
    size_t start = csv->row;
    size_t n = 0;
    for (;;) {
        while (csv->marks != 0) {
            size_t end = csv->block + (size_t)__builtin_ctzll(csv->marks);
            bool is_last = bytes[end] == '\n';
            size_t len = end - start;
            csv->marks &= csv->marks - 1;
            if (is_last && len > 0 && bytes[end - 1] == '\r')
                len--;
            cells[n < slots->count ? slots->slots[n] : slots->wanted] = (str){ bytes + start, len };
            n++;
            start = end + 1;
            if (is_last) {
                finish_row(csv, end);
                *count = n;
                return true;
            }
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
        return refill(cx, csv);
    csv->row_line = csv->line;
    if (csv->bad_quote != NOWHERE)
        return fail_row(cx, csv, PROBLEM_MISPLACED_QUOTE);
    return fail_row(cx, csv, is_full ? PROBLEM_ROW_TOO_LONG : PROBLEM_OPEN_QUOTE);
}

static bool is_finished(const struct csv_scan *csv)
{
    return csv->is_at_end && csv->row == csv->size;
}

static bool next_row(struct cx *cx, struct csv_scan *csv, const struct csv_slots *slots, str *cells,
                     size_t *count)
{
    *count = 0;
    while (!is_finished(csv)) {
        if (locate(csv, slots, cells, count))
            return csv->bad_quote >= csv->row || fail_row(cx, csv, PROBLEM_MISPLACED_QUOTE);
        TRY(need_more(cx, csv));
    }
    return true;
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

static bool unquote_all(struct cx *cx, struct csv_scan *csv, str *cells, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (cells[i].len > 0 && cells[i].ptr[0] == '"' && !unquote(&cells[i]))
            return fail_row(cx, csv, PROBLEM_MISPLACED_QUOTE);
    return true;
}

static bool skip_byte_order_mark(struct cx *cx, struct csv_scan *csv)
{
    TRY(refill(cx, csv));
    if (csv->size < 3 || memcmp(csv->bytes, "\xef\xbb\xbf", 3) != 0)
        return true;
    csv->row = 3;
    bool was_at_end = csv->is_at_end;
    TRY(refill(cx, csv));
    csv->is_at_end |= was_at_end;
    return true;
}

bool csv_scan_header(struct cx *cx, struct csv_scan *csv, size_t max, str **names, size_t *count)
{
    uint16_t *slots = ARENA_ARRAY(cx->arena, uint16_t, max);
    str *cells = ARENA_ARRAY(cx->arena, str, max + 1);
    for (size_t i = 0; i < max; i++)
        slots[i] = (uint16_t)i;
    struct csv_slots all = { .slots = slots, .count = max, .wanted = (uint16_t)max };

    TRY(skip_byte_order_mark(cx, csv));
    TRY(next_row(cx, csv, &all, cells, count));
    if (*count == 0 || (*count == 1 && cells[0].len == 0))
        return fail_file(cx, PROBLEM_EMPTY, csv->input->name);
    if (*count > max)
        return fail_file(cx, PROBLEM_TOO_MANY_FIELDS, csv->input->name);
    TRY(unquote_all(cx, csv, cells, *count));
    for (size_t i = 0; i < *count; i++)
        cells[i] = str_copy(cx->arena, cells[i]);
    *names = cells;
    csv->has_header = true;
    return true;
}

/* Blank lines are let pass at the end of the input and nowhere else. */
static bool skip_blank_lines(struct cx *cx, struct csv_scan *csv, const struct csv_slots *slots,
                             str *cells, size_t *count)
{
    for (int blanks = 0; *count == 1 && slots->count > 1; blanks++) {
        if (cells[slots->slots[0]].len > 0 || blanks == BLANK_LINES_MAX)
            return true;
        size_t next;
        TRY(next_row(cx, csv, slots, cells, &next));
        if (next > 1)
            return fail_row(cx, csv, PROBLEM_FIELD_COUNT);
        *count = next;
    }
    return true;
}

bool csv_scan_row(struct cx *cx, struct csv_scan *csv, const struct csv_slots *slots, str *cells,
                  bool *found)
{
    size_t count;
    TRY(next_row(cx, csv, slots, cells, &count));
    if (count == 1)
        TRY(skip_blank_lines(cx, csv, slots, cells, &count));
    *found = count > 0;
    if (count == 0)
        return true;
    if (count != slots->count) {
        bool is_cut_off = count < slots->count && is_finished(csv);
        return fail_row(cx, csv, is_cut_off ? PROBLEM_SHORT_LAST_ROW : PROBLEM_FIELD_COUNT);
    }
    TRY(unquote_all(cx, csv, cells, slots->wanted));
    csv->rows++;
    return true;
}
