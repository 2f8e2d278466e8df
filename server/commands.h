/*
 * The commands of `proforma`: each is a function of its own, listed once in main.c. A command gets
 * the arguments after its name, prints problems as one line on stderr and returns the exit status.
 */
#ifndef PROFORMA_COMMANDS_H
#define PROFORMA_COMMANDS_H

#include "core/config.h"

typedef int command(int argc, char **argv, const struct config *config);

command command_serve;   /* serve.c */
command command_worker;  /* serve.c */
command command_migrate; /* db/migrate_cli.c */
command command_ingest;  /* ingest/ingest_cli.c */
command command_demo;    /* demo/demo_cli.c */
command command_user;    /* identity/user_cli.c */
command command_config;  /* config_cli.c: proforma config [--markdown] */
command command_openapi; /* serve.c */
command command_audit;   /* audit/audit_cli.c: proforma audit verify [--partner SLUG] */

#endif
