#include "ingest/part.h"

#include <string.h>
#include <unistd.h>

#include "ingest/inflate.h"
#include "ingest/temporary_file.h"
#include "ingest/zip.h"

/* DuckDB's own working memory; what one row group needs is far less. */
#define PARQUET_MEMORY ((size_t)192 << 20)
#define PARQUET_MAGIC "PAR1"
#define UNPACK_SIZE (256 * 1024)

struct parts {
    const struct source_file *file;
    const struct part_options *options;
    bool (*each)(struct cx *cx, void *context, struct reader *reader);
    void *context;
    /* of a ZIP */
    const struct zip *zip;
    const struct zip_member *member;
};

static bool read_with(struct cx *cx, const struct parts *parts, struct reader *reader)
{
    bool is_ok = parts->each(cx, parts->context, reader);
    reader->close(reader);
    return is_ok;
}

/* ---- text ---- */

static bool read_csv(struct cx *cx, const struct parts *parts, struct input *input)
{
    struct reader *reader;
    struct peeked_input *peeked = ARENA_NEW(cx->arena, struct peeked_input);
    TRY(peeked_input(cx, input, peeked));
    if (peeked->size == 0)
        return fail_file(cx, PROBLEM_EMPTY, input->name);
    if (memchr(peeked->bytes, '\0', peeked->size) != NULL)
        return fail_file(cx, PROBLEM_UNKNOWN_FORMAT, input->name);
    TRY(csv_reader_open(cx, &peeked->input, parts->options->threads, &reader));
    return read_with(cx, parts, reader);
}

/* ---- Parquet ---- */

static bool is_parquet(const struct peeked_input *peeked)
{
    return peeked->size >= 4 && memcmp(peeked->bytes, PARQUET_MAGIC, 4) == 0;
}

/* It ends as it begins: one that was cut off does not. */
static bool check_parquet_end(struct cx *cx, int fd, str name, int64_t size)
{
    char end[4];
    if (pread(fd, end, sizeof end, size - 4) != 4 || memcmp(end, PARQUET_MAGIC, 4) != 0)
        return fail_file(cx, PROBLEM_TRUNCATED, name);
    return true;
}

/* The path is that of the open file: whatever the real one is called, DuckDB sees no pattern. */
static bool read_parquet(struct cx *cx, const struct parts *parts, int fd, str name,
                         int64_t *counted)
{
    const struct config *config = parts->options->config;
    struct reader *reader;
    const struct parquet_options options = {
        .path = str_format(cx->arena, "/proc/self/fd/%d", fd),
        .name = name,
        .library = config->duckdb_library,
        .directory = parts->options->directory,
        .memory = PARQUET_MEMORY,
        .threads = parts->options->threads,
        .size = lseek(fd, 0, SEEK_END),
        .counted = counted,
    };
    TRY(check_parquet_end(cx, fd, name, options.size));
    TRY(parquet_reader_open(cx, &options, &reader));
    return read_with(cx, parts, reader);
}

/* Parquet is read from its end, so a member of a ZIP is unpacked first. */
static bool unpack(struct cx *cx, struct input *input, int fd)
{
    char *buffer = arena_alloc(cx->arena, UNPACK_SIZE);
    for (;;) {
        size_t got;
        TRY(input->read(cx, input, buffer, UNPACK_SIZE, &got));
        if (got == 0)
            return true;
        TRY(temporary_write(cx, fd, buffer, got));
    }
}

static bool read_packed_parquet(struct cx *cx, const struct parts *parts, struct input *input)
{
    int fd;
    TRY(temporary_file(cx, parts->options->directory, &fd));
    bool is_ok = unpack(cx, input, fd) &&
                 read_parquet(cx, parts, fd, input->name, NULL); /* counted while unpacking */
    close(fd);
    return is_ok;
}

/* ---- ZIP ---- */

static bool with_own_arena(struct cx *cx, const struct parts *parts,
                           bool (*step)(struct cx *cx, const struct parts *parts));

static bool read_member(struct cx *cx, const struct parts *parts)
{
    struct input *input;
    struct peeked_input *peeked = ARENA_NEW(cx->arena, struct peeked_input);
    str name = str_format(cx->arena, "%.*s: %.*s", STR_ARG(parts->file->name),
                          STR_ARG(parts->member->name));
    TRY(zip_member_input(cx, parts->zip, parts->member, name, parts->options->counted, &input));
    TRY(peeked_input(cx, input, peeked));
    if (is_parquet(peeked))
        return read_packed_parquet(cx, parts, &peeked->input);
    if (is_gzip(peeked->bytes, peeked->size))
        return read_csv(cx, parts, gzip_input(cx, &peeked->input));
    return read_csv(cx, parts, &peeked->input);
}

static bool is_there_already(const struct zip_member *members, size_t count,
                             const struct zip_member *member)
{
    for (size_t i = 0; i < count; i++)
        if (members[i].crc == member->crc && members[i].size == member->size)
            return true;
    return false;
}

static bool read_zip(struct cx *cx, const struct parts *parts)
{
    struct zip zip;
    struct zip_member member;
    bool found;
    size_t count = 0;
    TRY(zip_open(cx, parts->file->fd, parts->file->size, parts->file->name, &zip));
    struct zip_member *members = ARENA_ARRAY(cx->arena, struct zip_member, (size_t)zip.members);
    for (;;) {
        TRY(zip_next(cx, &zip, &member, &found));
        if (!found)
            return count > 0 || fail_file(cx, PROBLEM_ZIP_EMPTY, parts->file->name);
        if (is_there_already(members, count, &member))
            return fail_file(cx, PROBLEM_GIVEN_TWICE,
                             str_format(cx->arena, "%.*s: %.*s", STR_ARG(parts->file->name),
                                        STR_ARG(member.name)));
        members[count++] = member;
        struct parts inside = *parts;
        inside.zip = &zip;
        inside.member = &member;
        TRY(with_own_arena(cx, &inside, read_member));
    }
}

/* ---- files ---- */

/* A ZIP and Parquet count what they read themselves: the look at the first bytes is no progress. */
static bool read_file(struct cx *cx, const struct parts *parts)
{
    const struct source_file *file = parts->file;
    struct file_input input = file_input(file->name, file->fd, 0, -1, NULL);
    struct peeked_input *peeked = ARENA_NEW(cx->arena, struct peeked_input);
    TRY(peeked_input(cx, &input.input, peeked));
    if (is_zip(peeked->bytes, peeked->size))
        return read_zip(cx, parts);
    if (is_parquet(peeked))
        return read_parquet(cx, parts, file->fd, file->name, parts->options->counted);
    input.counted = parts->options->counted;
    if (input.counted != NULL)
        __atomic_fetch_add(input.counted, (int64_t)peeked->size, __ATOMIC_RELAXED);
    if (is_gzip(peeked->bytes, peeked->size))
        return read_csv(cx, parts, gzip_input(cx, &peeked->input));
    return read_csv(cx, parts, &peeked->input);
}

/* Runs `step` with an arena of its own; what a failure says survives it. */
static bool with_own_arena(struct cx *cx, const struct parts *parts,
                           bool (*step)(struct cx *cx, const struct parts *parts))
{
    struct arena *outer = cx->arena;
    cx->arena = arena_new();
    bool is_ok = step(cx, parts);
    cx->failure.detail = str_copy(outer, cx->failure.detail);
    cx->failure.detail_zh = str_copy(outer, cx->failure.detail_zh);
    cx->failure.pointer = str_copy(outer, cx->failure.pointer);
    arena_free(&cx->arena);
    cx->arena = outer;
    return is_ok;
}

bool parts_of_file(struct cx *cx, const struct source_file *file,
                   const struct part_options *options,
                   bool (*each)(struct cx *cx, void *context, struct reader *reader), void *context)
{
    struct parts parts = { .file = file, .options = options, .each = each, .context = context };
    return with_own_arena(cx, &parts, read_file);
}
