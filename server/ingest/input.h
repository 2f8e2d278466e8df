/*
 * A stream of bytes to be read once: a file, what a gzip or a ZIP member inflates to, memory.
 *
 * Inputs are stacked: a gzip input reads the input under it. They are made in the arena of the
 * part they belong to and closed by whoever opened the lowest one; an input as such owns nothing
 * but memory.
 */
#ifndef PROFORMA_INGEST_INPUT_H
#define PROFORMA_INGEST_INPUT_H

#include "core/cx.h"

struct input {
    str name; /* for messages */

    /*
     * Reads up to `size` bytes into `buffer`; *got is 0 at the end of the input and only there.
     * On failure cx->failure says why, naming `name`.
     */
    bool (*read)(struct cx *cx, struct input *input, void *buffer, size_t size, size_t *got);
};

/* Bytes [offset, offset + size) of an open file, for a ZIP member; size -1: up to its end. */
struct file_input {
    struct input input;
    int fd;
    int64_t offset;
    int64_t end;      /* INT64_MAX: the end of the file */
    int64_t *counted; /* every byte read is added here, atomically: progress; may be NULL */
};

struct file_input file_input(str name, int fd, int64_t offset, int64_t size, int64_t *counted);

/* Bytes in memory, given out at most `chunk` at a time (0: no limit); for tests and fuzzing. */
struct memory_input {
    struct input input;
    str bytes;
    size_t chunk;
};

struct memory_input memory_input(str name, str bytes, size_t chunk);

/* Reads until `size` bytes are there or the input ends. */
bool input_fill(struct cx *cx, struct input *input, void *buffer, size_t size, size_t *got);

/* Some first bytes, looked at and then given back: what is in the input is decided by them. */
#define PEEK_SIZE 4096
struct peeked_input {
    struct input input;
    struct input *under;
    char bytes[PEEK_SIZE];
    size_t size;
    size_t given;
};

/* Reads the first bytes of `under` into peeked->bytes. */
bool peeked_input(struct cx *cx, struct input *under, struct peeked_input *peeked);

#endif
