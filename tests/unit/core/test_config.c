#include "core/config.h"

#include "unit/core/core_test.h"

static struct arena *arena;

static int set_up(void **state)
{
    (void)state;
    arena = arena_new();
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    arena_free(&arena);
    return 0;
}

#define ENVIRONMENT(...) ((char *const[]){ "HOME=/root", "PROFORMAX=1", ##__VA_ARGS__, NULL })

static void test_defaults(void **state)
{
    (void)state;
    struct config config;
    str problems;
    assert_true(config_read(arena, ENVIRONMENT(), &config, &problems));
    assert_text(problems, "");
    assert_text(config.listen, "127.0.0.1:8080");
    assert_text(config.database_url, "");
    assert_text(config.data_dir, "var");
    assert_int_equal(config.handler_threads, 4);
    assert_int_equal(config.job_threads, 1);
}

static void test_values_from_the_environment(void **state)
{
    (void)state;
    char *const *environment = ENVIRONMENT(
        "PROFORMA_LISTEN=0.0.0.0:80", "PROFORMA_JOB_THREADS=0",
        "PROFORMA_DATABASE_URL=postgres://u:p=x@h/db", "PROFORMA_LOG_LEVEL=debug",
        "PROFORMA_HANDLER_THREADS=", "PROFORMA_DATA_DIR=", "PROFORMA_TEST_DATABASE_URL=x",
        "PROFORMA_E2E_BASE=y");
    struct config config;
    str problems;
    assert_true(config_read(arena, environment, &config, &problems));
    assert_text(config.listen, "0.0.0.0:80");
    assert_text(config.database_url, "postgres://u:p=x@h/db");
    assert_text(config.log_level, "debug");
    assert_text(config.data_dir, "");
    assert_int_equal(config.job_threads, 0);
    assert_int_equal(config.handler_threads, 4);
}

static void test_all_problems_at_once(void **state)
{
    (void)state;
    char *const *environment = ENVIRONMENT(
        "PROFORMA_LISTN=x", "PROFORMA_handler_threads=2", "PROFORMA_FROBNICATION_LEVEL=9",
        "PROFORMA_JOB_THREADS=17", "PROFORMA_DB_CONNECTIONS=ten", "PROFORMA_WEB_DIR=a\nb");
    struct config config;
    str problems;
    assert_false(config_read(arena, environment, &config, &problems));
    assert_text(problems, "PROFORMA_LISTN is not a setting; did you mean PROFORMA_LISTEN?\n"
                          "PROFORMA_handler_threads is not a setting\n"
                          "PROFORMA_FROBNICATION_LEVEL is not a setting\n"
                          "PROFORMA_WEB_DIR must not contain control characters\n"
                          "PROFORMA_JOB_THREADS must be from 0 to 16\n"
                          "PROFORMA_DB_CONNECTIONS must be a whole number\n");
}

static void test_words_are_checked(void **state)
{
    (void)state;
    struct config config;
    str problems;
    assert_false(config_read(arena,
                             ENVIRONMENT("PROFORMA_LOG_LEVEL=loud", "PROFORMA_PUBLIC_URL=host"),
                             &config, &problems));
    assert_text(problems, "PROFORMA_LOG_LEVEL must be debug, info, warning or error\n"
                          "PROFORMA_PUBLIC_URL must begin with https:// or http://\n");
}

static void test_long_names_are_no_trouble(void **state)
{
    (void)state;
    char *name = arena_alloc(arena, 5000);
    memset(name, 'A', 4000);
    memcpy(name, "PROFORMA_", 9);
    struct config config;
    str problems;
    assert_false(config_read(arena, ENVIRONMENT(name), &config, &problems));
    assert_true(str_ends(problems, STR("AAA is not a setting\n")));
}

static str printed(const struct config *config)
{
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    if (config)
        config_print(config, out);
    else
        config_print_markdown(out);
    fclose(out);
    str copy = str_copy(arena, (str){ text, size });
    free(text);
    return copy;
}

static void test_printing_hides_secrets(void **state)
{
    (void)state;
    static const struct {
        const char *setting;
        const char *line;
    } cases[] = {
        { "PROFORMA_DATABASE_URL=postgres://app:hunter2@db:5432/p?sslmode=require",
          "\nPROFORMA_DATABASE_URL=postgres://app:***@db:5432/p?sslmode=require\n" },
        { "PROFORMA_DATABASE_URL=postgres://app:hunter2/@x@db/p", "postgres://app:***@db/p\n" },
        { "PROFORMA_DATABASE_URL=postgres://app@db/p", "=postgres://app@db/p\n" },
        { "PROFORMA_DATABASE_URL=postgres://db/p?user=a&password=hunter2",
          "=postgres://db/p?user=a&password=***\n" },
        { "PROFORMA_OWNER_URL=host=db password = 'hunter2' user=a", "=host=db password=***\n" },
        { "PROFORMA_METRICS_TOKEN=hunter2", "\nPROFORMA_METRICS_TOKEN=***\n" },
        { "PROFORMA_LISTEN=0.0.0.0:80", "\nPROFORMA_LISTEN=0.0.0.0:80\n" },
        { "PROFORMA_DB_CONNECTIONS=16", "\nPROFORMA_DB_CONNECTIONS=16\n" },
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct config config;
        str problems;
        assert_true(config_read(arena, ENVIRONMENT((char *)cases[i].setting), &config, &problems));
        str text = printed(&config);
        if (!strstr(text.ptr, cases[i].line) || strstr(text.ptr, "hunter2"))
            fail_msg("%s: %s", cases[i].setting, text.ptr);
    }
}

static void test_markdown_has_every_setting(void **state)
{
    (void)state;
    str text = printed(NULL);
    size_t rows = 0;
    for (const char *row = text.ptr; (row = strstr(row, "\n| `PROFORMA_")); row++)
        rows++;
    size_t settings = 0;
#define SETTING_STR(name, fallback, doc) settings++;
#define SETTING_INT(name, fallback, min, max, doc) settings++;
#define SETTING_BOOL(name, fallback, doc) settings++;
#include "core/config.def"
    assert_int_equal(rows, settings);
    assert_non_null(strstr(text.ptr, "| `PROFORMA_LISTEN` | `127.0.0.1:8080` | text | Address"));
    assert_non_null(strstr(text.ptr, "| `PROFORMA_JOB_THREADS` | `1` | 0 to 16 | Threads"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_defaults),
        cmocka_unit_test(test_values_from_the_environment),
        cmocka_unit_test(test_all_problems_at_once),
        cmocka_unit_test(test_words_are_checked),
        cmocka_unit_test(test_long_names_are_no_trouble),
        cmocka_unit_test(test_printing_hides_secrets),
        cmocka_unit_test(test_markdown_has_every_setting),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
