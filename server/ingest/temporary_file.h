/*
 * Files without a name: nothing is left of them when the process ends, however it ends.
 */
#ifndef PROFORMA_INGEST_TEMPORARY_FILE_H
#define PROFORMA_INGEST_TEMPORARY_FILE_H

#include <sys/types.h>

#include "core/cx.h"

/* Makes one in `directory`; the caller closes *fd. A full disk is ERR_disk_full. */
bool temporary_file(struct cx *cx, str directory, int *fd);

/* Writes all of it, at the file's position. */
bool temporary_write(struct cx *cx, int fd, const void *bytes, size_t size);

/* Reads all of it from `offset` on, wherever the position is. */
bool temporary_read(struct cx *cx, int fd, void *bytes, size_t size, off_t offset);

#endif
