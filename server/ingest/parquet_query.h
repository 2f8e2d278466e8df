/*
 * What DuckDB is asked for a Parquet file: one query that gives the columns this program reads, in
 * forms it knows, to a function of ours (parquet_reader.c).
 */
#ifndef PROFORMA_INGEST_PARQUET_QUERY_H
#define PROFORMA_INGEST_PARQUET_QUERY_H

#include "ingest/columns.h"
#include "ingest/duckdb_api.h"

struct parquet_file {
    const struct duckdb_api *api;
    duckdb_handle connection;
    str path;
    str name; /* for messages */
};

struct parquet_column {
    uint16_t slot;
    enum cell_form form;
};

struct parquet_query {
    str text;
    struct parquet_column
        *columns; /* the function's arguments; behind them the row number, from 0 */
    size_t count;
    int64_t rows; /* of the file; 0: it does not say */
};

/* Makes the query that calls `function` for every row, and the layout of the lines. */
bool parquet_query_make(struct cx *cx, const struct parquet_file *file, str function,
                        struct layout *layout, struct parquet_query *query);

/* Fails with what DuckDB says, which may be NULL; returns false. */
bool fail_parquet(struct cx *cx, str name, const char *message);

#endif
