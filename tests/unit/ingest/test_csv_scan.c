#include "ingest/csv_scan.h"
#include "unit/ingest/ingest_test.h"

#define FIELDS_IN_TEST 64

struct table {
    struct csv_scan csv;
    struct csv_picks picks;
    struct csv_pick items[FIELDS_IN_TEST];
    struct strbuf out;
};

static void add_cells(struct table *t, const str *cells)
{
    for (size_t i = 0; i < t->picks.count; i++)
        strbuf_add_format(&t->out, "%s%.*s", i > 0 ? "|" : "", STR_ARG(cells[i]));
    strbuf_add(&t->out, STR("/"));
}

static bool read_header(struct cx *cx, struct table *t)
{
    str *names;
    size_t count;
    if (!csv_scan_header(cx, &t->csv, FIELDS_IN_TEST, &names, &count))
        return false;
    for (size_t i = 0; i < count; i++)
        t->items[i] = (struct csv_pick){ (uint16_t)i, (uint16_t)i };
    t->picks = (struct csv_picks){ .items = t->items, .count = count, .fields = count };
    add_cells(t, names);
    return true;
}

/* Row by row. */
static bool read_rows(struct cx *cx, struct table *t)
{
    for (;;) {
        str cells[FIELDS_IN_TEST];
        bool found;
        if (!csv_scan_row(cx, &t->csv, &t->picks, cells, &found))
            return false;
        if (!found)
            return true;
        add_cells(t, cells);
    }
}

/* Several rows at a time, in two windows by turns: looked at only when the last of them is read. */
static bool read_batches(struct cx *cx, struct table *t)
{
    enum { ROWS = 5 };
    char *windows[2] = { arena_alloc(cx->arena, CSV_WINDOW), arena_alloc(cx->arena, CSV_WINDOW) };
    for (int turn = 0;; turn++) {
        str cells[ROWS][FIELDS_IN_TEST];
        size_t count = 0;
        bool found = false;
        bool is_ok = csv_scan_move(cx, &t->csv, windows[turn % 2]);
        while (is_ok && count < ROWS && (count == 0 || csv_scan_has_row(&t->csv, &t->picks))) {
            is_ok = csv_scan_row(cx, &t->csv, &t->picks, cells[count], &found);
            if (!is_ok || !found)
                break;
            count++;
        }
        for (size_t i = 0; i < count; i++)
            add_cells(t, cells[i]);
        if (!is_ok || !found)
            return is_ok;
    }
}

/* The rows as "a|b/c|d/", or the code of the failure. */
static str read_with(struct cx *cx, str text, size_t chunk,
                     bool (*read)(struct cx *cx, struct table *t))
{
    struct memory_input input = memory_input(STR("test.csv"), text, chunk);
    struct table t = {
        .csv = csv_scan_open(cx, &input.input),
        .out = strbuf_new(cx->arena, 8u << 20),
    };
    cx->failure = (struct failure){ .code = ERR_none };
    if (!read_header(cx, &t) || !read(cx, &t))
        return error_entry(cx->failure.code)->code;
    return strbuf_str(&t.out);
}

static str read_all(struct cx *cx, str text, size_t chunk)
{
    str batches = read_with(cx, text, chunk, read_batches);
    str told = cx->failure.code != ERR_none ? cx->failure.detail : STR("");
    str rows = read_with(cx, text, chunk, read_rows);
    assert_true(str_equal(batches, rows));
    assert_true(cx->failure.code == ERR_none || str_equal(told, cx->failure.detail));
    return rows;
}

static const struct {
    const char *text;
    const char *expected;
} cases[] = {
    { "a,b\n1,2\n", "a|b/1|2/" },
    { "a,b\n1,2", "a|b/1|2/" },
    { "a,b\r\n1,2\r\n", "a|b/1|2/" },
    { "\xef\xbb\xbf"
      "a,b\n1,2\n",
      "a|b/1|2/" },
    { "\xef\xbb\xbf\"a\",b\n1,2\n", "a|b/1|2/" },
    { "a,b\n,\n", "a|b/|/" },
    { "a,b\n\"1\",\"2\"\n", "a|b/1|2/" },
    { "a,b\n\"1,5\",2\n", "a|b/1,5|2/" },
    { "a,b\n\"x\ny\",2\n3,4\n", "a|b/x\ny|2/3|4/" },
    { "a,b\r\n\"x\r\ny\",\"2\"\r\n", "a|b/x\r\ny|2/" },
    { "a,b\n\"say \"\"hi\"\"\",2\n", "a|b/say \"hi\"|2/" },
    { "a,b\n\"\"\"\",\"\"\n", "a|b/\"|/" },
    { "a,b\n\"\"\"\"\"\",2\n", "a|b/\"\"|2/" },
    { "a,b\n\"a\"\"b\"\"c\"\"\",\"\"\"\"\n", "a|b/a\"b\"c\"|\"/" },
    { "a,b\n1,2\n\n\n", "a|b/1|2/" },
    { "a,b\n1,2\r\n\r\n", "a|b/1|2/" },
    { "a,b\n", "a|b/" },
    { "a,b", "a|b/" },
    { "a\n1\n\n2\n", "a/1//2/" },
    { "a,b\n1,2\r", "a|b/1|2/" },
    /* what is refused */
    { "", "file_empty" },
    { "\xef\xbb\xbf", "file_empty" },
    { "a,b\n1\n", "file_truncated" },
    { "a,b\n1,2\n3", "file_truncated" },
    { "a,b\n1\n2,3\n", "file_corrupt" },
    { "a,b\n1,2,3\n", "file_corrupt" },
    { "a,b\n1,2\n\n3,4\n", "file_corrupt" },
    { "a,b\n\"1,2\n", "file_truncated" },
    { "a,b\n1,\"", "file_truncated" },
    { "a,b\n1\"2,3\n", "file_corrupt" },
    { "a,b\n\"1\"2,3\n", "file_corrupt" },
    { "a,b\n\"1\" ,3\n", "file_corrupt" },
    { "a,b\n1,\"2\"\"\n", "file_truncated" },
    /* two stray quotes must not make two rows one */
    { "a,b\n1\",2\n3,\"4\n", "file_corrupt" },
    { "a,b\nx\"1,2\n3,4\"y\n5,6\n", "file_corrupt" },
};

static void test_every_case_in_every_chunk_size(void **state)
{
    struct cx *cx = *state;
    for (size_t i = 0; i < COUNT(cases); i++)
        for (size_t chunk = 0; chunk <= strlen(cases[i].text); chunk++) {
            assert_text(read_all(cx, str_of(cases[i].text), chunk), cases[i].expected);
            arena_reset(cx->arena);
        }
}

/* The same with the case moved over the borders of 64-byte blocks and, once, of windows. */
static void test_every_case_at_every_offset(void **state)
{
    struct cx *cx = *state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        str expected = str_of(cases[i].expected);
        str text = str_of(cases[i].text);
        if (!str_starts(text, STR("a,b\n")))
            continue;
        for (size_t pad = 0; pad < 200; pad++) {
            struct strbuf moved = strbuf_new(cx->arena, 1024);
            strbuf_add_format(&moved, "a,b\n%0*d,0\n%s", (int)pad + 1, 0, text.ptr + 4);
            str result = read_all(cx, strbuf_str(&moved), 0);
            if (str_starts(expected, STR("a|b/"))) {
                assert_true(result.len == expected.len + pad + 4);
                assert_text((str){ result.ptr + 4 + pad + 4, expected.len - 4 }, expected.ptr + 4);
            } else {
                assert_text(result, expected.ptr);
            }
            arena_reset(cx->arena);
        }
    }
}

/* Fields of any characters, written as RFC 4180 says, come back; rows straddle every window. */
static void test_random_fields_come_back(void **state)
{
    struct cx *cx = *state;
    static const char alphabet[] = "ab,\"\n\r x";
    struct strbuf text = strbuf_new(cx->arena, 4u << 20);
    struct strbuf expected = strbuf_new(cx->arena, 4u << 20);
    strbuf_add(&text, STR("h1,h2,h3\n"));
    strbuf_add(&expected, STR("h1|h2|h3/"));
    struct random random = random_seeded("random_fields");
    for (int row = 0; text.len < 900000; row++) {
        for (int field = 0; field < 3; field++) {
            bool quoted = random_below(&random, 2) == 0;
            size_t len = random_below(&random, row % 50 == 0 ? 900 : 30);
            strbuf_add(&text, quoted ? STR("\"") : STR(""));
            for (size_t i = 0; i < len; i++) {
                char c = alphabet[random_below(&random, quoted ? 8 : 2)];
                strbuf_add_char(&expected, c);
                strbuf_add_char(&text, c);
                if (c == '"')
                    strbuf_add_char(&text, c);
            }
            strbuf_add(&text, quoted ? STR("\"") : STR(""));
            strbuf_add(&text, field < 2                       ? STR(",")
                              : random_below(&random, 2) == 0 ? STR("\n")
                                                              : STR("\r\n"));
            strbuf_add(&expected, field < 2 ? STR("|") : STR("/"));
        }
    }
    str result = read_all(cx, strbuf_str(&text), 0);
    assert_int_equal(result.len, expected.len);
    assert_memory_equal(result.ptr, expected.ptr, result.len);
    str pieces = read_all(cx, strbuf_str(&text), 1000);
    assert_true(str_equal(pieces, result));
}

static str filled(struct cx *cx, size_t size, const char *before, const char *after)
{
    struct strbuf text = strbuf_new(cx->arena, size + 100);
    strbuf_add_format(&text, "a,b\n%s", before);
    char *room = strbuf_reserve(&text, size);
    memset(room, 'x', size);
    text.len += size;
    strbuf_add(&text, str_of(after));
    return strbuf_str(&text);
}

static void test_a_row_is_bounded(void **state)
{
    struct cx *cx = *state;
    str fits = filled(cx, CSV_ROW_MAX - 3, "", ",1\n");
    assert_int_equal(read_all(cx, fits, 0).len, 4 + CSV_ROW_MAX - 3 + 3);
    assert_text(read_all(cx, filled(cx, CSV_ROW_MAX, "", ",1\n"), 0), "file_corrupt");
    assert_text(read_all(cx, filled(cx, CSV_ROW_MAX * 3, "", ",1\n"), 0), "file_corrupt");
    assert_text(read_all(cx, filled(cx, CSV_ROW_MAX * 3, "\"", "\",1\n"), 0), "file_corrupt");
}

static void test_blank_lines_are_bounded(void **state)
{
    struct cx *cx = *state;
    struct strbuf text = strbuf_new(cx->arena, 4096);
    strbuf_add(&text, STR("a,b\n1,2\n"));
    for (int i = 0; i < 1000; i++)
        strbuf_add_char(&text, '\n');
    assert_text(read_all(cx, strbuf_str(&text), 0), "file_corrupt");
}

static void test_too_many_columns(void **state)
{
    struct cx *cx = *state;
    struct strbuf text = strbuf_new(cx->arena, 4096);
    for (int i = 0; i < FIELDS_IN_TEST; i++)
        strbuf_add(&text, STR("a,"));
    assert_text(read_all(cx, strbuf_str(&text), 0), "file_format");
}

static void test_the_place_of_an_error_is_said(void **state)
{
    struct cx *cx = *state;
    read_all(cx, STR("a,b\n1,\"x\ny\nz\"\n2,3\n4\n5,6\n"), 0);
    assert_text(cx->failure.detail, "\"test.csv\", row 3 (line 6) does not have as many fields as "
                                    "the header");
    assert_text(cx->failure.detail_zh, "“test.csv”第 3 条数据（第 6 行）的字段数与表头不同");
    read_all(cx, STR("a,b\n1,2\nx\"y,3\n"), 0);
    assert_text(cx->failure.detail,
                "\"test.csv\", row 2 (line 3) has a quotation mark where none can be");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_every_case_in_every_chunk_size), TEST(test_every_case_at_every_offset),
        TEST(test_random_fields_come_back),        TEST(test_a_row_is_bounded),
        TEST(test_blank_lines_are_bounded),        TEST(test_too_many_columns),
        TEST(test_the_place_of_an_error_is_said),
    };
    return cmocka_run_group_tests_name("ingest csv_scan", tests, NULL, NULL);
}
