/*
 * Where settings come from: the environment, and beside it the file that PROFORMA_SETTINGS_FILE
 * names, which can be changed while the program runs and is read again on HUP.
 */
#ifndef PROFORMA_SETTINGS_H
#define PROFORMA_SETTINGS_H

#include "core/config.h"

struct arena;

/*
 * Reads both into *out. The file has lines of the form PROFORMA_NAME=value, as systemd's
 * EnvironmentFile has; empty lines and those that begin with # are left out; what the environment
 * says wins. false: one line per problem, an unreadable file or line too, is in *problems.
 */
bool settings_read(struct arena *arena, char *const *environment, struct config *out,
                   str *problems);

#endif
