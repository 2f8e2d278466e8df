/* A whole report of any bytes: header, rows, tags and numbers, up to the charges. */
#include <stdint.h>

#include "report.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool read_report(struct cx *cx, str bytes, struct reading *reading)
{
    struct memory_input input = memory_input(STR("fuzz.csv"), bytes, 0);
    struct reader *reader;
    TRY(csv_reader_open(cx, &input.input, READER_THREADS, &reader));
    assert(layout_cell_count(&reader->layout) <= COLUMN_COUNT + FIELDS_MAX + 1);
    bool is_ok = reading_part(cx, reading, reader);
    reader->close(reader);
    return is_ok;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct cx cx = { .arena = arena_new() };
    struct reading reading = report_begin(&cx);
    bool is_read = read_report(&cx, (str){ (const char *)data, size }, &reading);
    report_end(&cx, &reading, is_read);
    arena_free(&cx.arena);
    return 0;
}
