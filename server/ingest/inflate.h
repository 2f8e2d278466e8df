/*
 * Inflates gzip and ZIP's deflate while reading, with ISA-L (five times as fast as zlib).
 *
 * Input that ends too early is ERR_file_truncated; data that cannot be inflated, or whose checksum
 * or length is not what was promised, ERR_file_corrupt. What inflates to more than
 * INFLATE_RATIO_MAX times its size (past the first INFLATE_FREE bytes) is no report and refused.
 */
#ifndef PROFORMA_INGEST_INFLATE_H
#define PROFORMA_INGEST_INFLATE_H

#include "ingest/input.h"

#define INFLATE_RATIO_MAX 250
#define INFLATE_FREE ((int64_t)1 << 30)

/* Does the input begin as gzip does? A single byte may. */
bool is_gzip(const char *bytes, size_t size);

/* Gzip of any number of members, with zeros allowed after the last one. */
struct input *gzip_input(struct cx *cx, struct input *under);

/* Bare deflate as in a ZIP, which knows length and checksum itself (zip.h). */
struct input *deflate_input(struct cx *cx, struct input *under);

#endif
