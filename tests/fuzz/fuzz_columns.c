/* A whole report of any bytes: header, rows, tags and numbers, up to the charges. */
#include <assert.h>
#include <stdint.h>

#include "ingest/reading.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool read_report(struct cx *cx, str bytes, struct reading *reading)
{
    struct memory_input input = memory_input(STR("fuzz.csv"), bytes, 0);
    struct reader *reader;
    TRY(csv_reader_open(cx, &input.input, &reader));
    assert(layout_cell_count(&reader->layout) <= COLUMN_COUNT + FIELDS_MAX + 1);
    bool is_ok = reading_part(cx, reading, reader);
    reader->close(reader);
    return is_ok && aggregate_finish(cx, reading->aggregate);
}

/* What comes out is what went in: the same sums, in no more groups than rows. */
static void check_groups(struct cx *cx, struct reading *reading)
{
    struct group group;
    bool found = true;
    int64_t groups = 0;
    __int128 cost = 0;
    while (aggregate_next(cx, reading->aggregate, &group, &found) && found) {
        cost += group.sums[MEASURE_COST].v;
        groups++;
    }
    assert(groups <= reading->tally.rows);
    assert(cost == tally_sum(&reading->tally, MEASURE_COST).v);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct cx cx = { .arena = arena_new() };
    const struct aggregate_options options = { 1u << 20, STR("/tmp"), { 0 } };
    struct reading reading = {
        .arena = cx.arena,
        .aggregate = aggregate_new(&options),
        .tally = tally_new(),
        .payer = STR("999999999999"),
        .period = PERIOD_NONE,
    };
    bool is_ok = read_report(&cx, (str){ (const char *)data, size }, &reading);
    assert(is_ok == (cx.failure.code == ERR_none));
    assert(cx.failure.code != ERR_internal);
    if (is_ok)
        check_groups(&cx, &reading);
    aggregate_free(&reading.aggregate);
    arena_free(&cx.arena);
    return 0;
}
