/* Cells that a spreadsheet reads as what they are, and never runs. */
#include "core_test.h"

#include "core/csv.h"

static int make_arena(void **state)
{
    *state = arena_new();
    return 0;
}

static int free_arena(void **state)
{
    arena_free((struct arena **)state);
    return 0;
}

static void cells_are_safe(void **state)
{
    static const struct {
        const char *value, *cell;
    } cases[] = {
        { "plain", "plain" },
        { "", "" },
        { NULL, "" },
        { "with, comma", "\"with, comma\"" },
        { "say \"hi\"", "\"say \"\"hi\"\"\"" },
        { "two\nlines", "\"two\nlines\"" },
        { "two\r\nlines", "\"two\r\nlines\"" },
        { "=1+1", "'=1+1" },
        { "=HYPERLINK(\"http://x\",\"y\")", "\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\"" },
        { "+SUM(A1)", "'+SUM(A1)" },
        { "-cmd|' /C calc'!A0", "'-cmd|' /C calc'!A0" },
        { "@SUM(1)", "'@SUM(1)" },
        { "\t=1", "\"'\t=1\"" },
        { "\r=1", "\"'\r=1\"" },
        { "\n=1", "\"'\n=1\"" },
        { "＝1+1", "'＝1+1" },
        { "＋1", "'＋1" },
        { "－1", "'－1" },
        { "＠SUM(A1)", "'＠SUM(A1)" },
        { "！", "！" },
        { "a;=1+1", "\"a;=1+1\"" },
        { "a\t=1+1", "\"a\t=1+1\"" },
        { "-12.50", "-12.50" },
        { "+3", "+3" },
        { "-", "'-" },
        { "-1-1", "'-1-1" },
        { "-99999999999999999999999999", "-99999999999999999999999999" },
        { "000000000007", "000000000007" },
        { "账单组", "账单组" },
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct strbuf out = strbuf_new(*state, 1000);
        struct csv csv = { .out = &out };
        csv_cell(&csv, str_of(cases[i].value));
        assert_text(strbuf_str(&out), cases[i].cell);
    }
}

static void rows_end_as_rfc_4180_says(void **state)
{
    static const str names[] = { STR("a"), STR("b") };
    struct strbuf out = strbuf_new(*state, 1000);
    struct csv csv = csv_begin(&out);
    csv_header(&csv, names, 2);
    csv_cell(&csv, STR("1"));
    csv_cell(&csv, STR_NULL);
    csv_end_row(&csv);
    assert_text(strbuf_str(&out), "\xEF\xBB\xBF"
                                  "a,b\r\n1,\r\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(cells_are_safe, make_arena, free_arena),
        cmocka_unit_test_setup_teardown(rows_end_as_rfc_4180_says, make_arena, free_arena),
    };
    return cmocka_run_group_tests_name("csv", tests, NULL, NULL);
}
