#include "settings.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "core/arena.h"

enum { FILE_MAX = 64 * 1024, LINES_MAX = 1024 };

static str value_of(char *const *environment, str name)
{
    for (; *environment; environment++) {
        str value = str_of(*environment);
        if (str_equal(str_cut(&value, '='), name))
            return value;
    }
    return STR_NULL;
}

static size_t count_of(char *const *environment)
{
    size_t count = 0;
    while (environment[count])
        count++;
    return count;
}

/* The whole file; absent, with errno set, when it cannot be read or is far too long. */
static str read_file(struct arena *arena, const char *path)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return STR_NULL;
    char *text = arena_alloc(arena, FILE_MAX);
    size_t len = 0;
    ssize_t got = 0;
    while (len < FILE_MAX && (got = read(fd, text + len, FILE_MAX - len)) > 0)
        len += (size_t)got;
    int reason = len == FILE_MAX ? EFBIG : errno;
    close(fd);
    errno = reason;
    return got < 0 || len == FILE_MAX ? STR_NULL : (str){ text, len };
}

static bool is_assignment(str line)
{
    return str_starts(line, STR("PROFORMA_")) && memchr(line.ptr, '=', line.len) != NULL;
}

/* Appends the file's lines to what the environment has, where config_read finds them last. */
static bool add_lines(struct arena *arena, str file, str text, char **lines, str *problems)
{
    size_t count = 0;
    for (int number = 1; !str_is_null(text); number++) {
        str line = str_trim(str_cut(&text, '\n'));
        if (line.len == 0 || line.ptr[0] == '#')
            continue;
        if (!is_assignment(line) || count == LINES_MAX) {
            *problems = str_format(arena, "%.*s:%d: not of the form PROFORMA_NAME=value\n",
                                   STR_ARG(file), number);
            return false;
        }
        lines[count++] = arena_copy(arena, line.ptr, line.len);
    }
    return true;
}

bool settings_read(struct arena *arena, char *const *environment, struct config *out, str *problems)
{
    str file = value_of(environment, STR("PROFORMA_SETTINGS_FILE"));
    if (str_is_empty(file))
        return config_read(arena, environment, out, problems);
    str text = read_file(arena, file.ptr);
    if (str_is_null(text)) {
        *problems = str_format(arena, "could not read %.*s: %s\n", STR_ARG(file), strerror(errno));
        return false;
    }
    size_t count = count_of(environment);
    char **all = ARENA_ARRAY(arena, char *, count + LINES_MAX + 1);
    for (size_t i = 0; i < count; i++)
        all[i] = environment[i];
    return add_lines(arena, file, text, all + count, problems) &&
           config_read(arena, all, out, problems);
}
