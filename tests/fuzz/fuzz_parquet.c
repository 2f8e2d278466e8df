/* Any bytes as a Parquet file, read by libduckdb: charges or a reason. Without the library there is
 * nothing to try. */
#include <limits.h>
#include <stdint.h>
#include <sys/mman.h>
#include <unistd.h>

#include "ingest/duckdb_api.h"
#include "report.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* In the folder of the build, one above the target. */
static str library_path(struct arena *arena)
{
    char program[PATH_MAX];
    ssize_t len = readlink("/proc/self/exe", program, sizeof program);
    while (len > 0 && program[len - 1] != '/')
        len--;
    return str_format(arena, "%.*s../libduckdb.so", (int)len, program);
}

static bool has_library(struct arena *arena)
{
    static int found = -1;
    struct duckdb_api api;
    str why;
    if (found < 0)
        found = duckdb_load(arena, library_path(arena), &api, &why);
    return found;
}

static bool read_report(struct cx *cx, int fd, int64_t size, struct reading *reading)
{
    struct reader *reader;
    int64_t counted = 0;
    const struct parquet_options options = {
        .path = str_format(cx->arena, "/proc/self/fd/%d", fd),
        .name = STR("fuzz.parquet"),
        .library = library_path(cx->arena),
        .directory = STR("/tmp"),
        .memory = (size_t)64 << 20,
        .threads = READER_THREADS,
        .size = size,
        .counted = &counted,
    };
    TRY(parquet_reader_open(cx, &options, &reader));
    bool is_ok = reading_part(cx, reading, reader);
    reader->close(reader);
    assert(counted <= size);
    return is_ok;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct cx cx = { .arena = arena_new() };
    if (has_library(cx.arena) && size >= 4) {
        struct reading reading = report_begin(&cx);
        int fd = memfd_create("fuzz", MFD_CLOEXEC);
        assert(write(fd, data, size) == (ssize_t)size);
        bool is_read = read_report(&cx, fd, (int64_t)size, &reading);
        report_end(&cx, &reading, is_read);
        close(fd);
    }
    arena_free(&cx.arena);
    return 0;
}
