/* Any file as an upload: CSV, gzip, ZIP of either, told apart by first bytes, up to the charges.
 * Parquet has a target of its own. */
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "ingest/part.h"
#include "report.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool read_part(struct cx *cx, void *context, struct reader *reader)
{
    return reading_part(cx, context, reader);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const struct config config = { .duckdb_library = STR("/nonexistent/libduckdb.so") };
    struct cx cx = { .arena = arena_new() };
    struct reading reading = report_begin(&cx);
    int64_t counted = 0;
    struct source_file file = {
        .name = STR("fuzz"),
        .shown = STR("fuzz"),
        .fd = memfd_create("fuzz", MFD_CLOEXEC),
        .size = (int64_t)size,
    };
    assert(write(file.fd, data, size) == (ssize_t)size);
    const struct part_options options = { &config, STR("/tmp"), &counted, READER_THREADS };
    bool is_read = parts_of_file(&cx, &file, &options, read_part, &reading);
    assert(counted <= file.size);
    report_end(&cx, &reading, is_read);
    close(file.fd);
    arena_free(&cx.arena);
    return 0;
}
