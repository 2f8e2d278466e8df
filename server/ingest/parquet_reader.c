#include "ingest/reader.h"

#include <string.h>

#include "ingest/ahead.h"
#include "ingest/duckdb_api.h"

/* Lines given out together: their cells should stay in the nearest cache. */
#define BATCH_LINES 32

/* Rows of a chunk are handed out from its vectors where they lie. */
struct vector {
    const char *data;
    const uint64_t *validity; /* NULL: no nulls */
    uint16_t slot;
    enum cell_form form;
};

struct chunk {
    duckdb_handle handle;
};

struct parquet_reader {
    struct reader reader;
    struct duckdb_api api;
    duckdb_handle database;
    duckdb_handle connection;
    duckdb_handle statement;
    duckdb_result result;
    bool has_result;
    struct ahead *ahead; /* chunks are decoded in a second thread */
    struct chunk chunks[AHEAD_ITEMS];
    uint64_t chunk_rows;
    uint64_t row;           /* of the chunk, the next one */
    struct vector *vectors; /* those that are read, then the row number */
    size_t vector_count;
    str *cells; /* of BATCH_LINES lines, each of `width` */
    size_t width;
    struct line lines[BATCH_LINES];
    /* progress: the file's bytes, spread over its rows */
    int64_t *counted;
    int64_t size;
    int64_t total_rows;
    int64_t rows;
};

static str text_at(const struct vector *vector, uint64_t row)
{
    const duckdb_string_t *text = &((const duckdb_string_t *)(const void *)vector->data)[row];
    uint32_t length = text->inlined.length;
    return (str){ length <= sizeof text->inlined.inlined ? text->inlined.inlined
                                                         : text->pointer.ptr,
                  length };
}

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

static bool fail_duckdb(struct cx *cx, const struct parquet_reader *r, const char *message)
{
    str text = str_of(message != NULL ? message : "no reason given");
    str first_line = str_cut(&text, '\n');
    const struct duckdb_error *error = errors;
    while (!str_starts(first_line, error->prefix))
        error++;
    return fail(cx, error->code, "\"%.*s\" cannot be read as Parquet: %.*s",
                STR_ARG(r->reader.name), STR_ARG(first_line));
}

/* ---- opening ---- */

static bool set_options(struct cx *cx, struct parquet_reader *r,
                        const struct parquet_options *options, duckdb_handle config)
{
    const char *settings[][2] = {
        { "threads", "1" }, /* the one that asks: adding up takes longer than decoding */
        { "memory_limit", str_format(cx->arena, "%zuMB", options->memory >> 20).ptr },
        { "temp_directory", str_copy(cx->arena, options->directory).ptr },
        { "preserve_insertion_order", "false" },
        { "autoinstall_known_extensions", "false" },
        { "autoload_known_extensions", "false" },
    };
    for (size_t i = 0; i < sizeof settings / sizeof settings[0]; i++)
        if (r->api.set_config(config, settings[i][0], settings[i][1]) != DUCKDB_SUCCESS)
            return fail(cx, ERR_parquet_unavailable, "DuckDB refuses the setting %s",
                        settings[i][0]);
    return true;
}

static bool open_database(struct cx *cx, struct parquet_reader *r,
                          const struct parquet_options *options)
{
    duckdb_handle config = NULL;
    char *error = NULL;
    if (r->api.create_config(&config) != DUCKDB_SUCCESS)
        return fail_duckdb(cx, r, NULL);
    bool is_ok = set_options(cx, r, options, config);
    if (is_ok && r->api.open_ext(":memory:", &r->database, config, &error) != DUCKDB_SUCCESS)
        is_ok = fail_duckdb(cx, r, error);
    r->api.free(error);
    r->api.destroy_config(&config);
    TRY(is_ok);
    return r->api.connect(r->database, &r->connection) == DUCKDB_SUCCESS ||
           fail_duckdb(cx, r, NULL);
}

static void close_parquet(struct reader *reader)
{
    struct parquet_reader *r = (struct parquet_reader *)reader;
    ahead_stop(&r->ahead);
    for (int i = 0; i < AHEAD_ITEMS; i++)
        if (r->chunks[i].handle != NULL)
            r->api.destroy_data_chunk(&r->chunks[i].handle);
    if (r->has_result)
        r->api.destroy_result(&r->result);
    if (r->statement != NULL)
        r->api.destroy_prepare(&r->statement);
    if (r->connection != NULL)
        r->api.disconnect(&r->connection);
    if (r->database != NULL)
        r->api.close(&r->database);
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
static bool read_columns(struct cx *cx, struct parquet_reader *r, str path, duckdb_result *columns)
{
    struct strbuf query = strbuf_new(cx->arena, 8192);
    strbuf_add(&query, STR("select *"));
    add_source(&query, path);
    strbuf_add(&query, STR(" limit 0"));
    return r->api.query(r->connection, strbuf_str(&query).ptr, columns) == DUCKDB_SUCCESS ||
           fail_duckdb(cx, r, r->api.result_error(columns));
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
static int64_t count_rows(struct cx *cx, struct parquet_reader *r, str path)
{
    int64_t rows = 0;
    duckdb_result result;
    struct strbuf query = strbuf_new(cx->arena, 8192);
    strbuf_add(&query, STR("select num_rows::bigint from parquet_file_metadata("));
    add_quoted(&query, '\'', path);
    strbuf_add(&query, STR(")"));
    bool is_ok = r->api.query(r->connection, strbuf_str(&query).ptr, &result) == DUCKDB_SUCCESS;
    duckdb_handle chunk = is_ok ? r->api.fetch_chunk(result) : NULL;
    if (chunk != NULL) {
        memcpy(&rows, r->api.vector_get_data(r->api.data_chunk_get_vector(chunk, 0)), sizeof rows);
        r->api.destroy_data_chunk(&chunk);
    }
    r->api.destroy_result(&result);
    return rows;
}

static void mark_names(struct parquet_reader *r, duckdb_handle chunk, const str *names,
                       size_t count, bool *marks)
{
    struct vector vector = {
        .data = r->api.vector_get_data(r->api.data_chunk_get_vector(chunk, 0)),
    };
    for (uint64_t row = 0; row < r->api.data_chunk_get_size(chunk); row++)
        for (size_t i = 0; i < count; i++)
            marks[i] |= str_equal(names[i], text_at(&vector, row));
}

/* Which columns are null throughout, as the file itself says: a report has dozens of them, and none
 * need be read. Wanted for speed only: none when it cannot be told. */
static const bool *find_nulls(struct cx *cx, struct parquet_reader *r, str path, const str *names,
                              size_t count)
{
    duckdb_result result;
    struct strbuf query = strbuf_new(cx->arena, 8192);
    bool *marks = ARENA_ARRAY(cx->arena, bool, count);
    strbuf_add(&query, STR("select path_in_schema from parquet_metadata("));
    add_quoted(&query, '\'', path);
    strbuf_add(&query, STR(") where position(',' in path_in_schema) = 0" /* not inside another */
                           " group by path_in_schema"
                           " having count(stats_null_count) = count(*)"
                           " and sum(stats_null_count) = sum(num_values)"));
    bool is_ok = r->api.query(r->connection, strbuf_str(&query).ptr, &result) == DUCKDB_SUCCESS;
    duckdb_handle chunk = is_ok ? r->api.fetch_chunk(result) : NULL;
    while (chunk != NULL) {
        mark_names(r, chunk, names, count, marks);
        r->api.destroy_data_chunk(&chunk);
        chunk = r->api.fetch_chunk(result);
    }
    r->api.destroy_result(&result);
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
        how.before = how.after = STR("");
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

static bool map_columns(struct cx *cx, struct parquet_reader *r, str path, duckdb_result *columns,
                        struct strbuf *query)
{
    size_t count = r->api.column_count(columns) - 1;
    if (count > FIELDS_MAX)
        return fail_file(cx, PROBLEM_TOO_MANY_FIELDS, r->reader.name);
    str *names = ARENA_ARRAY(cx->arena, str, count);
    for (size_t i = 0; i < count; i++)
        names[i] = str_copy(cx->arena, str_of(r->api.column_name(columns, i)));
    struct layout *layout = &r->reader.layout;
    TRY(columns_map(cx, r->reader.name, names, count, layout));

    const bool *nulls = find_nulls(cx, r, path, names, count);
    r->vectors = ARENA_ARRAY(cx->arena, struct vector, count + 1);
    strbuf_add(query, STR("select "));
    for (size_t i = 0; i < count; i++) {
        uint16_t slot = layout->slots[i];
        if (slot == layout_cell_count(layout) - 1 || nulls[i])
            continue;
        enum cell_form form = add_column(query, names[i], slot, r->api.column_type(columns, i));
        strbuf_add(query, STR(", "));
        if (slot < COLUMN_COUNT)
            layout->forms[slot] = form;
        r->vectors[r->vector_count++] = (struct vector){ .slot = slot, .form = form };
    }
    strbuf_add(query, STR("file_row_number"));
    return true;
}

static ahead_produce fetch_chunk;

static bool start_query(struct cx *cx, struct parquet_reader *r, str path)
{
    duckdb_result columns = { .internal_data = NULL };
    struct strbuf query = strbuf_new(cx->arena, 4u << 20);
    bool is_ok = read_columns(cx, r, path, &columns) && map_columns(cx, r, path, &columns, &query);
    r->api.destroy_result(&columns);
    TRY(is_ok);
    add_source(&query, path);
    r->total_rows = count_rows(cx, r, path);
    if (r->api.prepare(r->connection, strbuf_str(&query).ptr, &r->statement) != DUCKDB_SUCCESS)
        return fail_duckdb(cx, r, r->api.prepare_error(r->statement));
    r->has_result = true;
    if (r->api.execute_prepared_streaming(r->statement, &r->result) != DUCKDB_SUCCESS)
        return fail_duckdb(cx, r, r->api.result_error(&r->result));
    void *items[AHEAD_ITEMS];
    for (int i = 0; i < AHEAD_ITEMS; i++)
        items[i] = &r->chunks[i];
    r->ahead = ahead_start(cx, fetch_chunk, r, items);
    return true;
}

/* ---- rows ---- */

/* In the second thread. */
static bool fetch_chunk(struct cx *cx, void *context, void *item, bool *found)
{
    struct parquet_reader *r = context;
    struct chunk *chunk = item;
    if (chunk->handle != NULL)
        r->api.destroy_data_chunk(&chunk->handle);
    chunk->handle = r->api.fetch_chunk(r->result);
    *found = chunk->handle != NULL && r->api.data_chunk_get_size(chunk->handle) > 0;
    const char *error = *found ? NULL : r->api.result_error(&r->result);
    return error == NULL || error[0] == '\0' || fail_duckdb(cx, r, error);
}

static void count_chunk(struct parquet_reader *r)
{
    if (r->counted == NULL || r->total_rows <= 0)
        return;
    int64_t before = (int64_t)((__int128)r->size * r->rows / r->total_rows);
    r->rows += (int64_t)r->chunk_rows;
    int64_t after = (int64_t)((__int128)r->size * r->rows / r->total_rows);
    __atomic_fetch_add(r->counted, after - before, __ATOMIC_RELAXED);
}

static bool next_chunk(struct cx *cx, struct parquet_reader *r)
{
    void *item;
    bool found;
    TRY(ahead_next(cx, r->ahead, &item, &found));
    r->row = 0;
    r->chunk_rows = 0;
    if (!found)
        return true;
    const struct chunk *chunk = item;
    r->chunk_rows = r->api.data_chunk_get_size(chunk->handle);
    count_chunk(r);
    for (size_t i = 0; i <= r->vector_count; i++) {
        duckdb_handle vector = r->api.data_chunk_get_vector(chunk->handle, i);
        r->vectors[i].data = r->api.vector_get_data(vector);
        r->vectors[i].validity = r->api.vector_get_validity(vector);
    }
    return true;
}

static bool is_null(const struct vector *vector, uint64_t row)
{
    return vector->validity != NULL && (vector->validity[row / 64] >> (row % 64) & 1) == 0;
}

static void give_texts(struct parquet_reader *r, const struct vector *vector, size_t count)
{
    str *cells = r->cells + vector->slot;
    for (size_t i = 0; i < count; i++)
        cells[i * r->width] = is_null(vector, r->row + i) ? STR_NULL : text_at(vector, r->row + i);
}

/* A column's cells of the next lines. */
static void give_cells(struct parquet_reader *r, const struct vector *vector, size_t count)
{
    static const size_t sizes[] = {
        [CELL_DOUBLE] = sizeof(double),
        [CELL_DAY] = sizeof(int32_t),
    };
    if (vector->form == CELL_TEXT) {
        give_texts(r, vector, count);
        return;
    }
    size_t size = sizes[vector->form];
    str *cells = r->cells + vector->slot;
    for (size_t i = 0; i < count; i++)
        cells[i * r->width] = is_null(vector, r->row + i)
                                  ? STR_NULL
                                  : (str){ vector->data + (r->row + i) * size, size };
}

static void give_numbers(struct parquet_reader *r, const struct vector *numbers, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        int64_t number;
        memcpy(&number, numbers->data + (r->row + i) * sizeof number, sizeof number);
        r->lines[i].row = number + 1;
    }
}

static bool next(struct cx *cx, struct reader *reader, struct batch *batch)
{
    struct parquet_reader *r = (struct parquet_reader *)reader;
    if (r->row == r->chunk_rows)
        TRY(next_chunk(cx, r));
    uint64_t left = r->chunk_rows - r->row;
    size_t count = left < BATCH_LINES ? (size_t)left : BATCH_LINES;
    for (size_t i = 0; i < r->vector_count; i++)
        give_cells(r, &r->vectors[i], count);
    if (count > 0)
        give_numbers(r, &r->vectors[r->vector_count], count);
    r->row += count;
    *batch = (struct batch){ .lines = r->lines, .count = count };
    return true;
}

static void make_lines(struct arena *arena, struct parquet_reader *r)
{
    r->width = layout_cell_count(&r->reader.layout);
    r->cells = ARENA_ARRAY(arena, str, r->width * BATCH_LINES);
    for (size_t i = 0; i < BATCH_LINES; i++)
        r->lines[i] = (struct line){
            .layout = &r->reader.layout,
            .cells = r->cells + i * r->width,
        };
}

bool parquet_reader_open(struct cx *cx, const struct parquet_options *options,
                         struct reader **reader)
{
    str why;
    struct parquet_reader *r = ARENA_NEW(cx->arena, struct parquet_reader);
    r->reader = (struct reader){ .name = options->name, .next = next, .close = close_parquet };
    r->counted = options->counted;
    r->size = options->size;
    if (!duckdb_load(cx->arena, options->library, &r->api, &why))
        return fail(cx, ERR_parquet_unavailable, "\"%.*s\" is Parquet: %.*s",
                    STR_ARG(options->name), STR_ARG(why));
    if (!open_database(cx, r, options) || !start_query(cx, r, options->path)) {
        close_parquet(&r->reader);
        return false;
    }
    make_lines(cx->arena, r);
    *reader = &r->reader;
    return true;
}
