/*
 * What is wrong with a file, said so that a person can find the spot: file, row, line and column,
 * the value there, in both languages. Rows count from 1 without the header, as a spreadsheet's
 * filter does; lines count from 1 with it, as an editor does, and only in text files.
 */
#ifndef PROFORMA_INGEST_PROBLEM_H
#define PROFORMA_INGEST_PROBLEM_H

#include "core/cx.h"

enum problem {
    PROBLEM_NONE,
    /* the file */
    PROBLEM_NOT_A_REPORT,
    PROBLEM_UNKNOWN_FORMAT,
    PROBLEM_EMPTY,
    PROBLEM_GIVEN_TWICE,
    PROBLEM_TRUNCATED,
    PROBLEM_OPEN_QUOTE,
    PROBLEM_SHORT_LAST_ROW,
    PROBLEM_BAD_GZIP,
    PROBLEM_BAD_CHECKSUM,
    PROBLEM_TRAILING_BYTES,
    PROBLEM_BAD_ZIP,
    PROBLEM_ZIP_METHOD,
    PROBLEM_ZIP_ENCRYPTED,
    PROBLEM_ZIP_TOO_MANY,
    PROBLEM_ZIP_EMPTY,
    PROBLEM_INFLATES_TOO_FAR,
    PROBLEM_BAD_PARQUET,
    /* a row */
    PROBLEM_FIELD_COUNT,
    PROBLEM_ROW_TOO_LONG,
    PROBLEM_MISPLACED_QUOTE,
    PROBLEM_TOO_MANY_FIELDS,
    /* a column */
    PROBLEM_COLUMN_MISSING,
    PROBLEM_COLUMN_TWICE,
    /* a value */
    PROBLEM_NOT_A_NUMBER,
    PROBLEM_OUT_OF_RANGE,
    PROBLEM_SUM_OUT_OF_RANGE,
    PROBLEM_NOT_A_DATE,
    PROBLEM_NOT_AN_ACCOUNT,
    PROBLEM_NOT_A_CURRENCY,
    PROBLEM_NO_VALUE,
    PROBLEM_NOT_TEXT,
    PROBLEM_TOO_LONG,
    PROBLEM_NOT_A_MAP,
    PROBLEM_TOO_MANY_VALUES,
    PROBLEM_WRONG_PAYER,
    PROBLEM_MIXED_PAYERS,
    PROBLEM_WRONG_PERIOD,
    PROBLEM_MIXED_PERIODS,
    PROBLEM_MIXED_CURRENCIES,
    PROBLEM_COUNT
};

/* A spot in a file. Members that are absent or 0 are not said. */
struct place {
    str file;
    int64_t row;
    int64_t line;
    str column;
    str value; /* shown shortened; control characters are left out */
};

/* Records the problem with the error code that belongs to it and returns false. */
bool fail_place(struct cx *cx, enum problem problem, struct place place);

bool fail_file(struct cx *cx, enum problem problem, str file);
bool fail_column(struct cx *cx, enum problem problem, str file, str column);

/* A system call failed with errno: ENOSPC and EDQUOT become ERR_disk_full, anything else
 * `otherwise`. `subject` is what a user knows the file by, or absent: paths of the server are not
 * for those who send files. Returns false. */
bool fail_errno(struct cx *cx, enum error_code otherwise, const char *did, str subject);

#endif
