/*
 * Turns the statements of .sql files into C constants.
 *
 *     sqlgen SERVER_DIR OUT_DIR file.sql…
 *
 * A statement begins at `-- name: bill_lines` and ends at the next one. `-- role: platform app`
 * below its name lists the database roles that run it (app, when there is no such line). Parameters
 * are written `:period`; quoted text, comments, casts (`::date`) and `:=` are left alone. Comments
 * are dropped.
 *
 * Writes OUT_DIR/<feature>/<file>.sql.h with the names of one file, and statements.c and
 * statements.h with all of them. Anything doubtful is an error of the form `file:line: reason`.
 */
#include <ctype.h>
#include <errno.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define PARAMS_MAX 32 /* SQL_PARAMS_MAX of db/db.h, one of them kept for the final NULL */

struct statement {
    const char *file;
    int line;
    char *name;
    char *roles; /* a C expression */
    char *text;
    char *params[PARAMS_MAX];
    int param_count;
};

/* All statements found so far, and the file being read. */
struct generator {
    struct statement *statements;
    size_t count;
    const char *file;
    const char *at; /* the next character */
    int line;
    FILE *text;    /* of the statement being read, NULL before the first name */
    bool is_ended; /* by a semicolon */
    size_t text_size;
};

__attribute__((noreturn, format(printf, 3, 4))) static void stop(const char *file, int line,
                                                                 const char *reason, ...)
{
    va_list args;
    va_start(args, reason);
    fprintf(stderr, "%s:%d: ", file, line);
    vfprintf(stderr, reason, args);
    fputc('\n', stderr);
    va_end(args);
    exit(1);
}

static char *read_file(const char *path)
{
    FILE *in = fopen(path, "r");
    if (in == NULL)
        stop(path, 0, "could not open: %s", strerror(errno));
    char *content = NULL;
    size_t size = 0;
    if (getdelim(&content, &size, '\0', in) < 0)
        content = strdup("");
    fclose(in);
    return content;
}

/* ---- reading ---- */

static struct statement *current(struct generator *g)
{
    return &g->statements[g->count - 1];
}

static bool is_word_char(char c)
{
    return islower((unsigned char)c) || isdigit((unsigned char)c) || c == '_';
}

static size_t word_length(const char *text)
{
    size_t length = 0;
    while (is_word_char(text[length]))
        length++;
    return length;
}

static void emit(struct generator *g, char c)
{
    if (g->text != NULL) {
        fputc(c, g->text);
        return;
    }
    if (!isspace((unsigned char)c))
        stop(g->file, g->line, "text before the first '-- name:'");
}

/* Takes one character over as it is. */
static void copy_char(struct generator *g)
{
    if (*g->at == '\0')
        stop(g->file, g->line, "quoted text does not end");
    g->line += *g->at == '\n';
    emit(g, *g->at++);
}

static void copy_quoted(struct generator *g, char quote)
{
    bool has_escapes = quote == '\'' && g->at[-1] == 'E';
    copy_char(g);
    while (*g->at != quote) {
        if (has_escapes && *g->at == '\\')
            copy_char(g);
        copy_char(g);
    }
    copy_char(g);
}

/* $$ … $$ or $tag$ … $tag$; a lone $ is taken over. */
static void copy_dollar_quoted(struct generator *g)
{
    size_t tag = word_length(g->at + 1) + 2;
    if (g->at[tag - 1] != '$') {
        copy_char(g);
        return;
    }
    const char *opening = g->at;
    for (size_t i = 0; i < tag; i++)
        copy_char(g);
    while (strncmp(g->at, opening, tag) != 0)
        copy_char(g);
    for (size_t i = 0; i < tag; i++)
        copy_char(g);
}

static void skip_block_comment(struct generator *g)
{
    int depth = 0;
    do {
        if (*g->at == '\0')
            stop(g->file, g->line, "comment does not end");
        bool opens = strncmp(g->at, "/*", 2) == 0;
        bool closes = strncmp(g->at, "*/", 2) == 0;
        depth += opens - closes;
        g->line += *g->at == '\n';
        g->at += opens || closes ? 2 : 1;
    } while (depth > 0);
}

static void read_param(struct generator *g)
{
    struct statement *s = current(g);
    size_t length = word_length(g->at + 1);
    char *name = strndup(g->at + 1, length);
    g->at += 1 + length;
    int i = 0;
    while (i < s->param_count && strcmp(s->params[i], name) != 0)
        i++;
    if (i == PARAMS_MAX - 1)
        stop(g->file, g->line, "more than %d parameters in %s", PARAMS_MAX - 1, s->name);
    if (i == s->param_count)
        s->params[s->param_count++] = name;
    fprintf(g->text, "$%d", i + 1);
}

static void end_statement(struct generator *g)
{
    if (g->text == NULL)
        return;
    fclose(g->text);
    g->text = NULL;
    struct statement *s = current(g);
    s->text += strspn(s->text, " \n");
    size_t length = strlen(s->text);
    while (length > 0 && isspace((unsigned char)s->text[length - 1]))
        s->text[--length] = '\0';
    if (length == 0)
        stop(s->file, s->line, "%s has no text", s->name);
}

static void begin_statement(struct generator *g, const char *value)
{
    end_statement(g);
    char *name = strndup(value, word_length(value));
    if (*name == '\0' || value[strlen(name)] > ' ')
        stop(g->file, g->line, "a name is made of a-z, 0-9 and _");
    for (size_t i = 0; i < g->count; i++)
        if (strcmp(g->statements[i].name, name) == 0)
            stop(g->file, g->line, "%s is defined in %s:%d already", name, g->statements[i].file,
                 g->statements[i].line);

    g->statements = reallocarray(g->statements, g->count + 1, sizeof *g->statements);
    g->statements[g->count++] = (struct statement){
        .file = g->file, .line = g->line, .name = name, .roles = strdup("1u << DB_APP")
    };
    g->text = open_memstream(&current(g)->text, &g->text_size);
    g->is_ended = false;
}

static void set_roles(struct generator *g, const char *value)
{
    static const char *const roles[][2] = { { "owner", "0" },
                                            { "app", "1u << DB_APP" },
                                            { "platform", "1u << DB_PLATFORM" },
                                            { "ingest", "1u << DB_INGEST" } };
    if (g->text == NULL)
        stop(g->file, g->line, "'-- role:' before the first '-- name:'");
    char *expression = NULL;
    for (size_t length = word_length(value); length > 0; length = word_length(value)) {
        size_t i = 0;
        while (i < 4 && (strlen(roles[i][0]) != length || strncmp(value, roles[i][0], length) != 0))
            i++;
        if (i == 4)
            stop(g->file, g->line, "a role is app, platform, ingest or owner");
        char *longer = NULL;
        if (asprintf(&longer, "%s%s%s", expression ? expression : "", expression ? " | " : "",
                     roles[i][1]) < 0)
            exit(1);
        expression = longer;
        value += length;
        value += strspn(value, " \t");
    }
    if (expression == NULL)
        stop(g->file, g->line, "'-- role:' names no role");
    current(g)->roles = expression;
}

/* A comment to the end of the line, which may be one of ours. */
static void read_line_comment(struct generator *g)
{
    static const struct {
        const char *prefix;
        void (*read)(struct generator *g, const char *value);
    } marks[] = { { "-- name: ", begin_statement }, { "-- role: ", set_roles } };
    bool opens_line = g->line == 1 || g->at[-1] == '\n';
    for (size_t i = 0; opens_line && i < sizeof marks / sizeof marks[0]; i++)
        if (strncmp(g->at, marks[i].prefix, strlen(marks[i].prefix)) == 0)
            marks[i].read(g, g->at + strlen(marks[i].prefix));
    g->at += strcspn(g->at, "\n");
}

static void read_plain(struct generator *g)
{
    if (g->is_ended && !isspace((unsigned char)*g->at))
        stop(g->file, g->line, "more than one statement in %s", current(g)->name);
    if (*g->at == ';' && g->text != NULL) {
        g->is_ended = true;
        g->at++;
    } else {
        copy_char(g);
    }
}

static void read_statements(struct generator *g)
{
    while (*g->at != '\0') {
        if (strncmp(g->at, "--", 2) == 0) {
            read_line_comment(g);
        } else if (strncmp(g->at, "/*", 2) == 0) {
            skip_block_comment(g);
        } else if (*g->at == '\'' || *g->at == '"') {
            copy_quoted(g, *g->at);
        } else if (*g->at == '$') {
            copy_dollar_quoted(g);
        } else if (strncmp(g->at, "::", 2) == 0) {
            copy_char(g);
            copy_char(g);
        } else if (*g->at == ':' && g->text != NULL && word_length(g->at + 1) > 0) {
            read_param(g);
        } else {
            read_plain(g);
        }
    }
    end_statement(g);
}

/* ---- writing ---- */

static FILE *create(const char *dir, const char *name)
{
    char *path = NULL;
    if (asprintf(&path, "%s/%s", dir, name) < 0)
        exit(1);
    for (char *slash = strchr(path + 1, '/'); slash != NULL; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        mkdir(path, 0777);
        *slash = '/';
    }
    FILE *out = fopen(path, "w");
    if (out == NULL)
        stop(path, 0, "could not create: %s", strerror(errno));
    free(path);
    return out;
}

static void finish(FILE *out)
{
    if (fclose(out) != 0)
        stop("sqlgen", 0, "could not write: %s", strerror(errno));
}

static void write_literal(FILE *out, const char *text)
{
    fputs("\"", out);
    for (; *text != '\0'; text++) {
        if (*text == '\n')
            fputs("\\n\"\n            \"", out);
        else if (*text == '"' || *text == '\\')
            fprintf(out, "\\%c", *text);
        else
            fputc(*text, out);
    }
    fputs("\"", out);
}

static void write_definition(FILE *out, const struct statement *s, size_t number)
{
    fprintf(out, "const struct sql sql_%s = {\n    .name = \"%s\",\n    .text = ", s->name,
            s->name);
    write_literal(out, s->text);
    fprintf(out, ",\n    .params = { ");
    for (int i = 0; i < s->param_count; i++)
        fprintf(out, "\"%s\", ", s->params[i]);
    fprintf(out, "NULL },\n    .roles = %s,\n    .number = %zu,\n};\n\n", s->roles, number);
}

static void write_all(const struct generator *g, const char *out_dir)
{
    FILE *out = create(out_dir, "statements.h");
    fprintf(out,
            "/* Made by tools/sqlgen.c. */\n#pragma once\n\n#include \"db/db.h\"\n\n"
            "/* Every statement of the program, ended by NULL. */\n"
            "extern const struct sql *const sql_statements[];\n"
            "#define SQL_STATEMENT_COUNT %zu\n",
            g->count);
    finish(out);

    out = create(out_dir, "statements.c");
    fprintf(out, "/* Made by tools/sqlgen.c. */\n#include \"statements.h\"\n\n");
    for (size_t i = 0; i < g->count; i++)
        fprintf(out, "extern const struct sql sql_%s;\n", g->statements[i].name);
    fputc('\n', out);
    for (size_t i = 0; i < g->count; i++)
        write_definition(out, &g->statements[i], i + 1);
    fprintf(out, "const struct sql *const sql_statements[] = {\n");
    for (size_t i = 0; i < g->count; i++)
        fprintf(out, "    &sql_%s,\n", g->statements[i].name);
    fprintf(out, "    NULL,\n};\n");
    finish(out);
}

static void write_header(const struct generator *g, const char *out_dir, const char *relative)
{
    char *name = NULL;
    if (asprintf(&name, "%s.h", relative) < 0)
        exit(1);
    FILE *out = create(out_dir, name);
    fprintf(out, "/* Made by tools/sqlgen.c from %s. */\n#pragma once\n\n#include \"db/db.h\"\n\n",
            relative);
    for (size_t i = 0; i < g->count; i++)
        if (strcmp(g->statements[i].file, g->file) == 0)
            fprintf(out, "extern const struct sql sql_%s;\n", g->statements[i].name);
    finish(out);
    free(name);
}

int main(int argc, char **argv)
{
    if (argc < 3)
        stop("sqlgen", 0, "usage: sqlgen SERVER_DIR OUT_DIR file.sql…");
    const char *server_dir = argv[1];
    struct generator g = { 0 };
    for (int i = 3; i < argc; i++) {
        size_t prefix = strlen(server_dir);
        if (strncmp(argv[i], server_dir, prefix) != 0 || argv[i][prefix] != '/')
            stop(argv[i], 0, "not below %s", server_dir);
        g.file = argv[i];
        g.line = 1;
        g.at = read_file(argv[i]);
        read_statements(&g);
        write_header(&g, argv[2], argv[i] + prefix + 1);
    }
    write_all(&g, argv[2]);
    return 0;
}
