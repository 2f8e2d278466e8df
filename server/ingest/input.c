#include "ingest/input.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "ingest/problem.h"

static bool read_file(struct cx *cx, struct input *input, void *buffer, size_t size, size_t *got)
{
    struct file_input *file = (struct file_input *)input;
    int64_t left = file->end - file->offset;
    if ((int64_t)size > left)
        size = (size_t)left;
    ssize_t count;
    do {
        count = pread(file->fd, buffer, size, file->offset);
    } while (count < 0 && errno == EINTR);
    if (count < 0)
        return fail_errno(cx, ERR_file_unreadable, "read", input->name);

    file->offset += count;
    if (file->counted != NULL)
        __atomic_fetch_add(file->counted, count, __ATOMIC_RELAXED);
    *got = (size_t)count;
    return true;
}

struct file_input file_input(str name, int fd, int64_t offset, int64_t size, int64_t *counted)
{
    return (struct file_input){
        .input = { .name = name, .read = read_file },
        .fd = fd,
        .offset = offset,
        .end = size < 0 ? INT64_MAX : offset + size,
        .counted = counted,
    };
}

static bool read_memory(struct cx *cx, struct input *input, void *buffer, size_t size, size_t *got)
{
    struct memory_input *memory = (struct memory_input *)input;
    (void)cx;
    if (size > memory->bytes.len)
        size = memory->bytes.len;
    if (memory->chunk > 0 && size > memory->chunk)
        size = memory->chunk;
    if (size > 0)
        memcpy(buffer, memory->bytes.ptr, size);
    memory->bytes.ptr += size;
    memory->bytes.len -= size;
    *got = size;
    return true;
}

struct memory_input memory_input(str name, str bytes, size_t chunk)
{
    return (struct memory_input){
        .input = { .name = name, .read = read_memory },
        .bytes = bytes,
        .chunk = chunk,
    };
}

bool input_fill(struct cx *cx, struct input *input, void *buffer, size_t size, size_t *got)
{
    *got = 0;
    while (*got < size) {
        size_t count;
        TRY(input->read(cx, input, (char *)buffer + *got, size - *got, &count));
        if (count == 0)
            return true;
        *got += count;
    }
    return true;
}

static bool read_peeked(struct cx *cx, struct input *input, void *buffer, size_t size, size_t *got)
{
    struct peeked_input *peeked = (struct peeked_input *)input;
    size_t left = peeked->size - peeked->given;
    if (left == 0)
        return peeked->under->read(cx, peeked->under, buffer, size, got);
    *got = size < left ? size : left;
    memcpy(buffer, peeked->bytes + peeked->given, *got);
    peeked->given += *got;
    return true;
}

bool peeked_input(struct cx *cx, struct input *under, struct peeked_input *peeked)
{
    *peeked = (struct peeked_input){
        .input = { .name = under->name, .read = read_peeked },
        .under = under,
    };
    return input_fill(cx, under, peeked->bytes, sizeof peeked->bytes, &peeked->size);
}
