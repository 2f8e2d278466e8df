#include "ingest/parquet_query.h"

#include <string.h>

#include "ingest/problem.h"

/* ---- errors ---- */

struct duckdb_error {
    str prefix;
    enum error_code code;
};

/* What DuckDB says, by how it begins. */
static const struct duckdb_error errors[] = {
    { STR("Out of Memory Error"), ERR_unavailable },
    { STR("IO Error: Could not write"), ERR_disk_full },
    { STR("Out of Range Error"), ERR_value_malformed },
    { STR("Conversion Error"), ERR_value_malformed },
    { STR(""), ERR_file_corrupt },
};

bool fail_parquet(struct cx *cx, str name, const char *message)
{
    str text = str_of(message != NULL ? message : "no reason given");
    str first_line = str_cut(&text, '\n');
    const struct duckdb_error *error = errors;
    while (!str_starts(first_line, error->prefix))
        error++;
    return fail(cx, error->code, "\"%.*s\" cannot be read as Parquet: %.*s", STR_ARG(name),
                STR_ARG(first_line));
}

/* ---- which columns ---- */

/* A name or a path as SQL writes it, with `mark` around it. */
static void add_quoted(struct strbuf *out, char mark, str text)
{
    strbuf_add_char(out, mark);
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] == mark)
            strbuf_add_char(out, mark);
        strbuf_add_char(out, text.ptr[i]);
    }
    strbuf_add_char(out, mark);
}

static void add_source(struct strbuf *query, str path)
{
    strbuf_add(query, STR(" from read_parquet("));
    add_quoted(query, '\'', path);
    strbuf_add(
        query,
        STR(", binary_as_string = true, file_row_number = true, hive_partitioning = false)"));
}

/* The columns of the file; the last one is the number of the row. */
static bool read_columns(struct cx *cx, const struct parquet_file *f, duckdb_result *columns)
{
    struct strbuf query = strbuf_new(cx->arena, 8192);
    strbuf_add(&query, STR("select *"));
    add_source(&query, f->path);
    strbuf_add(&query, STR(" limit 0"));
    return f->api->query(f->connection, strbuf_str(&query).ptr, columns) == DUCKDB_SUCCESS ||
           fail_parquet(cx, f->name, f->api->result_error(columns));
}

static bool is_number_of_digits(int type)
{
    return type >= DUCKDB_TYPE_INTEGER && type <= DUCKDB_TYPE_UBIGINT;
}

static bool is_date(int type)
{
    return type == DUCKDB_TYPE_TIMESTAMP || type == DUCKDB_TYPE_DATE ||
           (type >= DUCKDB_TYPE_TIMESTAMP_S && type <= DUCKDB_TYPE_TIMESTAMP_NS) ||
           type == DUCKDB_TYPE_TIMESTAMP_TZ;
}

/* Wanted for progress only: 0 when it cannot be told. */
static int64_t count_rows(struct cx *cx, const struct parquet_file *f)
{
    int64_t rows = 0;
    duckdb_result result;
    struct strbuf query = strbuf_new(cx->arena, 8192);
    strbuf_add(&query, STR("select num_rows::bigint from parquet_file_metadata("));
    add_quoted(&query, '\'', f->path);
    strbuf_add(&query, STR(")"));
    bool is_ok = f->api->query(f->connection, strbuf_str(&query).ptr, &result) == DUCKDB_SUCCESS;
    duckdb_handle chunk = is_ok ? f->api->fetch_chunk(result) : NULL;
    if (chunk != NULL) {
        memcpy(&rows, f->api->vector_get_data(f->api->data_chunk_get_vector(chunk, 0)),
               sizeof rows);
        f->api->destroy_data_chunk(&chunk);
    }
    f->api->destroy_result(&result);
    return rows;
}

static void mark_names(const struct parquet_file *f, duckdb_handle chunk, const str *names,
                       size_t count, bool *marks)
{
    const duckdb_string_t *texts = f->api->vector_get_data(f->api->data_chunk_get_vector(chunk, 0));
    for (uint64_t row = 0; row < f->api->data_chunk_get_size(chunk); row++)
        for (size_t i = 0; i < count; i++)
            marks[i] |= str_equal(names[i], duckdb_text(&texts[row]));
}

/* Which columns are null throughout, as the file itself says: a report has dozens of them, and none
 * need be read. Wanted for speed only: none when it cannot be told. */
static const bool *find_nulls(struct cx *cx, const struct parquet_file *f, const str *names,
                              size_t count)
{
    duckdb_result result;
    struct strbuf query = strbuf_new(cx->arena, 8192);
    bool *marks = ARENA_ARRAY(cx->arena, bool, count);
    strbuf_add(&query, STR("select path_in_schema from parquet_metadata("));
    add_quoted(&query, '\'', f->path);
    strbuf_add(&query, STR(") where position(',' in path_in_schema) = 0" /* not inside another */
                           " group by path_in_schema"
                           " having count(stats_null_count) = count(*)"
                           " and sum(stats_null_count) = sum(num_values)"));
    bool is_ok = f->api->query(f->connection, strbuf_str(&query).ptr, &result) == DUCKDB_SUCCESS;
    duckdb_handle chunk = is_ok ? f->api->fetch_chunk(result) : NULL;
    while (chunk != NULL) {
        mark_names(f, chunk, names, count, marks);
        f->api->destroy_data_chunk(&chunk);
        chunk = f->api->fetch_chunk(result);
    }
    f->api->destroy_result(&result);
    return marks;
}

/* How a column is asked for, and what its cells then are. */
static enum cell_form add_column(struct strbuf *query, str name, uint16_t slot, int type)
{
    struct {
        str before, after;
        enum cell_form form;
    } how = { STR("cast("), STR(" as varchar)"), CELL_TEXT };
    bool is_known = slot < COLUMN_COUNT;
    enum column column = is_known ? (enum column)slot : COLUMN_COUNT;

    if (type == DUCKDB_TYPE_VARCHAR) {
        /* The text itself. A column of few different ones, which DuckDB has as numbers and those
         * texts, would be made one with a copy of the text for every row; of a function of two
         * arguments each row's result is the text where it lies. */
        how.before = STR("greatest(");
        how.after = STR(", if(file_row_number < 0, '', null))");
    } else if (is_known && type == DUCKDB_TYPE_DOUBLE && column_is_number(column)) {
        how.before = how.after = STR("");
        how.form = CELL_DOUBLE;
    } else if ((column == COLUMN_PERIOD_START || column == COLUMN_USAGE_START) && is_date(type)) {
        how.after = type == DUCKDB_TYPE_TIMESTAMP_TZ ? STR(" at time zone 'UTC' as date)")
                                                     : STR(" as date)");
        how.form = CELL_DAY;
    } else if (type == DUCKDB_TYPE_MAP || type == DUCKDB_TYPE_STRUCT) {
        how.before = STR("cast(to_json(");
        how.after = STR(") as varchar)");
    } else if ((column == COLUMN_PAYER || column == COLUMN_ACCOUNT) && is_number_of_digits(type)) {
        how.before = STR("lpad(cast("); /* the leading zeros that a number has lost */
        how.after = STR(" as varchar), 12, '0')");
    }
    strbuf_add(query, how.before);
    add_quoted(query, '"', name);
    strbuf_add(query, how.after);
    return how.form;
}

static bool map_columns(struct cx *cx, const struct parquet_file *f, duckdb_result *result,
                        struct layout *layout, struct parquet_query *query, struct strbuf *text)
{
    size_t count = f->api->column_count(result) - 1;
    if (count > FIELDS_MAX)
        return fail_file(cx, PROBLEM_TOO_MANY_FIELDS, f->name);
    str *names = ARENA_ARRAY(cx->arena, str, count);
    for (size_t i = 0; i < count; i++)
        names[i] = str_copy(cx->arena, str_of(f->api->column_name(result, i)));
    TRY(columns_map(cx, f->name, names, count, layout));

    const bool *nulls = find_nulls(cx, f, names, count);
    query->columns = ARENA_ARRAY(cx->arena, struct parquet_column, count);
    for (size_t i = 0; i < count; i++) {
        uint16_t slot = layout->slots[i];
        if (slot == layout_cell_count(layout) - 1 || nulls[i])
            continue;
        enum cell_form form = add_column(text, names[i], slot, f->api->column_type(result, i));
        strbuf_add(text, STR(", "));
        if (slot < COLUMN_COUNT)
            layout->forms[slot] = form;
        query->columns[query->count++] = (struct parquet_column){ slot, form };
    }
    return true;
}

bool parquet_query_make(struct cx *cx, const struct parquet_file *f, str function,
                        struct layout *layout, struct parquet_query *query)
{
    duckdb_result columns = { .internal_data = NULL };
    struct strbuf text = strbuf_new(cx->arena, 4u << 20);
    *query = (struct parquet_query){ .count = 0 };
    strbuf_add_format(&text, "select count(%.*s(", STR_ARG(function));
    bool is_ok =
        read_columns(cx, f, &columns) && map_columns(cx, f, &columns, layout, query, &text);
    f->api->destroy_result(&columns);
    TRY(is_ok);
    strbuf_add(&text, STR("file_row_number))"));
    add_source(&text, f->path);
    query->text = strbuf_str(&text);
    query->rows = count_rows(cx, f);
    return true;
}
