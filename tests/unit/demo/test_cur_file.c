/* How cells are written, and that a load file's sums are those of its rows. */
#include "demo/cur_file.h"

#include "core/decimal.h"
#include "demo/load.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>

#include <cmocka.h>

#define LINE_MAX_SIZE 8192

static char folder[] = "/tmp/proforma-demo-XXXXXX";

static int make_folder(void **state)
{
    (void)state;
    return mkdtemp(folder) == NULL;
}

static int remove_folder(void **state)
{
    (void)state;
    return rmdir(folder);
}

static str path_of(struct arena *arena, const char *name)
{
    return str_format(arena, "%s/%s", folder, name);
}

static void test_numbers(void **state)
{
    struct cur_row row = { 0 };
    (void)state;
    cur_set_amount(&row, CUR_UNBLENDED_COST, 0);
    assert_memory_equal(row.cells[CUR_UNBLENDED_COST].ptr, "0", 1);
    cur_set_amount(&row, CUR_PUBLIC_COST, -CUR_ONE / 2);
    assert_int_equal(row.cells[CUR_PUBLIC_COST].len, 4);
    assert_memory_equal(row.cells[CUR_PUBLIC_COST].ptr, "-0.5", 4);
    cur_set_amount(&row, CUR_PUBLIC_RATE, 1);
    assert_memory_equal(row.cells[CUR_PUBLIC_RATE].ptr, "0.000000000001", 14);
    cur_set_quantity(&row, CUR_USAGE_AMOUNT, 1234567890123);
    assert_int_equal(row.cells[CUR_USAGE_AMOUNT].len, 14);
    assert_memory_equal(row.cells[CUR_USAGE_AMOUNT].ptr, "1234567.890123", 14);
}

static void test_costs_have_ten_places(void **state)
{
    (void)state;
    assert_int_equal(cur_cost(3 * CUR_UNIT, CUR_ONE / 10), 3 * CUR_ONE / 10);
    /* 0.000001 × 0.00015 = 0.00000000015, half of the tenth place: away from zero */
    assert_int_equal(cur_cost(1, 150000000), 200);
    assert_int_equal(cur_share(-150, 1, 1), -200);
    assert_int_equal(cur_share(149, 1, 1), 100);
}

static void test_cells_are_quoted_when_they_must(void **state)
{
    struct cx cx = { .arena = arena_new() };
    struct cur_file *file;
    struct cur_row row = { 0 };
    char line[LINE_MAX_SIZE];
    str path = path_of(cx.arena, "quoted.csv");
    (void)state;

    assert_true(cur_file_open(&cx, path, false, &file));
    cur_set(&row, CUR_LINE_ITEM_ID, STR("a,b"));
    cur_set(&row, CUR_TIME_INTERVAL, STR("say \"x\""));
    cur_set(&row, CUR_INVOICE_ID, STR("plain"));
    assert_true(cur_file_sink(file).write(&cx, file, &row));
    assert_true(cur_file_close(&cx, file));

    FILE *text = fopen(path.ptr, "r");
    assert_non_null(fgets(line, sizeof line, text));
    assert_null(strstr(line, "NetUnblendedCost"));
    assert_non_null(fgets(line, sizeof line, text));
    assert_memory_equal(line, "\"a,b\",\"say \"\"x\"\"\",plain,,", 25);
    fclose(text);
    unlink(path.ptr);
    arena_free(&cx.arena);
}

static decimal column(const char *line, int wanted)
{
    decimal value = DECIMAL_ZERO;
    bool quoted = false;
    for (; wanted > 0; line++) {
        quoted ^= *line == '"';
        wanted -= *line == ',' && !quoted;
    }
    str cell = { line, strcspn(line, ",\n") };
    assert_int_equal(decimal_parse(cell, &value), DECIMAL_OK);
    return value;
}

/* Columns that are not there leave a gap in the numbering. */
static int place_of(enum cur_column wanted)
{
    int place = 0;
    for (int c = 0; c < (int)wanted; c++)
        place += !cur_column_is_net((enum cur_column)c);
    return place;
}

static void test_load_sums(void **state)
{
    struct cx cx = { .arena = arena_new() };
    struct load load = { .path = path_of(cx.arena, "load.csv.gz"),
                         .rows = 10007,
                         .seed = LOAD_SEED,
                         .payer = STR(LOAD_PAYER),
                         .period = LOAD_PERIOD };
    struct load_sums sums;
    decimal cost = DECIMAL_ZERO, public_cost = DECIMAL_ZERO;
    char line[LINE_MAX_SIZE];
    int64_t rows = 0;
    (void)state;

    assert_true(demo_load(&cx, &load, &sums));
    gzFile file = gzopen(load.path.ptr, "r");
    assert_non_null(gzgets(file, line, sizeof line));
    for (; gzgets(file, line, sizeof line) != NULL; rows++) {
        assert_true(decimal_add(cost, column(line, place_of(CUR_UNBLENDED_COST)), &cost));
        assert_true(
            decimal_add(public_cost, column(line, place_of(CUR_PUBLIC_COST)), &public_cost));
    }
    gzclose(file);
    assert_int_equal(rows, load.rows);
    assert_int_equal(decimal_compare(cost, sums.cost), 0);
    assert_int_equal(decimal_compare(public_cost, sums.public_on_demand_cost), 0);
    assert_true(decimal_compare(cost, public_cost) < 0);
    unlink(load.path.ptr);
    arena_free(&cx.arena);
}

static void test_a_folder_that_is_not_there(void **state)
{
    struct cx cx = { .arena = arena_new() };
    struct cur_file *file;
    (void)state;
    assert_false(cur_file_open(&cx, STR("/nonexistent/x.csv"), false, &file));
    assert_int_equal(cx.failure.code, ERR_file_unreadable);
    arena_free(&cx.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_numbers),
        cmocka_unit_test(test_costs_have_ten_places),
        cmocka_unit_test(test_cells_are_quoted_when_they_must),
        cmocka_unit_test(test_load_sums),
        cmocka_unit_test(test_a_folder_that_is_not_there),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
