#include "ingest/duckdb_api.h"

#include <dlfcn.h>
#include <limits.h>
#include <string.h>
#include <unistd.h>

#include "core/arena.h"

#define LIBRARY "libduckdb.so"

#ifdef __has_feature
#define HAS_FEATURE(feature) __has_feature(feature)
#else
#define HAS_FEATURE(feature) 0
#endif

/* What DuckDB 1.4 does not free of a query's plan is no leak of ours. */
#if defined(__SANITIZE_ADDRESS__) || HAS_FEATURE(address_sanitizer)
const char *__lsan_default_suppressions(void);

const char *__lsan_default_suppressions(void)
{
    return "leak:libduckdb.so\n";
}
#endif

static str beside_program(struct arena *arena)
{
    char program[PATH_MAX];
    ssize_t len = readlink("/proc/self/exe", program, sizeof program);
    while (len > 0 && program[len - 1] != '/')
        len--;
    return len > 0 ? str_format(arena, "%.*s%s", (int)len, program, LIBRARY) : STR(LIBRARY);
}

static void *open_library(struct arena *arena, str path)
{
    if (!str_is_empty(path))
        return dlopen(str_copy(arena, path).ptr, RTLD_NOW | RTLD_LOCAL);
    void *library = dlopen(beside_program(arena).ptr, RTLD_NOW | RTLD_LOCAL);
    return library != NULL ? library : dlopen(LIBRARY, RTLD_NOW | RTLD_LOCAL);
}

/* ISO C has no conversion from an object pointer, which dlsym returns, to a function's. */
static bool find(void *library, const char *name, void *function, size_t size)
{
    void *address = dlsym(library, name);
    memcpy(function, &address, size);
    return address != NULL;
}

bool duckdb_load(struct arena *arena, str path, struct duckdb_api *api, str *why)
{
    void *library = open_library(arena, path);
    if (library == NULL) {
        *why = str_copy(arena, str_of(dlerror()));
        return false;
    }
    bool is_ok = true;
#define FIND(result, name, parameters)                                                             \
    is_ok = is_ok && find(library, "duckdb_" #name, &api->name, sizeof api->name);
    DUCKDB_FUNCTIONS(FIND)
#undef FIND
    if (!is_ok)
        *why = STR("the library lacks a function of DuckDB 1.4");
    return is_ok;
}
