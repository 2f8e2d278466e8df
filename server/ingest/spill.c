#include "ingest/spill.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "ingest/problem.h"

#define WRITE_GROUPS 4096
#define READ_GROUPS_MIN 64
#define READ_GROUPS_MAX 4096

struct run {
    int64_t at; /* in groups: the next one to read from the file */
    int64_t end;
    struct group *groups; /* read ahead */
    size_t count;
    size_t given;
};

struct spill {
    struct arena *arena;
    str directory;
    int fd;
    struct run *runs;
    size_t run_count;
    size_t run_capacity;
    int64_t written; /* groups in the file */
    struct group *buffer;
    size_t buffered;
    /* the merge: a heap of runs, the one with the smallest group first */
    struct run **heap;
    size_t heap_count;
    size_t ahead;
};

static int open_unnamed(struct arena *arena, str directory)
{
    int fd = open(directory.ptr, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    if (fd >= 0 || (errno != EOPNOTSUPP && errno != EISDIR))
        return fd;
    str name = str_format(arena, "%.*s/spill-XXXXXX", STR_ARG(directory));
    fd = mkostemp((char *)name.ptr, O_CLOEXEC);
    if (fd >= 0)
        unlink(name.ptr);
    return fd;
}

bool spill_new(struct cx *cx, str directory, struct spill **spill)
{
    struct arena *arena = arena_new();
    int fd = open_unnamed(arena, directory);
    if (fd < 0) {
        arena_free(&arena);
        return fail_errno(cx, ERR_internal, "make a temporary file in", directory);
    }
    *spill = ARENA_NEW(arena, struct spill);
    **spill = (struct spill){
        .arena = arena,
        .directory = directory,
        .fd = fd,
        .buffer = ARENA_ARRAY(arena, struct group, WRITE_GROUPS),
    };
    return true;
}

void spill_free(struct spill **spill)
{
    if (*spill == NULL)
        return;
    struct arena *arena = (*spill)->arena;
    close((*spill)->fd);
    arena_free(&arena);
    *spill = NULL;
}

size_t spill_run_count(const struct spill *spill)
{
    return spill->run_count;
}

static bool flush_buffer(struct cx *cx, struct spill *spill)
{
    const char *bytes = (const char *)spill->buffer;
    size_t left = spill->buffered * sizeof spill->buffer[0];
    while (left > 0) {
        ssize_t count = write(spill->fd, bytes, left);
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return fail_errno(cx, ERR_internal, "write a temporary file in", spill->directory);
        bytes += count;
        left -= (size_t)count;
    }
    spill->written += (int64_t)spill->buffered;
    spill->buffered = 0;
    if (spill->run_count > 0)
        spill->runs[spill->run_count - 1].end = spill->written;
    return true;
}

bool spill_begin(struct cx *cx, struct spill *spill)
{
    TRY(flush_buffer(cx, spill));
    if (spill->run_count == spill->run_capacity) {
        size_t capacity = spill->run_capacity > 0 ? spill->run_capacity * 2 : 16;
        struct run *runs = ARENA_ARRAY(spill->arena, struct run, capacity);
        if (spill->run_count > 0)
            memcpy(runs, spill->runs, spill->run_count * sizeof runs[0]);
        spill->runs = runs;
        spill->run_capacity = capacity;
    }
    spill->runs[spill->run_count++] = (struct run){ .at = spill->written, .end = spill->written };
    return true;
}

bool spill_write(struct cx *cx, struct spill *spill, const struct group *group)
{
    spill->buffer[spill->buffered++] = *group;
    return spill->buffered < WRITE_GROUPS || flush_buffer(cx, spill);
}

/* ---- merge ---- */

static bool read_ahead(struct cx *cx, struct spill *spill, struct run *run)
{
    int64_t left = run->end - run->at;
    size_t count = (size_t)left < spill->ahead ? (size_t)left : spill->ahead;
    char *bytes = (char *)run->groups;
    size_t size = count * sizeof run->groups[0];
    off_t offset = (off_t)run->at * (off_t)sizeof run->groups[0];
    while (size > 0) {
        ssize_t got = pread(spill->fd, bytes, size, offset);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return fail_errno(cx, ERR_internal, "read a temporary file in", spill->directory);
        bytes += got;
        size -= (size_t)got;
        offset += got;
    }
    run->at += (int64_t)count;
    run->count = count;
    run->given = 0;
    return true;
}

static const struct group_key *first_key(const struct run *run)
{
    return &run->groups[run->given].key;
}

static void sink(struct spill *spill, size_t at)
{
    for (;;) {
        size_t least = at;
        for (size_t child = at * 2 + 1; child <= at * 2 + 2 && child < spill->heap_count; child++)
            if (group_compare(first_key(spill->heap[child]), first_key(spill->heap[least])) < 0)
                least = child;
        if (least == at)
            return;
        struct run *run = spill->heap[at];
        spill->heap[at] = spill->heap[least];
        spill->heap[least] = run;
        at = least;
    }
}

bool spill_merge(struct cx *cx, struct spill *spill, size_t memory)
{
    TRY(flush_buffer(cx, spill));
    size_t ahead = memory / sizeof(struct group) / (spill->run_count + 1);
    spill->ahead = ahead < READ_GROUPS_MIN   ? READ_GROUPS_MIN
                   : ahead > READ_GROUPS_MAX ? READ_GROUPS_MAX
                                             : ahead;
    spill->heap = ARENA_ARRAY(spill->arena, struct run *, spill->run_count);
    for (size_t i = 0; i < spill->run_count; i++) {
        struct run *run = &spill->runs[i];
        if (run->at == run->end)
            continue;
        run->groups = ARENA_ARRAY(spill->arena, struct group, spill->ahead);
        TRY(read_ahead(cx, spill, run));
        spill->heap[spill->heap_count++] = run;
    }
    for (size_t i = spill->heap_count / 2; i-- > 0;)
        sink(spill, i);
    return true;
}

bool spill_next(struct cx *cx, struct spill *spill, struct group *group, bool *found)
{
    *found = spill->heap_count > 0;
    if (!*found)
        return true;
    struct run *run = spill->heap[0];
    *group = run->groups[run->given++];
    if (run->given == run->count) {
        if (run->at < run->end)
            TRY(read_ahead(cx, spill, run));
        else
            spill->heap[0] = spill->heap[--spill->heap_count];
    }
    sink(spill, 0);
    return true;
}
