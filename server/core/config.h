/*
 * Settings: one table (config.def) drives parsing, `proforma config` and docs/config.md.
 *
 * A setting comes from the environment (PROFORMA_<NAME>); an unknown PROFORMA_* variable is an
 * error, and all problems are reported at once. Strings live as long as the configuration.
 */
#ifndef PROFORMA_CORE_CONFIG_H
#define PROFORMA_CORE_CONFIG_H

#include <stdint.h>
#include <stdio.h>

#include "core/str.h"

struct arena;

struct config {
#define SETTING_STR(name, fallback, doc) str name;
#define SETTING_INT(name, fallback, min, max, doc) int64_t name;
#define SETTING_BOOL(name, fallback, doc) bool name;
#include "core/config.def"
#undef SETTING_STR
#undef SETTING_INT
#undef SETTING_BOOL
};

/* Reads `environment` (environ) into *out. false: one line per problem is in *problems. */
bool config_read(struct arena *arena, char *const *environment, struct config *out, str *problems);

/* Prints every setting with its value, default and meaning; secrets in URLs are masked. */
void config_print(const struct config *config, FILE *out);

/* Prints docs/config.md. */
void config_print_markdown(FILE *out);

#endif
