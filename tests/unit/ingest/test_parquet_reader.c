#include <pthread.h>
#include <unistd.h>

#include "ingest/duckdb_api.h"
#include "ingest/reader.h"
#include "ingest/tags.h"
#include "unit/ingest/ingest_test.h"

/* The same rows as CSV text and as Parquet must give the same charges. */

/* Of the setting, or beside the program, which is one folder up from the tests. */
static str library_path(struct cx *cx)
{
    char program[1000];
    const char *set = getenv("PROFORMA_DUCKDB_LIBRARY");
    if (set != NULL)
        return str_of(set);
    ssize_t len = readlink("/proc/self/exe", program, sizeof program);
    while (len > 0 && program[len - 1] != '/')
        len--;
    return str_format(cx->arena, "%.*s../libduckdb.so", (int)len, program);
}

/* DuckDB writes what it is to read. */
static void run_sql(struct cx *cx, const char *sql)
{
    struct duckdb_api api;
    str why;
    duckdb_handle database;
    duckdb_handle connection;
    duckdb_result result;
    if (!duckdb_load(cx->arena, library_path(cx), &api, &why)) {
        print_message("no libduckdb.so (%.*s): skipped\n", STR_ARG(why));
        skip();
    }
    duckdb_handle config;
    assert_int_equal(api.create_config(&config), DUCKDB_SUCCESS);
    assert_int_equal(api.open_ext(":memory:", &database, config, NULL), DUCKDB_SUCCESS);
    api.destroy_config(&config);
    assert_int_equal(api.connect(database, &connection), DUCKDB_SUCCESS);
    if (api.query(connection, sql, &result) != DUCKDB_SUCCESS)
        fail_msg("%s: %s", sql, api.result_error(&result));
    api.destroy_result(&result);
    api.disconnect(&connection);
    api.close(&database);
}

static bool open_threads(struct cx *cx, str path, int threads, struct reader **reader)
{
    const struct parquet_options options = {
        .path = path,
        .name = STR("f.parquet"),
        .library = library_path(cx),
        .directory = STR("/tmp"),
        .memory = 64u << 20,
        .threads = threads,
    };
    cx->failure = (struct failure){ .code = ERR_none };
    return parquet_reader_open(cx, &options, reader);
}

static bool open_parquet(struct cx *cx, str path, struct reader **reader)
{
    return open_threads(cx, path, 1, reader);
}

static void add_line(struct cx *cx, struct strbuf *out, const struct line *line)
{
    struct normal normal;
    const struct charge *charge = &normal.charge;
    struct spot spot;
    str tags;
    enum column bad;
    assert_int_equal(normalize(line, &normal, &spot), NORMALIZED_CHARGE);
    assert_true(tags_of_line(cx->arena, line, &tags, &bad));
    strbuf_add_format(out, "%lld %d %d %d", (long long)line->row, charge->day.days, charge->kind,
                      charge->is_free);
    for (int i = 0; i < TEXT_COUNT; i++)
        strbuf_add_format(out, " %.*s", STR_ARG(normal.texts[i]));
    strbuf_add_format(out, " %.*s", STR_ARG(line_text(line, COLUMN_RESOURCE)));
    for (int m = 0; m < MEASURE_COUNT; m++)
        strbuf_add_format(out, " %.*s", STR_ARG(decimal_text(cx->arena, charge->measures[m])));
    strbuf_add_format(out, " %.*s %d\n", STR_ARG(tags), charge->is_rounded);
}

static bool add_lines(struct cx *cx, void *context, const struct batch *batch)
{
    for (size_t i = 0; i < batch->count; i++)
        add_line(cx, context, &batch->lines[i]);
    return true;
}

/* Every line of a reader as text: its charge, its tags. */
static str lines_of(struct cx *cx, struct reader *reader)
{
    struct strbuf out = strbuf_new(cx->arena, 1u << 20);
    assert_true(reader->read(cx, reader, add_lines, &out));
    reader->close(reader);
    return strbuf_str(&out);
}

#define HEADER                                                                                     \
    "line_item_usage_amount,bill_payer_account_id,bill_billing_period_start_date,"                 \
    "bill_billing_entity,line_item_usage_account_id,line_item_line_item_type,"                     \
    "line_item_usage_start_date,line_item_product_code,line_item_usage_type,"                      \
    "line_item_operation,line_item_currency_code,line_item_unblended_cost,"                        \
    "line_item_net_unblended_cost,pricing_public_on_demand_cost,line_item_resource_id,"            \
    "resource_tags,cost_category,bill_invoice_id\n"

static const char csv[] = HEADER
    "2,000000000012,2023-11-01T00:00:00Z,AWS,012345678901,Usage,2023-11-05T23:00:00Z,AmazonEC2,"
    "BoxUsage,Run,USD,0.1,,0.3,i-0123456789abcdef0,\"{\"\"user_b\"\":\"\"2\"\",\"\"user_a\"\":"
    "\"\"x\"\"}\",\"{\"\"Team\"\":\"\"a\"\"}\",\n"
    "0.1,000000000012,2023-11-01T00:00:00Z,AWS,012345678901,Usage,2023-11-06T00:00:00Z,AmazonS3,,"
    "Put,USD,0.000000000001,1e-7,,,{},{},INV-1\n"
    "12345678901,000000000012,2023-11-01T00:00:00Z,AWS,012345678901,Tax,1999-12-31T00:00:00Z,x,,,"
    "USD,-98765.4321,0,123456789.123456,,,,\n";

/* The same rows as Parquet, its columns of the given types. */
static str make_parquet(struct cx *cx, const char *number, const char *time,
                        const char *compression)
{
    str text = str_format(cx->arena, "/tmp/proforma-test-%ld.csv", (long)getpid());
    str path = str_format(cx->arena, "/tmp/proforma-test-%ld.parquet", (long)getpid());
    FILE *file = fopen(text.ptr, "w");
    fputs(csv, file);
    fclose(file);
    run_sql(cx,
            str_format(cx->arena,
                       "copy (select 'x' as product_sku, * replace ("
                       "line_item_usage_amount::%1$s as line_item_usage_amount, "
                       "line_item_unblended_cost::%1$s as line_item_unblended_cost, "
                       "line_item_net_unblended_cost::%1$s as line_item_net_unblended_cost, "
                       "pricing_public_on_demand_cost::%1$s as pricing_public_on_demand_cost, "
                       "bill_billing_period_start_date::%2$s as bill_billing_period_start_date, "
                       "line_item_usage_start_date::%2$s as line_item_usage_start_date, "
                       "cast(resource_tags::json as map(varchar, varchar)) as resource_tags, "
                       "cast(cost_category::json as map(varchar, varchar)) as cost_category) "
                       "from read_csv('%3$s', all_varchar = true, header = true)) "
                       "to '%4$s' (format parquet, compression %5$s)",
                       number, time, text.ptr, path.ptr, compression)
                .ptr);
    unlink(text.ptr);
    return path;
}

static str expected_lines(struct cx *cx)
{
    struct memory_input input = memory_input(STR("f.csv"), str_of(csv), 0);
    struct reader *reader;
    assert_true(csv_reader_open(cx, &input.input, 1, &reader));
    str lines = lines_of(cx, reader);
    assert_true(str_starts(lines, STR("1 19666 0 0 012345678901 AmazonEC2 BoxUsage Run ")));
    return lines;
}

static void test_every_type_gives_what_the_text_gives(void **state)
{
    static const struct {
        const char *number, *time, *compression;
    } types[] = {
        { "double", "timestamp", "snappy" },
        { "double", "timestamp", "zstd" },
        { "decimal(38,12)", "date", "snappy" },
        { "decimal(30,13)", "timestamp_ns", "gzip" },
        { "varchar", "timestamp_ms", "uncompressed" },
        { "double", "timestamptz", "zstd" },
        { "double", "varchar", "snappy" },
    };
    struct cx *cx = *state;
    for (size_t i = 0; i < COUNT(types); i++) {
        struct reader *reader;
        str path = make_parquet(cx, types[i].number, types[i].time, types[i].compression);
        if (!open_parquet(cx, path, &reader))
            fail_msg("%.*s", STR_ARG(cx->failure.detail));
        str lines = lines_of(cx, reader);
        unlink(path.ptr);
        assert_text(lines, expected_lines(cx).ptr);
    }
}

/* ---- what is refused ---- */

static void copy_to(struct cx *cx, str path, const char *select)
{
    run_sql(cx, str_format(cx->arena, "copy (%s) to '%s' (format parquet)", select, path.ptr).ptr);
}

static void test_a_missing_column(void **state)
{
    struct cx *cx = *state;
    struct reader *reader;
    str path = str_format(cx->arena, "/tmp/proforma-test-%ld.parquet", (long)getpid());
    copy_to(cx, path,
            "select '1' as bill_payer_account_id, '2' as line_item_usage_account_id, 'Usage' as "
            "line_item_line_item_type, 'x' as line_item_product_code, 1.0 as "
            "line_item_unblended_cost");
    assert_false(open_parquet(cx, path, &reader));
    assert_int_equal(cx->failure.code, ERR_column_missing);
    copy_to(cx, path, "select 1 as a");
    assert_false(open_parquet(cx, path, &reader));
    assert_int_equal(cx->failure.code, ERR_file_format);
    unlink(path.ptr);
}

static void overwrite(str path, long offset, int whence, size_t size)
{
    FILE *file = fopen(path.ptr, "r+");
    fseek(file, offset, whence);
    while (size-- > 0)
        fputc('z', file);
    fclose(file);
}

static bool pass_over(struct cx *cx, void *context, const struct batch *batch)
{
    (void)cx, (void)context, (void)batch;
    return true;
}

static bool reads_to_the_end(struct cx *cx, struct reader *reader)
{
    bool is_ok = reader->read(cx, reader, pass_over, NULL);
    reader->close(reader);
    return is_ok;
}

static void test_damage(void **state)
{
    struct cx *cx = *state;
    struct reader *reader;
    str path = make_parquet(cx, "double", "timestamp", "snappy");
    overwrite(path, -8, SEEK_END, 4); /* the length of the footer */
    assert_false(open_parquet(cx, path, &reader));
    assert_int_equal(cx->failure.code, ERR_file_corrupt);

    path = make_parquet(cx, "double", "timestamp", "snappy");
    overwrite(path, 4, SEEK_SET, 400); /* the first pages */
    assert_false(open_parquet(cx, path, &reader) && reads_to_the_end(cx, reader));
    assert_int_equal(cx->failure.code, ERR_file_corrupt);
    assert_true(str_starts(cx->failure.detail, STR("\"f.parquet\" cannot be read as Parquet: ")));
    unlink(path.ptr);
    assert_false(open_parquet(cx, STR("/tmp/no-such-file.parquet"), &reader));
}

#define ROWS 100000

/* Which rows were given, and whether in the order of the file. */
struct seen {
    pthread_mutex_t mutex;
    bool rows[ROWS + 1];
    int64_t count;
    bool is_in_order;
    int64_t refused; /* a row that is refused; 0: none */
};

static bool see(struct cx *cx, void *context, const struct batch *batch)
{
    struct seen *seen = context;
    bool is_ok = true;
    pthread_mutex_lock(&seen->mutex);
    for (size_t i = 0; is_ok && i < batch->count; i++) {
        int64_t row = batch->lines[i].row;
        seen->is_in_order &= row == ++seen->count;
        is_ok = row > 0 && row <= ROWS && !seen->rows[row] && row != seen->refused;
        seen->rows[row] = true;
    }
    pthread_mutex_unlock(&seen->mutex);
    return is_ok || (fail)(cx, ERR_value_malformed, "row %lld", (long long)seen->refused);
}

static bool read_large(struct cx *cx, int threads, struct seen *seen)
{
    struct reader *reader;
    str path = str_format(cx->arena, "/tmp/proforma-test-%ld-large.parquet", (long)getpid());
    run_sql(cx,
            str_format(cx->arena,
                       "copy (select '1' as bill_payer_account_id, 'AWS' as bill_billing_entity,"
                       " '2' as line_item_usage_account_id, 'Usage' as line_item_line_item_type,"
                       " '2023-11-01' as bill_billing_period_start_date, 1.0 as"
                       " line_item_unblended_cost, '2023-11-01' as line_item_usage_start_date,"
                       " 's' as line_item_product_code, 'u' || i as line_item_usage_type,"
                       " 'o' as line_item_operation, 'USD' as line_item_currency_code, 1.0 as"
                       " line_item_usage_amount from range(%d) t(i) order by i)"
                       " to '%s' (format parquet, row_group_size 4096)",
                       ROWS, path.ptr)
                .ptr);
    pthread_mutex_init(&seen->mutex, NULL);
    seen->is_in_order = true;
    assert_true(open_threads(cx, path, threads, &reader));
    bool is_ok = reader->read(cx, reader, see, seen);
    reader->close(reader);
    pthread_mutex_destroy(&seen->mutex);
    unlink(path.ptr);
    return is_ok;
}

static void test_every_row_is_given_once(void **state)
{
    struct cx *cx = *state;
    struct seen *one = ARENA_NEW(cx->arena, struct seen);
    struct seen *two = ARENA_NEW(cx->arena, struct seen);
    assert_true(read_large(cx, 1, one));
    assert_int_equal(one->count, ROWS);
    assert_true(one->is_in_order);
    assert_true(read_large(cx, READER_THREADS, two));
    assert_int_equal(two->count, ROWS);
}

static void test_a_refused_row_ends_it(void **state)
{
    struct cx *cx = *state;
    for (int threads = 1; threads <= READER_THREADS; threads++) {
        struct seen *seen = ARENA_NEW(cx->arena, struct seen);
        seen->refused = 20000;
        assert_false(read_large(cx, threads, seen));
        assert_text(cx->failure.detail, "row 20000");
        assert_true(threads > 1 || seen->count == seen->refused);
    }
}

/* A message shows what the file has, also where that is no date of a calendar. */
static void test_days_as_messages_show_them(void **state)
{
    struct cx *cx = *state;
    static const struct {
        int32_t days;
        const char *shown;
    } days[] = {
        { 0, "1970-01-01" },
        { -719162, "0001-01-01" },
        { 2932896, "9999-12-31" },
        { 2932897, "2932897 days after 1970-01-01" },
        { INT32_MAX, "2147483647 days after 1970-01-01" },
        { -719529, "-719529 days after 1970-01-01" },
        { -INT32_MAX, "-2147483647 days after 1970-01-01" },
    };
    struct reader reader = { .name = STR("f.parquet") };
    struct layout layout = { .forms[COLUMN_USAGE_START] = CELL_DAY };
    str cells[COLUMN_COUNT] = { 0 };
    const struct line line = { .layout = &layout, .cells = cells, .row = 1 };
    for (size_t i = 0; i < sizeof days / sizeof days[0]; i++) {
        cells[COLUMN_USAGE_START] =
            (str){ (const char *)(const void *)&days[i].days, sizeof days[i].days };
        struct place place = reader_place(cx, &reader, &line, COLUMN_USAGE_START);
        assert_string_equal(place.value.ptr, days[i].shown);
    }
}

static void test_without_the_library(void **state)
{
    struct cx *cx = *state;
    struct reader *reader;
    const struct parquet_options options = { .path = STR("/tmp/x"),
                                             .name = STR("f.parquet"),
                                             .library = STR("/nonexistent/libduckdb.so") };
    assert_false(parquet_reader_open(cx, &options, &reader));
    assert_int_equal(cx->failure.code, ERR_parquet_unavailable);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_every_type_gives_what_the_text_gives),
        TEST(test_a_missing_column),
        TEST(test_damage),
        TEST(test_every_row_is_given_once),
        TEST(test_a_refused_row_ends_it),
        TEST(test_days_as_messages_show_them),
        TEST(test_without_the_library),
    };
    return cmocka_run_group_tests_name("ingest parquet_reader", tests, NULL, NULL);
}
