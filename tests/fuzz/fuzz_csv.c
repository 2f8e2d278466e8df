/* Any bytes as a CSV: rows or an error, the same ones however the input is cut into reads
 * and the rows into windows. */
#include <assert.h>
#include <stdint.h>

#include "ingest/csv_scan.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define COLUMNS_MAX 200

struct outcome {
    uint64_t hash; /* of all cells */
    int64_t rows;
    enum error_code code;
};

static void add(struct outcome *outcome, str cell)
{
    for (size_t i = 0; i < cell.len; i++)
        outcome->hash = (outcome->hash ^ (unsigned char)cell.ptr[i]) * UINT64_C(1099511628211);
    outcome->hash = (outcome->hash ^ cell.len) * UINT64_C(1099511628211);
}

static struct outcome read_all(str bytes, size_t chunk, bool is_moving)
{
    struct cx cx = { .arena = arena_new() };
    struct memory_input input = memory_input(STR("fuzz.csv"), bytes, chunk);
    struct csv_scan csv = csv_scan_open(&cx, &input.input);
    struct outcome outcome = { 0 };
    struct csv_pick items[COLUMNS_MAX];
    str cells[COLUMNS_MAX];
    str *names;
    size_t count;
    bool found = csv_scan_header(&cx, &csv, COLUMNS_MAX, &names, &count);
    for (size_t i = 0; found && i < count; i++) {
        add(&outcome, names[i]);
        items[i] = (struct csv_pick){ (uint16_t)i, (uint16_t)i };
    }
    char *windows[2] = { arena_alloc(cx.arena, CSV_WINDOW), arena_alloc(cx.arena, CSV_WINDOW) };
    for (int turn = 0; found; turn++) {
        const struct csv_picks all = { items, count, count };
        if (is_moving && !csv_scan_has_row(&csv, &all) &&
            !csv_scan_move(&cx, &csv, windows[turn % 2]))
            break;
        if (!csv_scan_row(&cx, &csv, &all, cells, &found))
            break;
        for (size_t i = 0; found && i < count; i++)
            add(&outcome, cells[i]);
    }
    outcome.rows = csv.rows;
    outcome.code = cx.failure.code;
    assert(outcome.code == ERR_none || cx.failure.detail.len > 0);
    arena_free(&cx.arena);
    return outcome;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    str bytes = { (const char *)data, size };
    struct outcome whole = read_all(bytes, 0, false);
    struct outcome pieces = read_all(bytes, 1 + size % 7, false);
    struct outcome moved = read_all(bytes, 0, true);
    assert(whole.hash == pieces.hash && whole.rows == pieces.rows && whole.code == pieces.code);
    assert(whole.hash == moved.hash && whole.rows == moved.rows && whole.code == moved.code);
    return 0;
}
