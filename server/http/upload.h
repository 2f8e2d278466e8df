/*
 * Bodies that go to a file (ROUTE_STREAM_BODY): piece by piece, the connection suspended while one
 * is written by the writer's thread, so a slow disk slows its client and nobody else, and memory
 * is one piece however large the file. Private to http.
 */
#ifndef PROFORMA_HTTP_UPLOAD_H
#define PROFORMA_HTTP_UPLOAD_H

#include "http/exchange.h"

struct upload_writer;

/* Makes DATA_DIR/uploads, and removes from it what a server that was killed left there. */
bool upload_prepare(struct cx *cx, const struct config *config);

struct upload_writer *upload_writer_start(struct arena *arena);
void upload_writer_stop(struct upload_writer *writer);

/* Opens the file. ERR_disk_full or ERR_internal. */
bool upload_open(struct http_exchange *x);

/* Adds what has come to the piece in memory. true: the piece is full, write it before taking more.
 * false with cx->failure set: the limit is passed. */
bool upload_take(struct http_exchange *x, const char *data, size_t *size);

/* Is there nothing in memory that is not in the file? Also without an upload. */
bool upload_is_written(const struct http_exchange *x);

/* Writes the piece: x was handed over and is given back when that is done. When it fails (the disk
 * is full), cx->failure says so then. */
void upload_write(struct http_exchange *x);

/* At the end of every exchange: closes and removes the file, unless the handler took it away. */
void upload_close(struct http_exchange *x);

/* For http_body_file. */
str upload_path(const struct upload *upload, int64_t *size);

#endif
