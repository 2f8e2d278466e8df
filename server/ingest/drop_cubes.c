#include "ingest/drop_cubes.h"

#include "ingest/drop.sql.h"
#include "ingest/series.h"

/* Rows per statement. */
#define BATCH 2000

/* The columns of a row: its parts, the days of a rollup, its measures. */
enum cell {
    CELL_FIRST_DAY = PART_COUNT,
    CELL_LAST_DAY,
    CELL_MEASURES,
    CELL_COUNT = CELL_MEASURES + MEASURE_COUNT
};

/* The parameters of a statement: of each column an array, which those that have none do not ask
 * for. */
struct batch {
    uuid drop_id;
    list of[CELL_COUNT];
};

#define CELLS(name_, cell)                                                                         \
    {                                                                                              \
        .name = (name_), .offset = offsetof(struct batch, of) + (cell) * sizeof(list),             \
        .kind = FIELD_LIST                                                                         \
    }
static const struct field batch_fields[] = {
    FIELD(struct batch, drop_id),
    CELLS("account_ids", PART_ACCOUNT),
    CELLS("sku_ids", PART_SKU),
    CELLS("services", PART_SERVICE),
    CELLS("regions", PART_REGION),
    CELLS("commitment_ids", PART_COMMITMENT),
    CELLS("line_item_types", PART_LINE_TYPE),
    CELLS("kinds", PART_KIND),
    CELLS("are_free", PART_IS_FREE),
    CELLS("days", PART_DAY),
    CELLS("first_days", CELL_FIRST_DAY),
    CELLS("last_days", CELL_LAST_DAY),
    CELLS("quantity", CELL_MEASURES + MEASURE_QUANTITY),
    CELLS("unblended", CELL_MEASURES + MEASURE_UNBLENDED),
    CELLS("cost", CELL_MEASURES + MEASURE_COST),
    CELLS("public_on_demand_cost", CELL_MEASURES + MEASURE_PUBLIC_ON_DEMAND_COST),
    CELLS("public_base", CELL_MEASURES + MEASURE_PUBLIC_BASE),
    CELLS("amortized", CELL_MEASURES + MEASURE_AMORTIZED),
    CELLS("net_amortized", CELL_MEASURES + MEASURE_NET_AMORTIZED),
    FIELDS_END,
};
static const struct shape batch_shape = SHAPE("DropCubes", struct batch, batch_fields);

static const struct sql *const inserts[CUBE_COUNT] = {
    [CUBE_ROLLUPS] = &sql_drop_rollups_insert,
    [CUBE_SERVICE] = &sql_drop_service_cubes_insert,
    [CUBE_SKU] = &sql_drop_sku_cubes_insert,
    [CUBE_ACCOUNT] = &sql_drop_account_cubes_insert,
    [CUBE_ACCOUNT_SERVICE] = &sql_drop_account_service_cubes_insert,
    [CUBE_SERVICE_DAY] = &sql_drop_service_day_series_insert,
    [CUBE_SKU_DAY] = &sql_drop_sku_day_series_insert,
    [CUBE_ACCOUNT_DAY] = &sql_drop_account_day_series_insert,
    [CUBE_COMMITMENT] = &sql_drop_commitment_cubes_insert,
};

struct writing {
    const struct drop_input *input;
    const struct drop_ids *ids;
    struct cubes *cubes;
    struct batch batch;
    struct arena *texts; /* of the batch */
    str *cells[CELL_COUNT];
    size_t count;
    /* rows of one series, which become one */
    struct cube_row run[SERIES_DAYS];
    size_t run_count;
};

/* ---- cells ---- */

static str id_text(struct writing *w, enum dictionary_name name, uint32_t number)
{
    return str_format(w->texts, "%lld", (long long)w->ids->of[name][number]);
}

static str part_text(struct writing *w, enum cube_part part, uint32_t number)
{
    switch (part) {
    case PART_ACCOUNT:
        return id_text(w, DICTIONARY_ACCOUNT, number);
    case PART_SKU:
        return id_text(w, DICTIONARY_SKU, number);
    case PART_COMMITMENT:
        return id_text(w, DICTIONARY_COMMITMENT, number);
    case PART_LINE_TYPE:
        return dictionary_text(aggregate_dictionary(w->input->aggregate, DICTIONARY_LINE_TYPE),
                               number);
    case PART_KIND:
        return charge_kind_name((enum charge_kind)number);
    case PART_IS_FREE:
        return number != 0 ? STR("true") : STR("false");
    default:
        return cubes_text(w->cubes, part, number);
    }
}

static str days_text(struct arena *arena, const struct series_day *days, size_t count)
{
    struct strbuf out = strbuf_new(arena, SERIES_DAYS * CALENDAR_TEXT_MAX + 2);
    for (size_t i = 0; i < count; i++) {
        strbuf_add_char(&out, i > 0 ? ',' : '{');
        strbuf_add(&out, day_text(arena, days[i].day));
    }
    strbuf_add_char(&out, '}');
    return strbuf_str(&out);
}

static str amounts_text(struct arena *arena, const struct series_day *days, size_t count,
                        enum measure measure)
{
    char text[DECIMAL_TEXT_MAX];
    if (series_leaves_out(days, count, measure))
        return STR_NULL;
    struct strbuf out = strbuf_new(arena, SERIES_DAYS * DECIMAL_TEXT_MAX + 2);
    for (size_t i = 0; i < count; i++) {
        strbuf_add_char(&out, i > 0 ? ',' : '{');
        strbuf_add(&out, (str){ text, (size_t)decimal_format(days[i].sums[measure], text) });
    }
    strbuf_add_char(&out, '}');
    return strbuf_str(&out);
}

/* The run as arrays. */
static void set_series(struct writing *w)
{
    struct series_day days[SERIES_DAYS];
    for (size_t i = 0; i < w->run_count; i++)
        days[i] = (struct series_day){ { w->run[i].first_day }, w->run[i].sums };
    w->cells[PART_DAY][w->count] = days_text(w->texts, days, w->run_count);
    for (int m = 0; m < MEASURE_COUNT; m++)
        w->cells[CELL_MEASURES + m][w->count] =
            amounts_text(w->texts, days, w->run_count, (enum measure)m);
}

/* The run, a single row. */
static void set_sums(struct writing *w)
{
    const struct cube_row *row = &w->run[0];
    w->cells[CELL_FIRST_DAY][w->count] = day_text(w->texts, (day){ row->first_day });
    w->cells[CELL_LAST_DAY][w->count] = day_text(w->texts, (day){ row->last_day });
    for (int m = 0; m < MEASURE_COUNT; m++)
        w->cells[CELL_MEASURES + m][w->count] = decimal_text(w->texts, row->sums[m]);
}

/* ---- rows ---- */

static bool insert_batch(struct cx *cx, struct writing *w, enum cube cube)
{
    struct arena *outer = cx->arena;
    if (w->count == 0)
        return true;
    for (int c = 0; c < CELL_COUNT; c++)
        w->batch.of[c] = (list){ w->cells[c], w->count, true };
    cx->arena = w->texts;
    bool is_ok = db_exec(cx, inserts[cube], IN(batch_shape, &w->batch), IN_NONE, NULL);
    cx->arena = outer;
    cx->failure.detail = str_copy(outer, cx->failure.detail);
    arena_reset(w->texts);
    w->count = 0;
    return is_ok;
}

/* The run becomes a row of the batch. */
static bool end_run(struct cx *cx, struct writing *w)
{
    const struct cube_row *row = &w->run[0];
    enum cube cube = (enum cube)row->cube;
    const enum cube_part *parts = cube_parts(cube);
    for (size_t i = 0; i < CUBE_PARTS && parts[i] != PART_NONE; i++)
        if (parts[i] != PART_DAY)
            w->cells[parts[i]][w->count] = part_text(w, parts[i], row->key[i]);
    if (cube_has_days(cube))
        set_series(w);
    else
        set_sums(w);
    w->run_count = 0;
    return ++w->count < BATCH || insert_batch(cx, w, cube);
}

static bool add_row(struct cx *cx, struct writing *w, const struct cube_row *row)
{
    if (w->run_count > 0) {
        enum cube cube = (enum cube)w->run[0].cube;
        if (w->run_count == SERIES_DAYS || !cube_is_same_series(&w->run[0], row))
            TRY(end_run(cx, w));
        if (row->cube != cube)
            TRY(insert_batch(cx, w, cube));
    }
    w->run[w->run_count++] = *row;
    return true;
}

static bool write_rows(struct cx *cx, struct writing *w)
{
    struct cube_row row;
    bool found;
    TRY(cubes_finish(cx, w->cubes));
    for (;;) {
        TRY(cubes_next(cx, w->cubes, &row, &found));
        if (!found)
            break;
        TRY(add_row(cx, w, &row));
    }
    if (w->run_count == 0)
        return true;
    TRY(end_run(cx, w));
    return insert_batch(cx, w, (enum cube)row.cube);
}

bool drop_cubes_write(struct cx *cx, struct cubes *cubes, const struct drop_input *input,
                      const struct drop_ids *ids, uuid drop_id)
{
    struct writing *w = ARENA_NEW(cx->arena, struct writing);
    *w = (struct writing){
        .input = input,
        .ids = ids,
        .cubes = cubes,
        .batch = { .drop_id = drop_id },
        .texts = arena_new(),
    };
    for (int c = 0; c < CELL_COUNT; c++)
        w->cells[c] = ARENA_ARRAY(cx->arena, str, BATCH);
    bool is_ok = write_rows(cx, w);
    arena_free(&w->texts);
    return is_ok;
}
