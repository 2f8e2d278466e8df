/*
 * The part of DuckDB's C interface that reading Parquet needs, version 1.4.
 *
 * The library is opened while running, so that everything else builds and works without it
 * (docs/adr/0007-duckdb-by-dlopen.md); its own header of 5,000 lines is in no package of Debian.
 * Names and types below are those of the documented interface (https://duckdb.org/docs/api/c).
 */
#ifndef PROFORMA_INGEST_DUCKDB_API_H
#define PROFORMA_INGEST_DUCKDB_API_H

#include <stdbool.h>
#include <stdint.h>

#include "core/str.h"

struct arena;

/* Handles. */
typedef struct duckdb_opaque *duckdb_handle;

typedef enum { DUCKDB_SUCCESS = 0, DUCKDB_ERROR = 1 } duckdb_state;

/* Those of the types that are told apart here. */
enum duckdb_type {
    DUCKDB_TYPE_BOOLEAN = 1,
    DUCKDB_TYPE_INTEGER = 4,
    DUCKDB_TYPE_BIGINT = 5,
    DUCKDB_TYPE_UBIGINT = 9,
    DUCKDB_TYPE_DOUBLE = 11,
    DUCKDB_TYPE_TIMESTAMP = 12,
    DUCKDB_TYPE_DATE = 13,
    DUCKDB_TYPE_VARCHAR = 17,
    DUCKDB_TYPE_TIMESTAMP_S = 20,
    DUCKDB_TYPE_TIMESTAMP_MS = 21,
    DUCKDB_TYPE_TIMESTAMP_NS = 22,
    DUCKDB_TYPE_STRUCT = 25,
    DUCKDB_TYPE_MAP = 26,
    DUCKDB_TYPE_TIMESTAMP_TZ = 31,
    DUCKDB_TYPE_ANY = 34,
};

/* Only its size matters here. */
typedef struct {
    uint64_t deprecated_counts[3];
    void *deprecated_pointers[2];
    void *internal_data;
} duckdb_result;

/* A text in a vector: up to 12 bytes lie in place, longer ones elsewhere. */
typedef union {
    struct {
        uint32_t length;
        char prefix[4];
        const char *ptr;
    } pointer;
    struct {
        uint32_t length;
        char inlined[12];
    } inlined;
} duckdb_string_t;

static inline str duckdb_text(const duckdb_string_t *text)
{
    uint32_t length = text->inlined.length;
    bool is_inlined = length <= sizeof text->inlined.inlined;
    return (str){ is_inlined ? text->inlined.inlined : text->pointer.ptr, length };
}

/* A function of ours that a query calls, in any of DuckDB's threads, with many rows at a time. */
typedef void duckdb_function(duckdb_handle info, duckdb_handle chunk, duckdb_handle output);

/* DUCKDB_FUNCTION(result, name, parameters) */
#define DUCKDB_FUNCTIONS(DUCKDB_FUNCTION)                                                          \
    DUCKDB_FUNCTION(duckdb_state, create_config, (duckdb_handle * config))                         \
    DUCKDB_FUNCTION(duckdb_state, set_config,                                                      \
                    (duckdb_handle config, const char *name, const char *option))                  \
    DUCKDB_FUNCTION(void, destroy_config, (duckdb_handle * config))                                \
    DUCKDB_FUNCTION(                                                                               \
        duckdb_state, open_ext,                                                                    \
        (const char *path, duckdb_handle *database, duckdb_handle config, char **error))           \
    DUCKDB_FUNCTION(void, close, (duckdb_handle * database))                                       \
    DUCKDB_FUNCTION(duckdb_state, connect, (duckdb_handle database, duckdb_handle * connection))   \
    DUCKDB_FUNCTION(void, disconnect, (duckdb_handle * connection))                                \
    DUCKDB_FUNCTION(duckdb_state, query,                                                           \
                    (duckdb_handle connection, const char *query, duckdb_result *result))          \
    DUCKDB_FUNCTION(const char *, result_error, (duckdb_result * result))                          \
    DUCKDB_FUNCTION(void, destroy_result, (duckdb_result * result))                                \
    DUCKDB_FUNCTION(uint64_t, column_count, (duckdb_result * result))                              \
    DUCKDB_FUNCTION(const char *, column_name, (duckdb_result * result, uint64_t column))          \
    DUCKDB_FUNCTION(int, column_type, (duckdb_result * result, uint64_t column))                   \
    DUCKDB_FUNCTION(duckdb_handle, fetch_chunk, (duckdb_result result))                            \
    DUCKDB_FUNCTION(void, destroy_data_chunk, (duckdb_handle * chunk))                             \
    DUCKDB_FUNCTION(uint64_t, data_chunk_get_size, (duckdb_handle chunk))                          \
    DUCKDB_FUNCTION(duckdb_handle, data_chunk_get_vector, (duckdb_handle chunk, uint64_t column))  \
    DUCKDB_FUNCTION(void *, vector_get_data, (duckdb_handle vector))                               \
    DUCKDB_FUNCTION(uint64_t *, vector_get_validity, (duckdb_handle vector))                       \
    DUCKDB_FUNCTION(duckdb_handle, create_logical_type, (int type))                                \
    DUCKDB_FUNCTION(void, destroy_logical_type, (duckdb_handle * type))                            \
    DUCKDB_FUNCTION(duckdb_handle, create_scalar_function, (void))                                 \
    DUCKDB_FUNCTION(void, destroy_scalar_function, (duckdb_handle * function))                     \
    DUCKDB_FUNCTION(void, scalar_function_set_name, (duckdb_handle function, const char *name))    \
    DUCKDB_FUNCTION(void, scalar_function_set_varargs,                                             \
                    (duckdb_handle function, duckdb_handle type))                                  \
    DUCKDB_FUNCTION(void, scalar_function_set_return_type,                                         \
                    (duckdb_handle function, duckdb_handle type))                                  \
    DUCKDB_FUNCTION(void, scalar_function_set_special_handling, (duckdb_handle function))          \
    DUCKDB_FUNCTION(void, scalar_function_set_volatile, (duckdb_handle function))                  \
    DUCKDB_FUNCTION(void, scalar_function_set_extra_info,                                          \
                    (duckdb_handle function, void *extra, void (*destroy)(void *)))                \
    DUCKDB_FUNCTION(void *, scalar_function_get_extra_info, (duckdb_handle info))                  \
    DUCKDB_FUNCTION(void, scalar_function_set_function,                                            \
                    (duckdb_handle function, duckdb_function * call))                              \
    DUCKDB_FUNCTION(void, scalar_function_set_error, (duckdb_handle info, const char *error))      \
    DUCKDB_FUNCTION(duckdb_state, register_scalar_function,                                        \
                    (duckdb_handle connection, duckdb_handle function))                            \
    DUCKDB_FUNCTION(void, free, (void *memory))

struct duckdb_api {
#define MEMBER(result, name, parameters) result(*name) parameters;
    DUCKDB_FUNCTIONS(MEMBER)
#undef MEMBER
};

/*
 * Opens the library: `path`, or when that is empty libduckdb.so beside the program, or wherever
 * the system finds it. It stays loaded. false: it is not there or not what it should be, and *why
 * says so.
 */
bool duckdb_load(struct arena *arena, str path, struct duckdb_api *api, str *why);

#endif
