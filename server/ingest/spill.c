#include "ingest/spill.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "ingest/problem.h"
#include "ingest/temporary_file.h"

#define WRITE_RECORDS 4096
#define READ_RECORDS_MIN 64
#define READ_RECORDS_MAX 4096

struct run {
    int64_t at; /* in records: the next one to read from the file */
    int64_t end;
    char *records; /* read ahead */
    size_t count;
    size_t given;
};

struct spill {
    struct arena *arena;
    size_t size;
    int (*compare)(const void *, const void *);
    int fd;
    struct run *runs;
    size_t run_count;
    size_t run_capacity;
    int64_t written; /* records in the file */
    char *buffer;
    size_t buffered;
    /* the merge: a heap of runs, the one with the smallest record first */
    struct run **heap;
    size_t heap_count;
    size_t ahead;
};

bool spill_new(struct cx *cx, str directory, size_t size,
               int (*compare)(const void *, const void *), struct spill **spill)
{
    int fd;
    TRY(temporary_file(cx, directory, &fd));
    struct arena *arena = arena_new();
    *spill = ARENA_NEW(arena, struct spill);
    **spill = (struct spill){
        .arena = arena,
        .size = size,
        .compare = compare,
        .fd = fd,
        .buffer = arena_array(arena, WRITE_RECORDS, size),
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
    TRY(temporary_write(cx, spill->fd, spill->buffer, spill->buffered * spill->size));
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

bool spill_write(struct cx *cx, struct spill *spill, const void *record)
{
    memcpy(spill->buffer + spill->buffered++ * spill->size, record, spill->size);
    return spill->buffered < WRITE_RECORDS || flush_buffer(cx, spill);
}

/* ---- merge ---- */

static bool read_ahead(struct cx *cx, struct spill *spill, struct run *run)
{
    int64_t left = run->end - run->at;
    size_t count = (size_t)left < spill->ahead ? (size_t)left : spill->ahead;
    off_t offset = (off_t)run->at * (off_t)spill->size;
    TRY(temporary_read(cx, spill->fd, run->records, count * spill->size, offset));
    run->at += (int64_t)count;
    run->count = count;
    run->given = 0;
    return true;
}

static const char *first(const struct spill *spill, const struct run *run)
{
    return run->records + run->given * spill->size;
}

static void sink(struct spill *spill, size_t at)
{
    for (;;) {
        size_t least = at;
        for (size_t child = at * 2 + 1; child <= at * 2 + 2 && child < spill->heap_count; child++)
            if (spill->compare(first(spill, spill->heap[child]), first(spill, spill->heap[least])) <
                0)
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
    size_t ahead = memory / spill->size / (spill->run_count + 1);
    spill->ahead = ahead < READ_RECORDS_MIN   ? READ_RECORDS_MIN
                   : ahead > READ_RECORDS_MAX ? READ_RECORDS_MAX
                                              : ahead;
    spill->heap = ARENA_ARRAY(spill->arena, struct run *, spill->run_count);
    for (size_t i = 0; i < spill->run_count; i++) {
        struct run *run = &spill->runs[i];
        if (run->at == run->end)
            continue;
        run->records = arena_array(spill->arena, spill->ahead, spill->size);
        TRY(read_ahead(cx, spill, run));
        spill->heap[spill->heap_count++] = run;
    }
    for (size_t i = spill->heap_count / 2; i-- > 0;)
        sink(spill, i);
    return true;
}

bool spill_next(struct cx *cx, struct spill *spill, void *record, bool *found)
{
    *found = spill->heap_count > 0;
    if (!*found)
        return true;
    struct run *run = spill->heap[0];
    memcpy(record, first(spill, run), spill->size);
    run->given++;
    if (run->given == run->count) {
        if (run->at < run->end)
            TRY(read_ahead(cx, spill, run));
        else
            spill->heap[0] = spill->heap[--spill->heap_count];
    }
    sink(spill, 0);
    return true;
}
