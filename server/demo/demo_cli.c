#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "commands.h"
#include "core/json.h"
#include "demo/demo.h"
#include "demo/load.h"

static const char usage[] =
    "usage: proforma demo\n"
    "       proforma demo --rows N --out FILE [--seed S] [--payer ID] [--period YYYY-MM]\n"
    "\n"
    "Without arguments: makes the partner \"demo\" with payers, accounts, fourteen months of\n"
    "charges, prices and people, and prints who may sign in. Run again, it changes nothing.\n"
    "\n"
    "With --rows: writes a Cost and Usage Report of N hourly rows for load tests, gzipped when\n"
    "FILE ends in .gz, and prints its sums as JSON. The same arguments give the same file.\n";

enum { STATUS_FAILED = 1, STATUS_USAGE = 2 };

static const struct option options[] = {
    { "rows", required_argument, NULL, 'r' },
    { "out", required_argument, NULL, 'o' },
    { "seed", required_argument, NULL, 's' },
    { "payer", required_argument, NULL, 'p' },
    { "period", required_argument, NULL, 'm' },
    { "help", no_argument, NULL, 'h' },
    { NULL, 0, NULL, 0 },
};

static bool parse_number(const char *text, int64_t *out)
{
    char *end;
    long long value = strtoll(text, &end, 10);
    *out = value;
    return end != text && *end == '\0' && value >= 0;
}

static bool take_option(int option, const char *value, struct load *load)
{
    int64_t seed;
    switch (option) {
    case 'r':
        return parse_number(value, &load->rows) && load->rows > 0;
    case 's':
        if (!parse_number(value, &seed))
            return false;
        load->seed = (uint64_t)seed;
        return true;
    case 'o':
        load->path = str_of(value);
        return load->path.len > 0;
    case 'p':
        load->payer = str_of(value);
        return load->payer.len > 0;
    case 'm':
        return period_parse(str_of(value), &load->period);
    default:
        return false;
    }
}

/* getopt wants the command's name before its arguments. */
static bool parse(struct arena *arena, int argc, char **argv, struct load *load, bool *wants_help)
{
    char **words = ARENA_ARRAY(arena, char *, (size_t)argc + 2);
    int option;
    words[0] = (char *)"proforma demo";
    memcpy(words + 1, argv, (size_t)argc * sizeof words[0]);
    *wants_help = false;
    opterr = 0;
    while ((option = getopt_long(argc + 1, words, "", options, NULL)) != -1) {
        if (option == 'h')
            *wants_help = true;
        else if (!take_option(option, optarg, load))
            return false;
    }
    return optind == argc + 1 && (load->rows > 0) == (load->path.len > 0);
}

static int report_failure(const struct cx *cx)
{
    str text = cx->failure.detail;
    if (str_is_null(text))
        text = error_entry(cx->failure.code)->en;
    fprintf(stderr, "proforma demo: %.*s\n", STR_ARG(text));
    return STATUS_FAILED;
}

static int write_load(struct cx *cx, const struct load *load)
{
    struct load_sums sums;
    if (!demo_load(cx, load, &sums))
        return report_failure(cx);
    struct strbuf text = strbuf_new(cx->arena, 4096);
    struct json_writer w = json_writer(&text, 0);
    json_object_begin(&w);
    json_key(&w, STR("rows"));
    json_int(&w, load->rows);
    json_key(&w, STR("cost"));
    json_decimal(&w, sums.cost);
    json_key(&w, STR("public_on_demand_cost"));
    json_decimal(&w, sums.public_on_demand_cost);
    json_key(&w, STR("payer"));
    json_str(&w, load->payer);
    json_key(&w, STR("period"));
    json_str(&w, period_text(cx->arena, load->period));
    json_object_end(&w);
    puts(strbuf_str(&text).ptr);
    return 0;
}

static void report_step(const char *what)
{
    fprintf(stderr, "proforma demo: %s\n", what);
}

static int make_partner(struct cx *cx, const struct config *config)
{
    bool is_new;
    struct db_pool *pool = db_pool_new(config);
    bool is_done = demo_partner(cx, pool, config, report_step, &is_new);
    db_rollback(cx);
    db_pool_free(&pool);
    if (!is_done)
        return report_failure(cx);
    printf("Demo partner \"" DEMO_SLUG "\"%s. Sign in with the password \"" DEMO_PASSWORD
           "\" as:\n",
           is_new ? "" : " (as it was)");
    for (size_t i = 0; i < demo_user_count; i++)
        printf("  %-14s %s\n", demo_users[i].username.ptr, demo_users[i].role.ptr);
    return 0;
}

int command_demo(int argc, char **argv, const struct config *config)
{
    struct cx cx = { .arena = arena_new(),
                     .now = instant_now(),
                     .request_id = STR("command-line") };
    struct load load = {
        .seed = LOAD_SEED, .payer = STR(LOAD_PAYER), .period = LOAD_PERIOD, .path = STR_NULL
    };
    bool wants_help;
    int status = STATUS_USAGE;

    if (!parse(cx.arena, argc, argv, &load, &wants_help))
        fputs(usage, stderr);
    else if (wants_help)
        status = fputs(usage, stdout) < 0;
    else if (load.rows > 0)
        status = write_load(&cx, &load);
    else
        status = make_partner(&cx, config);
    arena_free(&cx.arena);
    return status;
}
