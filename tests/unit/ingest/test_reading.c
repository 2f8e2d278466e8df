#include "ingest/reading.h"
#include "unit/ingest/ingest_test.h"

/* Rows are worked on together and their texts once for many: what comes of it must be what each row
 * alone would have given, and of several mistakes the first one is told. */

#define HEADER                                                                                     \
    "bill/PayerAccountId,bill/BillingPeriodStartDate,bill/BillingEntity,lineItem/UsageAccountId,"  \
    "lineItem/LineItemType,lineItem/UsageStartDate,lineItem/ProductCode,lineItem/UsageType,"       \
    "lineItem/Operation,lineItem/CurrencyCode,lineItem/UsageAmount,lineItem/UnblendedRate,"        \
    "lineItem/UnblendedCost,product/regionCode,product/region\n"

struct written {
    const char *payer, *account, *type, *day, *rate, *cost, *region_code, *region;
};

static const struct written plain = { "999999999999", "1", "Usage", "05", "0.5", "1", "r", "" };

static void write_row(struct strbuf *out, const struct written *row)
{
    strbuf_add_format(out,
                      "%s,2023-11-01T00:00:00Z,AWS,%s,%s,2023-11-%sT00:00:00Z,AmazonEC2,BoxUsage,"
                      "Run,USD,2,%s,%s,%s,%s\n",
                      row->payer, row->account, row->type, row->day, row->rate, row->cost,
                      row->region_code, row->region);
}

static struct strbuf report(struct cx *cx, const struct written *rows, size_t count)
{
    struct strbuf out = strbuf_new(cx->arena, 16u << 20);
    strbuf_add(&out, STR(HEADER));
    for (size_t i = 0; i < count; i++)
        write_row(&out, &rows[i]);
    return out;
}

static void begin_reading(struct cx *cx, struct reading *r)
{
    const struct aggregate_options options = { 1u << 20, STR("/tmp"), { 0 } };
    *r = (struct reading){
        .arena = cx->arena,
        .aggregate = aggregate_new(&options),
        .tally = tally_new(),
        .payer = STR("999999999999"),
        .period = PERIOD_NONE,
    };
}

static bool read_text(struct cx *cx, str text, int threads, struct reading *r)
{
    struct memory_input input = memory_input(STR("r.csv"), text, 0);
    struct reader *reader;
    cx->failure = (struct failure){ .code = ERR_none };
    assert_true(csv_reader_open(cx, &input.input, threads, &reader));
    bool is_ok = reading_part(cx, r, reader) && aggregate_finish(cx, r->aggregate);
    reader->close(reader);
    return is_ok;
}

static bool read_report(struct cx *cx, str text, int threads, struct reading *r)
{
    begin_reading(cx, r);
    return read_text(cx, text, threads, r);
}

/* The groups as "account day free cost, …". */
static str groups_of(struct cx *cx, struct reading *r)
{
    struct strbuf out = strbuf_new(cx->arena, 1u << 20);
    struct group group;
    bool found;
    while (aggregate_next(cx, r->aggregate, &group, &found) && found) {
        str account = dictionary_text(aggregate_dictionary(r->aggregate, DICTIONARY_ACCOUNT),
                                      group.key.account);
        strbuf_add_format(&out, "%.*s %.*s %d %.*s, ", STR_ARG(account),
                          STR_ARG(day_text(cx->arena, (day){ group.key.day })), group.key.is_free,
                          STR_ARG(decimal_text(cx->arena, group.sums[MEASURE_COST])));
    }
    aggregate_free(&r->aggregate);
    return strbuf_str(&out);
}

static str read_groups(struct cx *cx, const struct written *rows, size_t count)
{
    struct reading r;
    struct strbuf text = report(cx, rows, count);
    assert_true(read_report(cx, strbuf_str(&text), 1, &r));
    assert_int_equal(r.tally.rows, count);
    return groups_of(cx, &r);
}

static int compare_groups(const void *a, const void *b)
{
    return str_compare(*(const str *)a, *(const str *)b);
}

/* The groups of many rows, in an order that does not depend on that of the rows. */
static str sorted_groups(struct cx *cx, str groups)
{
    str *items = ARENA_ARRAY(cx->arena, str, groups.len);
    size_t count = 0;
    while (groups.len > 0)
        items[count++] = str_cut(&groups, ',');
    qsort(items, count, sizeof items[0], compare_groups);
    struct strbuf out = strbuf_new(cx->arena, 1u << 20);
    for (size_t i = 0; i < count; i++)
        strbuf_add(&out, items[i]);
    return strbuf_str(&out);
}

/* Two threads take whichever rows are next: what comes of all is the same, and counted the same. */
static void test_threads_add_up(void **state)
{
    struct cx *cx = *state;
    size_t count = 60000;
    struct written *rows = ARENA_ARRAY(cx->arena, struct written, count);
    for (size_t i = 0; i < count; i++) {
        rows[i] = plain;
        rows[i].account = str_format(cx->arena, "%zu", i * i % 97).ptr;
        rows[i].day = str_format(cx->arena, "%02zu", 1 + i % 28).ptr;
        rows[i].type = i % 5 == 0 ? "Tax" : "Usage";
        rows[i].cost = str_format(cx->arena, "%zu.%zu", i, i % 7).ptr;
    }
    struct strbuf text = report(cx, rows, count);
    struct reading one, two;
    assert_true(read_report(cx, strbuf_str(&text), 1, &one));
    assert_true(read_report(cx, strbuf_str(&text), 2, &two));
    assert_int_equal(two.tally.rows, count);
    assert_int_equal(two.progress.rows, count);
    assert_int_equal(two.tally.count, one.tally.count);
    assert_int_equal(two.tally.first_day.days, one.tally.first_day.days);
    assert_int_equal(two.tally.last_day.days, one.tally.last_day.days);
    for (int m = 0; m < MEASURE_COUNT; m++)
        assert_true(two.tally.sizes[m].v == one.tally.sizes[m].v &&
                    tally_sum(&two.tally, (enum measure)m).v ==
                        tally_sum(&one.tally, (enum measure)m).v);
    str of_one = sorted_groups(cx, groups_of(cx, &one));
    assert_true(of_one.len > 10000);
    assert_true(str_equal(sorted_groups(cx, groups_of(cx, &two)), of_one));
}

static void test_rows_of_the_same_texts_add_up(void **state)
{
    struct written rows[200];
    for (size_t i = 0; i < COUNT(rows); i++) {
        rows[i] = plain;
        rows[i].account = i % 3 == 0 ? "1" : "2";
        rows[i].day = i % 2 == 0 ? "05" : "06";
    }
    assert_text(read_groups(*state, rows, COUNT(rows)),
                "1 2023-11-05 0 34, 1 2023-11-06 0 33, 2 2023-11-05 0 66, 2 2023-11-06 0 67, ");
}

static void test_free_rows_stand_apart_where_there_is_a_free_tier(void **state)
{
    struct written rows[] = { plain, plain, plain, plain };
    rows[1].rate = rows[1].cost = "0";
    rows[2].cost = "0";
    assert_text(read_groups(*state, rows, COUNT(rows)), "1 2023-11-05 0 2, 1 2023-11-05 1 0, ");
    for (size_t i = 0; i < COUNT(rows); i++)
        rows[i].type = "Tax";
    assert_text(read_groups(*state, rows, COUNT(rows)), "1 2023-11-05 0 2, ");
}

static void test_what_means_the_same_is_one_charge(void **state)
{
    struct written rows[] = { plain, plain, plain };
    rows[1].region_code = "";
    rows[1].region = "r";
    rows[2].region = "another";
    assert_text(read_groups(*state, rows, COUNT(rows)), "1 2023-11-05 0 3, ");
}

static const struct {
    struct written row;
    const char *told;
} mistakes[] = {
    { { "999999999999", "1", "Usage", "05", "0.5", "x", "r", "" }, "lineItem/UnblendedCost" },
    { { "999999999999", "x", "Usage", "05", "0.5", "1", "r", "" }, "lineItem/UsageAccountId" },
    { { "999999999999", "1", "Usage", "35", "0.5", "1", "r", "" }, "lineItem/UsageStartDate" },
    { { "111111111111", "1", "Usage", "05", "0.5", "1", "r", "" }, "bill/PayerAccountId" },
    { { "999999999999", "1", "Usage", "05", "zero", "0", "r", "" }, "lineItem/UnblendedRate" },
};

static void check_first(struct cx *cx, const struct strbuf *text, size_t row, const char *column)
{
    struct reading r;
    assert_false(read_report(cx, (str){ text->ptr, text->len }, 2, &r));
    aggregate_free(&r.aggregate);
    assert_false(read_report(cx, (str){ text->ptr, text->len }, 1, &r));
    aggregate_free(&r.aggregate);
    str expected =
        str_format(cx->arena, "\"r.csv\", row %zu (line %zu), column %s: ", row, row + 1, column);
    assert_true(str_starts(cx->failure.detail, expected));
}

/* Two mistakes, so many rows from each other, or a row that is cut off: in whichever order they
 * would be found, that of the earlier row is told. */
static void test_the_first_mistake_is_told(void **state)
{
    struct cx *cx = *state;
    static const size_t places[][2] = { { 0, 1 }, { 3, 30 }, { 31, 32 }, { 5, 700 }, { 300, 301 } };
    for (size_t p = 0; p < COUNT(places); p++)
        for (size_t a = 0; a < COUNT(mistakes); a++)
            for (size_t b = 0; b < COUNT(mistakes); b++) {
                struct written rows[710];
                for (size_t i = 0; i < COUNT(rows); i++)
                    rows[i] = plain;
                rows[places[p][0]] = mistakes[a].row;
                rows[places[p][1]] = mistakes[b].row;
                struct strbuf text = report(cx, rows, COUNT(rows));
                check_first(cx, &text, places[p][0] + 1, mistakes[a].told);
                text = report(cx, rows, places[p][1]);
                strbuf_add(&text, STR("cut,off\n1,2,3\n"));
                check_first(cx, &text, places[p][0] + 1, mistakes[a].told);
                arena_reset(cx->arena);
            }
}

/* A thread may be left with rows that cost nothing when the other one has just met the row that
 * brings a sum to too large a number: that row is told, and none of these. */
static void test_rows_without_charges_after_too_large_a_sum(void **state)
{
    struct cx *cx = *state;
    struct reading r;
    begin_reading(cx, &r);
    r.tally.sizes[MEASURE_COST] = decimal_of_int(INT64_C(100000000000000));
    str text = STR(HEADER "999999999999,2023-11-01,AWS,1,Usage,2023-11-05,AmazonECS,Task,"
                          "ECSTask-EC2,USD,2,1,1,r,\n");
    assert_true(read_text(cx, text, 1, &r));
    assert_int_equal(r.tally.split_rows, 1);
    aggregate_free(&r.aggregate);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_rows_of_the_same_texts_add_up),
        TEST(test_free_rows_stand_apart_where_there_is_a_free_tier),
        TEST(test_what_means_the_same_is_one_charge),
        TEST(test_threads_add_up),
        TEST(test_the_first_mistake_is_told),
        TEST(test_rows_without_charges_after_too_large_a_sum),
    };
    return cmocka_run_group_tests_name("ingest reading", tests, NULL, NULL);
}
