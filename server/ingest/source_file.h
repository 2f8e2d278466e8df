/*
 * The files of a drop: opened, hashed, and kept so that they can be read again.
 *
 * A kept file lies under DATA_DIR/sources/<partner>/<payer>/<source>/<period>/ by the SHA-256 of
 * its content; the name it came with is in the drop.
 */
#ifndef PROFORMA_INGEST_SOURCE_FILE_H
#define PROFORMA_INGEST_SOURCE_FILE_H

#include "core/cx.h"

#include <time.h>

#define SHA256_SIZE 32

struct source_file {
    str path;
    str name;     /* for messages and the drop */
    str shown;    /* what the user knows it by: the path given on the command line, or the name */
    bool is_ours; /* nobody else writes to it: it need not be copied to be kept */
    int fd;       /* -1: not open */
    int64_t size; /* as it was opened, and so the next one */
    struct timespec written_at;
    unsigned char sha256[SHA256_SIZE];
    int64_t rows; /* read from it */
};

/* Opens a regular file; anything else is ERR_file_unreadable. `name` may be absent: the last part
 * of the path. */
bool source_file_open(struct cx *cx, str path, str name, struct source_file *file);
void source_file_close(struct source_file *file);

/* Reads it whole. Ends early, failing, when *stop becomes true: another thread may wait for this
 * one. */
bool source_file_hash(struct cx *cx, struct source_file *file, const bool *stop);

/* SHA-256 over the sorted hashes, the payer and the source: the same files again have the same. A
 * file that is there twice fails with ERR_file_repeated. */
bool source_files_fingerprint(struct cx *cx, const struct source_file *files, size_t count,
                              uuid payer_id, str source, unsigned char fingerprint[SHA256_SIZE]);

/* Where the files of a drop are kept. */
struct kept_place {
    str data_dir;
    uuid partner_id;
    uuid payer_id;
    str source;
    period period;
};

str kept_path(struct arena *arena, const struct kept_place *place, str sha256_hex);

/* Copies the file, whose hash is known, beside its place unless it is there already; durable when
 * it returns. A file that is no longer as it was opened fails with ERR_file_unreadable: what was
 * read, hashed and copied may differ. Ends early, failing, when *stop becomes true. */
bool source_file_copy(struct cx *cx, const struct source_file *file, const struct kept_place *place,
                      const bool *stop);
/* Puts the copy in its place; durable when it returns. */
bool source_file_keep(struct cx *cx, const struct source_file *file,
                      const struct kept_place *place);
/* Removes the copy, if there is one that was not put in its place. */
void source_file_forget(struct arena *arena, const struct source_file *file,
                        const struct kept_place *place);

str hex_text(struct arena *arena, const unsigned char *bytes, size_t size);

/* Makes a directory and those above it, for the owner only. */
bool make_directories(struct cx *cx, str path);

#endif
