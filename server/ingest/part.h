/*
 * From a file to the parts to read: what a file is is decided by its first bytes, not its name.
 * A CSV or Parquet file, plain or gzipped CSV, is one part; a ZIP is as many as it has members.
 */
#ifndef PROFORMA_INGEST_PART_H
#define PROFORMA_INGEST_PART_H

#include "core/config.h"
#include "ingest/reader.h"
#include "ingest/source_file.h"

struct part_options {
    const struct config *config;
    str directory;    /* for temporary files */
    int64_t *counted; /* bytes of the file that were read: progress */
    int threads;      /* that read a part together: up to READER_THREADS */
};

/* Calls `each` for every part of the file, its reader open. Memory of a part ends with it. */
bool parts_of_file(struct cx *cx, const struct source_file *file,
                   const struct part_options *options,
                   bool (*each)(struct cx *cx, void *context, struct reader *reader),
                   void *context);

#endif
