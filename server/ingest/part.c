#include "ingest/part.h"

#include <string.h>

#include "ingest/inflate.h"

struct parts {
    const struct source_file *file;
    const struct part_options *options;
    bool (*each)(struct cx *cx, void *context, struct reader *reader);
    void *context;
};

static bool is_text(const struct peeked_input *peeked)
{
    return memchr(peeked->bytes, '\0', peeked->size) == NULL;
}

static bool read_with(struct cx *cx, const struct parts *parts, struct reader *reader)
{
    bool is_ok = parts->each(cx, parts->context, reader);
    reader->close(reader);
    return is_ok;
}

static bool read_csv(struct cx *cx, const struct parts *parts, struct peeked_input *peeked)
{
    struct reader *reader;
    if (peeked->size == 0)
        return fail_file(cx, PROBLEM_EMPTY, peeked->input.name);
    if (!is_text(peeked))
        return fail_file(cx, PROBLEM_UNKNOWN_FORMAT, peeked->input.name);
    TRY(csv_reader_open(cx, &peeked->input, &reader));
    return read_with(cx, parts, reader);
}

static bool read_gzip(struct cx *cx, const struct parts *parts, struct peeked_input *peeked)
{
    struct peeked_input *inflated = ARENA_NEW(cx->arena, struct peeked_input);
    TRY(peeked_input(cx, gzip_input(cx, &peeked->input), inflated));
    return read_csv(cx, parts, inflated);
}

static bool read_file(struct cx *cx, const struct parts *parts)
{
    const struct source_file *file = parts->file;
    struct file_input input = file_input(file->name, file->fd, 0, -1, parts->options->counted);
    struct peeked_input *peeked = ARENA_NEW(cx->arena, struct peeked_input);
    TRY(peeked_input(cx, &input.input, peeked));
    if (is_gzip(peeked->bytes, peeked->size))
        return read_gzip(cx, parts, peeked);
    return read_csv(cx, parts, peeked);
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
