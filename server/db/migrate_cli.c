#include "commands.h"
#include "db/db.h"

#include <stdio.h>
#include <string.h>

static int migrate(const struct config *config)
{
    struct arena *arena = arena_new();
    struct cx cx = { .arena = arena, .now = instant_now() };
    bool is_ok = db_migrate(&cx, config);
    if (!is_ok)
        fprintf(stderr, "proforma migrate: %.*s\n", STR_ARG(cx.failure.detail));
    arena_free(&arena);
    return is_ok ? 0 : 1;
}

int command_migrate(int argc, char **argv, const struct config *config)
{
    if (argc == 0)
        return migrate(config);
    bool wants_help = strcmp(argv[0], "--help") == 0;
    fputs("usage: proforma migrate\n"
          "Brings the database to the version of this program, one line per migration applied.\n",
          wants_help ? stdout : stderr);
    return wants_help ? 0 : 2;
}
