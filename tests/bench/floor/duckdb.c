/*
 * duckdb LIBRARY STATEMENT…: runs the statements in an empty DuckDB of its own and prints the first
 * column of the last one's first row. The library is opened as the server does it.
 */
#include <dlfcn.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef void *handle;
typedef struct {
    uint64_t counts[3];
    void *pointers[2];
    void *data;
} result;

static void *library;

/* Ends the program when the function is not there. */
static void *function(const char *name)
{
    void *found = dlsym(library, name);
    if (found == NULL) {
        fprintf(stderr, "duckdb: no function %s\n", name);
        exit(1);
    }
    return found;
}

#define FUNCTION(type, name, parameters)                                                           \
    type(*name) parameters = (type(*) parameters)function(#name)

static int run(handle connection, const char *statement, int is_last)
{
    FUNCTION(int, duckdb_query, (handle, const char *, result *));
    FUNCTION(const char *, duckdb_result_error, (result *));
    FUNCTION(char *, duckdb_value_varchar, (result *, uint64_t, uint64_t));
    FUNCTION(void, duckdb_destroy_result, (result *));
    result answer;
    int state = duckdb_query(connection, statement, &answer);
    if (state != 0)
        fprintf(stderr, "duckdb: %s\n", duckdb_result_error(&answer));
    else if (is_last) {
        char *text = duckdb_value_varchar(&answer, 0, 0);
        printf("%s\n", text != NULL ? text : "");
    }
    duckdb_destroy_result(&answer);
    return state;
}

int main(int argc, char **argv)
{
    handle database;
    handle connection;
    if (argc < 3)
        return 2;
    library = dlopen(argv[1], RTLD_NOW | RTLD_LOCAL);
    if (library == NULL) {
        fprintf(stderr, "duckdb: %s\n", dlerror());
        return 1;
    }
    FUNCTION(int, duckdb_open, (const char *, handle *));
    FUNCTION(int, duckdb_connect, (handle, handle *));
    if (duckdb_open(NULL, &database) != 0 || duckdb_connect(database, &connection) != 0)
        return 1;
    for (int i = 2; i < argc; i++)
        if (run(connection, argv[i], i == argc - 1) != 0)
            return 1;
    return 0;
}
