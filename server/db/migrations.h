/* The migrations compiled in (made from migrations/NNNN_noun.sql by tools/migrationgen.c). */
#ifndef PROFORMA_DB_MIGRATIONS_H
#define PROFORMA_DB_MIGRATIONS_H

#include <stddef.h>

struct migration {
    const char *name;     /* "0001_platform" */
    const char *checksum; /* SHA-256 of the file, in hex */
    const char *text;
};

/* In order, ended by a row without a name. */
extern const struct migration migrations[];

#endif
