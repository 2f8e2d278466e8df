#include "ingest/reader.h"

#include <pthread.h>
#include <string.h>

#include "ingest/parquet_query.h"

/*
 * The file is read by a query that gives each row to a function of ours: DuckDB calls it with a few
 * thousand rows at a time, where they lie, in each of its threads. A result that is fetched would
 * be copied once more, which takes half as long as all of the decoding.
 */
#define FUNCTION "take_rows"

/* A column of what the function is given. */
struct vector {
    const char *data;
    const uint64_t *validity; /* NULL: no nulls */
};

/* What a thread needs. */
struct lane {
    struct cx cx;
    struct vector *vectors; /* the columns, then the row number */
    str *cells;             /* of BATCH_LINES lines, each of `width` */
    struct line *lines;
    bool is_taken;
};

struct parquet_reader {
    struct reader reader;
    struct duckdb_api api;
    duckdb_handle database;
    duckdb_handle connection;
    struct parquet_query query;
    size_t width; /* cells of a line */
    reader_take *take;
    void *context;
    /* progress: the file's bytes, spread over its rows */
    int64_t *counted;
    int64_t size;
    pthread_mutex_t mutex; /* of what follows */
    struct lane lanes[READER_THREADS];
    struct failure failure;
    int64_t rows;
};

/* ---- opening ---- */

static bool set_options(struct cx *cx, struct parquet_reader *r,
                        const struct parquet_options *options, duckdb_handle config)
{
    const char *settings[][2] = {
        { "threads", str_format(cx->arena, "%d", options->threads).ptr },
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
        return fail_parquet(cx, r->reader.name, NULL);
    bool is_ok = set_options(cx, r, options, config);
    if (is_ok && r->api.open_ext(":memory:", &r->database, config, &error) != DUCKDB_SUCCESS)
        is_ok = fail_parquet(cx, r->reader.name, error);
    r->api.free(error);
    r->api.destroy_config(&config);
    TRY(is_ok);
    return r->api.connect(r->database, &r->connection) == DUCKDB_SUCCESS ||
           fail_parquet(cx, r->reader.name, NULL);
}

static void close_parquet(struct reader *reader)
{
    struct parquet_reader *r = (struct parquet_reader *)reader;
    if (r->connection != NULL)
        r->api.disconnect(&r->connection);
    if (r->database != NULL)
        r->api.close(&r->database);
    for (int i = 0; i < READER_THREADS; i++)
        arena_free(&r->lanes[i].cx.arena);
    pthread_mutex_destroy(&r->mutex);
}

/* ---- rows ---- */

static bool is_null(const struct vector *vector, uint64_t row)
{
    return vector->validity != NULL && (vector->validity[row / 64] >> (row % 64) & 1) == 0;
}

/* The cells of a text column, one for each line. */
static void give_texts(const struct vector *vector, uint64_t first, size_t count, str *cells,
                       size_t width)
{
    const duckdb_string_t *texts = (const duckdb_string_t *)(const void *)vector->data + first;
    for (size_t i = 0; i < count; i++)
        cells[i * width] = is_null(vector, first + i) ? STR_NULL : duckdb_text(&texts[i]);
}

/* The same of numbers and days, each of `size` bytes. */
static void give_values(const struct vector *vector, uint64_t first, size_t count, size_t size,
                        str *cells, size_t width)
{
    const char *values = vector->data + first * size;
    for (size_t i = 0; i < count; i++)
        cells[i * width] = is_null(vector, first + i) ? STR_NULL : (str){ values + i * size, size };
}

static void give_cells(const struct parquet_reader *r, const struct lane *lane, size_t column,
                       uint64_t first, size_t count)
{
    const struct vector *vector = &lane->vectors[column];
    str *cells = lane->cells + r->query.columns[column].slot;
    switch (r->query.columns[column].form) {
    case CELL_TEXT:
        give_texts(vector, first, count, cells, r->width);
        break;
    case CELL_DOUBLE:
        give_values(vector, first, count, sizeof(double), cells, r->width);
        break;
    case CELL_DAY:
        give_values(vector, first, count, sizeof(int32_t), cells, r->width);
        break;
    }
}

static void give_numbers(const struct lane *lane, const struct vector *numbers, uint64_t first,
                         size_t count)
{
    for (size_t i = 0; i < count; i++) {
        int64_t number;
        memcpy(&number, numbers->data + (first + i) * sizeof number, sizeof number);
        lane->lines[i].row = number + 1;
    }
}

static bool take_lines(const struct parquet_reader *r, struct lane *lane, uint64_t first,
                       size_t count)
{
    const struct batch batch = { .lines = lane->lines, .count = count };
    for (size_t i = 0; i < r->query.count; i++)
        give_cells(r, lane, i, first, count);
    give_numbers(lane, &lane->vectors[r->query.count], first, count);
    return r->take(&lane->cx, r->context, &batch);
}

static bool take_chunk(const struct parquet_reader *r, struct lane *lane, duckdb_handle chunk)
{
    uint64_t count = r->api.data_chunk_get_size(chunk);
    for (size_t i = 0; i <= r->query.count; i++) {
        duckdb_handle vector = r->api.data_chunk_get_vector(chunk, i);
        lane->vectors[i].data = r->api.vector_get_data(vector);
        lane->vectors[i].validity = r->api.vector_get_validity(vector);
    }
    for (uint64_t first = 0; first < count; first += BATCH_LINES) {
        uint64_t left = count - first;
        TRY(take_lines(r, lane, first, left < BATCH_LINES ? (size_t)left : BATCH_LINES));
    }
    return true;
}

/* A lane that no other thread is in; NULL when reading has failed. */
static struct lane *enter_lane(struct parquet_reader *r)
{
    struct lane *lane = r->lanes;
    pthread_mutex_lock(&r->mutex);
    bool goes_on = r->failure.code == ERR_none;
    while (goes_on && lane->is_taken)
        lane++; /* there are as many as threads */
    if (goes_on)
        lane->is_taken = true;
    pthread_mutex_unlock(&r->mutex);
    return goes_on ? lane : NULL;
}

static void count_rows_read(struct parquet_reader *r, int64_t rows)
{
    if (r->counted == NULL || r->query.rows <= 0)
        return;
    int64_t before = (int64_t)((__int128)r->size * r->rows / r->query.rows);
    r->rows += rows;
    int64_t after = (int64_t)((__int128)r->size * r->rows / r->query.rows);
    __atomic_fetch_add(r->counted, after - before, __ATOMIC_RELAXED);
}

static void leave_lane(struct parquet_reader *r, struct lane *lane, bool is_ok, uint64_t rows)
{
    pthread_mutex_lock(&r->mutex);
    lane->is_taken = false;
    count_rows_read(r, (int64_t)rows);
    if (!is_ok && r->failure.code == ERR_none)
        r->failure = lane->cx.failure;
    pthread_mutex_unlock(&r->mutex);
}

/* Known before the reader is; the library is the same for all. */
static void *(*extra_info_of)(duckdb_handle info);

/* What DuckDB calls. */
static void take_rows(duckdb_handle info, duckdb_handle chunk, duckdb_handle output)
{
    struct parquet_reader *r = __atomic_load_n(&extra_info_of, __ATOMIC_RELAXED)(info);
    (void)output; /* which is only counted */
    struct lane *lane = enter_lane(r);
    bool is_ok = lane != NULL && take_chunk(r, lane, chunk);
    if (lane != NULL)
        leave_lane(r, lane, is_ok, r->api.data_chunk_get_size(chunk));
    if (!is_ok)
        r->api.scalar_function_set_error(info, "a row was refused");
}

static bool add_function(struct cx *cx, struct parquet_reader *r)
{
    __atomic_store_n(&extra_info_of, r->api.scalar_function_get_extra_info, __ATOMIC_RELAXED);
    duckdb_handle function = r->api.create_scalar_function();
    duckdb_handle any = r->api.create_logical_type(DUCKDB_TYPE_ANY);
    duckdb_handle boolean = r->api.create_logical_type(DUCKDB_TYPE_BOOLEAN);
    r->api.scalar_function_set_name(function, FUNCTION);
    r->api.scalar_function_set_varargs(function, any);
    r->api.scalar_function_set_return_type(function, boolean);
    r->api.scalar_function_set_special_handling(function); /* nulls are given to it, too */
    r->api.scalar_function_set_volatile(function);
    r->api.scalar_function_set_extra_info(function, r, NULL);
    r->api.scalar_function_set_function(function, take_rows);
    bool is_ok = r->api.register_scalar_function(r->connection, function) == DUCKDB_SUCCESS;
    r->api.destroy_logical_type(&boolean);
    r->api.destroy_logical_type(&any);
    r->api.destroy_scalar_function(&function);
    return is_ok || fail_parquet(cx, r->reader.name, NULL);
}

static void make_lane(struct cx *cx, const struct parquet_reader *r, struct lane *lane)
{
    lane->cx = (struct cx){ .arena = arena_new(), .now = cx->now };
    lane->vectors = ARENA_ARRAY(cx->arena, struct vector, r->query.count + 1);
    lane->cells = ARENA_ARRAY(cx->arena, str, r->width * BATCH_LINES);
    lane->lines = ARENA_ARRAY(cx->arena, struct line, BATCH_LINES);
    for (size_t i = 0; i < BATCH_LINES; i++)
        lane->lines[i] = (struct line){
            .layout = &r->reader.layout,
            .cells = lane->cells + i * r->width,
        };
}

static bool read_rows(struct cx *cx, struct reader *reader, reader_take *take, void *context)
{
    struct parquet_reader *r = (struct parquet_reader *)reader;
    duckdb_result result;
    pthread_mutex_lock(&r->mutex); /* what is made here is seen by DuckDB's threads */
    r->take = take;
    r->context = context;
    for (int i = 0; i < READER_THREADS; i++)
        make_lane(cx, r, &r->lanes[i]);
    pthread_mutex_unlock(&r->mutex);
    bool is_ok = r->api.query(r->connection, r->query.text.ptr, &result) == DUCKDB_SUCCESS;
    if (r->failure.code != ERR_none)
        is_ok = fail_as(cx, &r->failure);
    else if (!is_ok)
        fail_parquet(cx, r->reader.name, r->api.result_error(&result));
    r->api.destroy_result(&result);
    return is_ok;
}

static bool open_file(struct cx *cx, struct parquet_reader *r,
                      const struct parquet_options *options)
{
    TRY(open_database(cx, r, options));
    TRY(add_function(cx, r));
    const struct parquet_file file = { &r->api, r->connection, options->path, options->name };
    return parquet_query_make(cx, &file, STR(FUNCTION), &r->reader.layout, &r->query);
}

bool parquet_reader_open(struct cx *cx, const struct parquet_options *options,
                         struct reader **reader)
{
    str why;
    struct parquet_reader *r = ARENA_NEW(cx->arena, struct parquet_reader);
    r->reader = (struct reader){ .name = options->name, .read = read_rows, .close = close_parquet };
    r->counted = options->counted;
    r->size = options->size;
    if (!duckdb_load(cx->arena, options->library, &r->api, &why))
        return fail(cx, ERR_parquet_unavailable, "\"%.*s\" is Parquet: %.*s",
                    STR_ARG(options->name), STR_ARG(why));
    pthread_mutex_init(&r->mutex, NULL);
    if (!open_file(cx, r, options)) {
        close_parquet(&r->reader);
        return false;
    }
    r->width = layout_cell_count(&r->reader.layout);
    *reader = &r->reader;
    return true;
}
