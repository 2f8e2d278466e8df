/* proforma: one program, a command per job. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <sodium.h>

#include "commands.h"
#include "core/arena.h"
#include "core/log.h"
#include "settings.h"

static const struct {
    const char *name;
    command *run;
    const char *doc;
} commands[] = {
    { "serve", command_serve, "Serve the API and the console, and run jobs" },
    { "worker", command_worker, "Run jobs only" },
    { "migrate", command_migrate, "Bring the database to the version of this program" },
    { "ingest", command_ingest, "Load the files of a provider's bill" },
    { "demo", command_demo, "Load a demo partner, or write a generated bill" },
    { "user", command_user, "Add people and reset their passwords" },
    { "audit", command_audit, "Check the audit log's chain of hashes" },
    { "config", command_config, "Show the settings" },
    { "openapi", command_openapi, "Print the description of the API (OpenAPI 3.1)" },
};
enum { COMMANDS = sizeof commands / sizeof commands[0], STATUS_USAGE = 2 };

static int print_usage(FILE *out, int status)
{
    fputs("usage: proforma COMMAND [ARGUMENT]...\n\n", out);
    for (size_t i = 0; i < COMMANDS; i++)
        fprintf(out, "  %-8s %s\n", commands[i].name, commands[i].doc);
    fputs("\nproforma COMMAND --help says more. Settings are environment variables PROFORMA_*:\n"
          "proforma config lists them.\n",
          out);
    return status;
}

static command *command_named(const char *name)
{
    for (size_t i = 0; i < COMMANDS; i++)
        if (strcmp(commands[i].name, name) == 0)
            return commands[i].run;
    return NULL;
}

/* Help is given whatever the settings are; everything else needs them right. */
static bool read_config(struct arena *arena, bool wants_help, struct config *config)
{
    str problems;
    if (wants_help || settings_read(arena, environ, config, &problems))
        return true;
    fprintf(stderr, "%.*s", STR_ARG(problems));
    if (!str_ends(problems, STR("\n")))
        fputc('\n', stderr);
    return false;
}

static int run(command *chosen, int argc, char **argv)
{
    struct config config = { 0 };
    struct arena *arena = arena_new();
    bool wants_help = argc == 1 && strcmp(argv[0], "--help") == 0;
    int status = STATUS_USAGE;
    if (read_config(arena, wants_help, &config)) {
        enum log_level level;
        if (log_level_parse(config.log_level, &level))
            log_set_level(level);
        status = chosen(argc, argv, &config);
    }
    arena_free(&arena);
    return status;
}

int main(int argc, char **argv)
{
    if (sodium_init() < 0) {
        fputs("proforma: libsodium cannot start\n", stderr);
        return 1;
    }
    if (argc < 2)
        return print_usage(stderr, STATUS_USAGE);
    if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0)
        return print_usage(stdout, 0);
    if (strcmp(argv[1], "--version") == 0)
        return puts("proforma " PROFORMA_VERSION) < 0;

    command *chosen = command_named(argv[1]);
    if (chosen)
        return run(chosen, argc - 2, argv + 2);
    fprintf(stderr, "proforma: there is no command \"%s\"\n", argv[1]);
    return print_usage(stderr, STATUS_USAGE);
}
