#include "core/config.h"

#include "core/arena.h"
#include "core/log.h"
#include "core/shape.h"

#include <string.h>

#define PREFIX STR("PROFORMA_")
#define NAME_BYTES 64
#define PROBLEMS_MAX ((size_t)64 * 1024)
#define SUGGESTION_DISTANCE 3

/* A setting is a field of struct config and the text it has when nobody sets it. */
struct setting {
    struct field field;
    const char *fallback;
};

static const struct setting settings[] = {
#define SETTING_STR(name_, fallback_, doc_)                                                        \
    { FIELD(struct config, name_, .max = 4096, .doc = (doc_)), fallback_ },
#define SETTING_INT(name_, fallback_, min_, max_, doc_)                                            \
    { FIELD(struct config, name_, .min = (min_), .max = (max_), .doc = (doc_)), #fallback_ },
#define SETTING_BOOL(name_, fallback_, doc_)                                                       \
    { FIELD(struct config, name_, .doc = (doc_)), #fallback_ },
#include "core/config.def"
#undef SETTING_STR
#undef SETTING_INT
#undef SETTING_BOOL
};
#define SETTING_COUNT (sizeof settings / sizeof settings[0])

/* ---- names ---- */

static char upper(char c)
{
    return (char)(c >= 'a' && c <= 'z' ? c - ('a' - 'A') : c);
}

/* "db_connections" to "PROFORMA_DB_CONNECTIONS" */
static str environment_name(const struct setting *setting, char name[NAME_BYTES])
{
    struct strbuf out = strbuf_fixed(name, NAME_BYTES);
    strbuf_add(&out, PREFIX);
    for (const char *c = setting->field.name; *c; c++)
        strbuf_add_char(&out, upper(*c));
    return strbuf_str(&out);
}

static bool is_of_tests(str name)
{
    return str_starts(name, STR("PROFORMA_TEST_")) || str_starts(name, STR("PROFORMA_E2E_"));
}

static size_t least(size_t a, size_t b, size_t c)
{
    size_t smaller = a < b ? a : b;
    return smaller < c ? smaller : c;
}

/* Levenshtein: how many letters to add, drop or change. Names are shorter than NAME_BYTES. */
static size_t edit_distance(str a, str b)
{
    size_t row[NAME_BYTES];
    for (size_t j = 0; j <= b.len; j++)
        row[j] = j;
    for (size_t i = 0; i < a.len; i++) {
        size_t diagonal = row[0];
        row[0] = i + 1;
        for (size_t j = 0; j < b.len; j++) {
            size_t change = diagonal + (a.ptr[i] != b.ptr[j]);
            diagonal = row[j + 1];
            row[j + 1] = least(change, row[j] + 1, diagonal + 1);
        }
    }
    return row[b.len];
}

static void add_suggestion(struct strbuf *problems, str unknown)
{
    char name[NAME_BYTES];
    const struct setting *nearest = NULL;
    size_t distance = SUGGESTION_DISTANCE + 1;
    for (size_t i = 0; i < SETTING_COUNT && unknown.len < NAME_BYTES; i++) {
        size_t other = edit_distance(unknown, environment_name(&settings[i], name));
        if (other >= distance)
            continue;
        distance = other;
        nearest = &settings[i];
    }
    if (nearest)
        strbuf_add_format(problems, "; did you mean %s?", environment_name(nearest, name).ptr);
}

/* ---- reading ---- */

static str environment_value(char *const *environment, str name)
{
    for (; *environment; environment++) {
        str value = str_of(*environment);
        if (str_equal(str_cut(&value, '='), name))
            return value;
    }
    return STR_NULL;
}

static void read_setting(struct arena *arena, char *const *environment,
                         const struct setting *setting, struct config *out, struct strbuf *problems)
{
    char bytes[NAME_BYTES];
    str name = environment_name(setting, bytes);
    str value = environment_value(environment, name);
    bool is_unset = str_is_null(value) || (value.len == 0 && setting->field.kind != FIELD_STR);
    str text = is_unset ? str_of(setting->fallback) : value;
    str problem = shape_field_read(arena, &setting->field, text, out);
    if (!str_is_null(problem))
        strbuf_add_format(problems, "%s %s\n", name.ptr, problem.ptr);
}

static bool is_setting(str name)
{
    char bytes[NAME_BYTES];
    for (size_t i = 0; i < SETTING_COUNT; i++) {
        if (str_equal(name, environment_name(&settings[i], bytes)))
            return true;
    }
    return false;
}

static void check_names(char *const *environment, struct strbuf *problems)
{
    for (; *environment; environment++) {
        str rest = str_of(*environment);
        str name = str_cut(&rest, '=');
        if (!str_starts(name, PREFIX) || is_of_tests(name) || is_setting(name))
            continue;
        strbuf_add_format(problems, "%.*s is not a setting", STR_ARG(name));
        add_suggestion(problems, name);
        strbuf_add_char(problems, '\n');
    }
}

/* What a range cannot say. */
static void check_values(const struct config *config, struct strbuf *problems)
{
    enum log_level level;
    if (!log_level_parse(config->log_level, &level))
        strbuf_add(problems, STR("PROFORMA_LOG_LEVEL must be debug, info, warning or error\n"));
    if (config->public_url.len > 0 && !str_starts(config->public_url, STR("https://")) &&
        !str_starts(config->public_url, STR("http://")))
        strbuf_add(problems, STR("PROFORMA_PUBLIC_URL must begin with https:// or http://\n"));
}

bool config_read(struct arena *arena, char *const *environment, struct config *out, str *problems)
{
    struct strbuf found = strbuf_new(arena, PROBLEMS_MAX);
    *out = (struct config){ 0 };
    check_names(environment, &found);
    for (size_t i = 0; i < SETTING_COUNT; i++)
        read_setting(arena, environment, &settings[i], out, &found);
    if (found.len == 0)
        check_values(out, &found);
    *problems = strbuf_str(&found);
    return found.len == 0;
}

/* ---- printing ---- */

/* A connection string without its password: what follows a password up to the end is left out
 * where its end is not certain. */
static void print_masked(const char *value, FILE *out)
{
    const char *user = strstr(value, "://");
    const char *colon = user ? strchr(user + 3, ':') : NULL;
    const char *at = strrchr(value, '@');
    if (colon && at && colon < at) {
        fprintf(out, "%.*s:***", (int)(colon - value), value);
        value = at;
    }
    const char *password = strstr(value, "password");
    if (password)
        fprintf(out, "%.*spassword=***", (int)(password - value), value);
    else
        fputs(value, out);
}

static void print_value(const struct config *config, const struct setting *setting, FILE *out)
{
    const void *member = (const char *)config + setting->field.offset;
    if (setting->field.kind == FIELD_INT)
        fprintf(out, "%lld", (long long)*(const int64_t *)member);
    else if (setting->field.kind == FIELD_BOOL)
        fputs(*(const bool *)member ? "true" : "false", out);
    else if (!str_ends(str_of(setting->field.name), STR("_token")))
        print_masked(((const str *)member)->ptr, out);
    else if (!str_is_empty(*(const str *)member))
        fputs("***", out);
}

void config_print(const struct config *config, FILE *out)
{
    char name[NAME_BYTES];
    for (size_t i = 0; i < SETTING_COUNT; i++) {
        const struct setting *setting = &settings[i];
        fprintf(out, "# %s", setting->field.doc);
        if (setting->fallback[0])
            fprintf(out, " (default: %s)", setting->fallback);
        fprintf(out, "\n%s=", environment_name(setting, name).ptr);
        print_value(config, setting, out);
        fputc('\n', out);
    }
}

static void print_row(const struct setting *setting, FILE *out)
{
    char name[NAME_BYTES];
    fprintf(out, "| `%s` | ", environment_name(setting, name).ptr);
    if (setting->fallback[0])
        fprintf(out, "`%s`", setting->fallback);
    if (setting->field.kind == FIELD_INT)
        fprintf(out, " | %lld to %lld", (long long)setting->field.min,
                (long long)setting->field.max);
    else
        fputs(setting->field.kind == FIELD_BOOL ? " | true or false" : " | text", out);
    fprintf(out, " | %s |\n", setting->field.doc);
}

void config_print_markdown(FILE *out)
{
    fputs("# Settings\n\n"
          "Read from the environment when the program starts. An unknown `PROFORMA_` variable is\n"
          "an error; all problems are reported at once.\n\n"
          "| variable | default | value | meaning |\n"
          "|---|---|---|---|\n",
          out);
    for (size_t i = 0; i < SETTING_COUNT; i++)
        print_row(&settings[i], out);
}
