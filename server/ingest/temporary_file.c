#include "ingest/temporary_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "ingest/problem.h"

bool temporary_file(struct cx *cx, str directory, int *fd)
{
    *fd = open(str_copy(cx->arena, directory).ptr, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    if (*fd < 0 && (errno == EOPNOTSUPP || errno == EISDIR)) {
        str name = str_format(cx->arena, "%.*s/part-XXXXXX", STR_ARG(directory));
        *fd = mkostemp((char *)name.ptr, O_CLOEXEC);
        if (*fd >= 0)
            (void)unlink(name.ptr);
    }
    return *fd >= 0 || fail_errno(cx, ERR_internal, "make a temporary file", STR_NULL);
}

bool temporary_write(struct cx *cx, int fd, const void *bytes, size_t size)
{
    const char *at = bytes;
    while (size > 0) {
        ssize_t count = write(fd, at, size);
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return fail_errno(cx, ERR_internal, "write a temporary file", STR_NULL);
        at += count;
        size -= (size_t)count;
    }
    return true;
}

bool temporary_read(struct cx *cx, int fd, void *bytes, size_t size, off_t offset)
{
    char *at = bytes;
    while (size > 0) {
        ssize_t count = pread(fd, at, size, offset);
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0)
            return fail_errno(cx, ERR_internal, "read a temporary file", STR_NULL);
        at += count;
        size -= (size_t)count;
        offset += count;
    }
    return true;
}
