/* proforma config: the settings, as they are and as they can be. */
#include <stdio.h>
#include <string.h>

#include "commands.h"

static const char usage[] =
    "usage: proforma config [--markdown]\n"
    "\n"
    "Shows every setting with its value, its default and what it means. A setting is an\n"
    "environment variable: PROFORMA_ and its name in upper case.\n"
    "\n"
    "  --markdown   docs/config.md\n";

int command_config(int argc, char **argv, const struct config *config)
{
    const char *option = argc == 1 ? argv[0] : "";
    if (argc == 0)
        config_print(config, stdout);
    else if (strcmp(option, "--markdown") == 0)
        config_print_markdown(stdout);
    else if (strcmp(option, "--help") == 0)
        fputs(usage, stdout);
    else
        return fputs(usage, stderr), 2;
    return 0;
}
