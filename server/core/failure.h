/*
 * What went wrong, in a form a person and a program can use.
 *
 * Every failure that can reach a user has a code in errors.def, with its HTTP status and its title
 * in both languages. `detail` says what exactly happened here (cause and value; lower-case, no
 * full stop: `could not read "x.csv.gz": truncated at byte 12`); `pointer` is a JSON Pointer into
 * the body (`/rules/0/percent`) or `?name` for a query parameter.
 */
#ifndef PROFORMA_CORE_FAILURE_H
#define PROFORMA_CORE_FAILURE_H

#include "core/str.h"

enum error_code {
    ERR_none = 0,
#define ERROR(code, status, en, zh) ERR_##code,
#include "core/errors.def"
#undef ERROR
    ERROR_COUNT
};

struct error_entry {
    str code;   /* "invalid_credentials": stable, part of the API */
    int status; /* HTTP */
    str en;
    str zh;
};

/* The catalogue row of a code; never NULL. */
const struct error_entry *error_entry(enum error_code code);

/* The code of a name in the catalogue, ERR_none when there is none. */
enum error_code error_by_name(str name);

struct failure {
    enum error_code code;
    str detail;        /* English; absent when the title says it all */
    str detail_zh;     /* the same in Chinese where core/details.def cannot have it */
    str pointer;       /* absent when no single field is at fault */
    int retry_after_s; /* for Retry-After; 0: none */
};

#endif
