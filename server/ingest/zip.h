/*
 * The members of a ZIP archive, read from its central directory a piece at a time: memory does not
 * grow with the archive. Stored and deflated members, ZIP64 too; names are shown in messages and
 * used for nothing else.
 *
 * Hostile archives: more than ZIP_MEMBERS_MAX members, members that overlap (the sum of their
 * compressed sizes is more than the file) and sizes outside the file are refused; how far a member
 * may inflate is inflate.h's business. An archive without its end is ERR_file_truncated.
 */
#ifndef PROFORMA_INGEST_ZIP_H
#define PROFORMA_INGEST_ZIP_H

#include "ingest/input.h"

#define ZIP_MEMBERS_MAX 10000
#define ZIP_NAME_MAX 300 /* bytes of a name that are kept */

struct zip_member {
    str name;       /* in memory of the archive, until the next zip_next */
    int64_t header; /* where its local header is */
    int64_t packed; /* bytes in the file */
    int64_t size;
    uint32_t crc;
    uint16_t method;
    uint16_t flags;
};

struct zip {
    str name;
    int fd;
    int64_t directory; /* where the next entry of the central directory is */
    int64_t directory_end;
    int64_t data_end; /* where the central directory begins */
    int64_t members;  /* entries not read yet */
    int64_t packed;   /* of the entries read so far */
    char name_bytes[ZIP_NAME_MAX];
};

/* Does the file begin as a ZIP does? */
bool is_zip(const char *bytes, size_t size);

bool zip_open(struct cx *cx, int fd, int64_t size, str name, struct zip *zip);

/* The next member that is a file; directories, and what file managers add, are passed over. */
bool zip_next(struct cx *cx, struct zip *zip, struct zip_member *member, bool *found);

/* Its content, named `name`; length and CRC-32 are checked at its end. */
bool zip_member_input(struct cx *cx, const struct zip *zip, const struct zip_member *member,
                      str name, int64_t *counted, struct input **input);

#endif
