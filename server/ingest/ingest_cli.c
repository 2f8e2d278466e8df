#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "commands.h"
#include "core/json.h"
#include "ingest/ingest.h"
#include "org/org.h"
#include "org/payer.h"

static const char usage[] =
    "usage: proforma ingest --partner SLUG --payer EXTERNAL_ID [--period YYYY-MM]\n"
    "                       [--source NAME] FILE...\n"
    "\n"
    "Loads the files of one month's Cost and Usage Report (CSV, CSV.gz, ZIP or Parquet, of one or\n"
    "many parts) as one drop, in place of what the same source gave for that month before. Ends\n"
    "with one line of JSON; on failure with one line that says why, and nothing has changed.\n"
    "\n"
    "  --period   refuse files of another month\n"
    "  --source   which of the payer's sources this is (default: upload)\n";

enum { STATUS_FAILED = 1, STATUS_USAGE = 2 };

struct arguments {
    str partner;
    str payer;
    str source;
    period period;
    struct ingest_file *files;
    size_t file_count;
};

static bool take_option(const char *name, const char *value, struct arguments *out)
{
    if (strcmp(name, "--period") == 0)
        return period_parse(str_of(value), &out->period);
    str *text = strcmp(name, "--partner") == 0  ? &out->partner
                : strcmp(name, "--payer") == 0  ? &out->payer
                : strcmp(name, "--source") == 0 ? &out->source
                                                : NULL;
    if (text == NULL)
        return false;
    *text = str_of(value);
    return true;
}

static bool parse(struct arena *arena, int argc, char **argv, struct arguments *out)
{
    bool only_files = false;
    *out = (struct arguments){ .source = SOURCE_DEFAULT, .period = PERIOD_NONE };
    out->files = ARENA_ARRAY(arena, struct ingest_file, (size_t)argc);
    for (int i = 0; i < argc; i++) {
        if (!only_files && strcmp(argv[i], "--") == 0) {
            only_files = true;
        } else if (only_files || argv[i][0] != '-') {
            out->files[out->file_count++].path = str_of(argv[i]);
        } else if (i + 1 == argc || !take_option(argv[i], argv[i + 1], out)) {
            return false;
        } else {
            i++;
        }
    }
    return !str_is_empty(out->partner) && !str_is_empty(out->payer) && out->file_count > 0;
}

/* ---- progress on a terminal ---- */

static void show_progress(void *context, const struct ingest_progress *progress)
{
    (void)context;
    int64_t percent = progress->total > 0 ? progress->done * 100 / progress->total : 100;
    fprintf(stderr, "\r%3lld %%  %lld rows ", (long long)percent, (long long)progress->rows);
}

/* ---- the last line ---- */

static void print_result(struct arena *arena, const struct ingest_result *result)
{
    struct strbuf text = strbuf_new(arena, 4096);
    struct json_writer w = json_writer(&text, 0);
    json_object_begin(&w);
    json_key(&w, STR("rows"));
    json_int(&w, result->rows);
    json_key(&w, STR("charges"));
    json_int(&w, result->charges);
    json_key(&w, STR("cost"));
    json_decimal(&w, result->cost);
    json_key(&w, STR("public_on_demand_cost"));
    json_decimal(&w, result->public_on_demand_cost);
    json_key(&w, STR("currency"));
    json_str(&w, result->currency);
    json_key(&w, STR("period"));
    json_str(&w, period_text(arena, result->period));
    json_key(&w, STR("seconds"));
    json_raw(&w, decimal_text(arena, result->seconds));
    json_object_end(&w);
    puts(strbuf_str(&text).ptr);
}

static bool ingest(struct cx *cx, struct db_pool *pool, const struct config *config,
                   const struct arguments *arguments, struct ingest_result *result)
{
    struct payer payer;
    TRY(org_enter(cx, pool, arguments->partner));
    TRY(db_begin(cx, pool, DB_APP, DB_READ));
    TRY(payer_find(cx, arguments->payer, &payer));
    db_rollback(cx);

    bool shows = isatty(STDERR_FILENO);
    const struct ingest_options options = {
        .pool = pool,
        .config = config,
        .payer_id = payer.id,
        .source = arguments->source,
        .period = arguments->period,
        .files = arguments->files,
        .file_count = arguments->file_count,
        .report = shows ? show_progress : NULL,
    };
    bool is_ok = ingest_run(cx, &options, result);
    if (shows)
        fputs("\r\033[K", stderr);
    return is_ok;
}

/* One line, whatever the detail holds. */
static void print_failure(const struct failure *failure)
{
    const struct error_entry *entry = error_entry(failure->code);
    fprintf(stderr, "proforma ingest: %.*s: ", STR_ARG(entry->code));
    str text = str_is_null(failure->detail) ? entry->en : failure->detail;
    for (size_t i = 0; i < text.len; i++)
        fputc(text.ptr[i] == '\n' ? ' ' : text.ptr[i], stderr);
    fputc('\n', stderr);
}

int command_ingest(int argc, char **argv, const struct config *config)
{
    struct arguments arguments;
    struct ingest_result result;
    if (argc == 1 && strcmp(argv[0], "--help") == 0)
        return fputs(usage, stdout) < 0;

    struct arena *arena = arena_new();
    if (!parse(arena, argc, argv, &arguments)) {
        arena_free(&arena);
        fputs(usage, stderr);
        return STATUS_USAGE;
    }
    struct cx cx = { .arena = arena, .now = instant_now(), .request_id = STR("command-line") };
    struct db_pool *pool = db_pool_new(config);
    bool is_ok = ingest(&cx, pool, config, &arguments, &result);
    db_rollback(&cx);
    if (is_ok)
        print_result(arena, &result);
    else
        print_failure(&cx.failure);
    db_pool_free(&pool);
    arena_free(&arena);
    return is_ok ? 0 : STATUS_FAILED;
}
