#include "core/log.h"

#include "unit/core/core_test.h"

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static int saved_stderr;
static FILE *captured;

static int set_up(void **state)
{
    (void)state;
    captured = tmpfile();
    saved_stderr = dup(STDERR_FILENO);
    log_set_level(LOG_INFO);
    return captured && dup2(fileno(captured), STDERR_FILENO) >= 0 ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    dup2(saved_stderr, STDERR_FILENO);
    close(saved_stderr);
    return fclose(captured);
}

/* All that was logged since set_up, in `text`. */
static size_t logged(char *text, size_t size)
{
    rewind(captured);
    size_t len = fread(text, 1, size - 1, captured);
    text[len] = '\0';
    return len;
}

static void test_one_line_of_json(void **state)
{
    (void)state;
    char text[1000];
    log_event(LOG_INFO, "server_started", LOG_TEXT("listen", STR("127.0.0.1:80\n\"")),
              LOG_NUMBER("threads", -4));
    size_t len = logged(text, sizeof text);
    assert_int_equal(text[len - 1], '\n');
    assert_ptr_equal(strchr(text, '\n'), text + len - 1);
    assert_memory_equal(text, "{\"at\":\"20", 9);
    assert_non_null(strstr(text, "Z\",\"level\":\"info\",\"event\":\"server_started\","
                                 "\"listen\":\"127.0.0.1:80\\n\\\"\",\"threads\":-4}\n"));
}

static void test_levels(void **state)
{
    (void)state;
    char text[1000];
    enum log_level level;
    log_event(LOG_DEBUG, "hidden");
    log_set_level(LOG_ERROR);
    log_event(LOG_WARNING, "hidden");
    log_event(LOG_ERROR, "shown");
    logged(text, sizeof text);
    assert_null(strstr(text, "hidden"));
    assert_non_null(strstr(text, "\"level\":\"error\",\"event\":\"shown\"}\n"));
    assert_true(log_level_parse(STR("warning"), &level));
    assert_int_equal(level, LOG_WARNING);
    assert_false(log_level_parse(STR("warn"), &level));
    assert_false(log_level_parse(STR_NULL, &level));
}

static void test_long_texts_are_cut(void **state)
{
    (void)state;
    static char long_text[100000], text[20000];
    memset(long_text, '\x01', sizeof long_text);
    str value = { long_text, sizeof long_text };
    log_event(LOG_INFO, "one", LOG_TEXT("text", value));
    size_t one = logged(text, sizeof text);
    assert_true(one > 6000 && one < 6200);
    log_event(LOG_INFO, "two", LOG_TEXT("a", value), LOG_TEXT("b", value));
    size_t both = logged(text, sizeof text);
    assert_true(both - one < 200);
    assert_non_null(strstr(text, "\"event\":\"two\",\"fields\":\"too long\"}\n"));
}

/* ---- the thread that writes ---- */

static void test_stop_leaves_nothing_unwritten(void **state)
{
    (void)state;
    static char text[1000 * 1000];
    enum { LINES = 5000 };
    log_start();
    for (int i = 0; i < LINES; i++)
        log_event(LOG_INFO, "line", LOG_NUMBER("number", i));
    log_stop();
    log_event(LOG_INFO, "after");
    logged(text, sizeof text);
    char *rest = text;
    for (int i = 0; i < LINES; i++) {
        char expected[64];
        snprintf(expected, sizeof expected, "\"event\":\"line\",\"number\":%d}\n", i);
        char *end = strchr(rest, '\n') + 1;
        assert_memory_equal(end - strlen(expected), expected, strlen(expected));
        rest = end;
    }
    assert_non_null(strstr(rest, "\"event\":\"after\"}\n"));
}

/* A reader that reads nothing for a while holds up nobody, and is told what it missed. */
static void test_a_stalled_reader_stalls_nobody(void **state)
{
    (void)state;
    static char text[8 * 1000 * 1000];
    char detail[900];
    int ends[2];
    memset(detail, 'x', sizeof detail);
    assert_int_equal(pipe(ends), 0);
    dup2(ends[1], STDERR_FILENO);
    log_start();
    for (int i = 0; i < 6000; i++)
        log_event(LOG_INFO, "line", LOG_TEXT("detail", ((str){ detail, sizeof detail })));
    close(ends[1]);
    pid_t reader = fork();
    if (reader == 0) {
        close(STDERR_FILENO);
        ssize_t got;
        while ((got = read(ends[0], text, sizeof text)) > 0)
            if (write(fileno(captured), text, (size_t)got) != got)
                _exit(1);
        _exit(0);
    }
    log_stop();
    dup2(fileno(captured), STDERR_FILENO);
    close(ends[0]);
    int status;
    assert_int_equal(waitpid(reader, &status, 0), reader);
    logged(text, sizeof text);
    assert_non_null(strstr(text, "\"event\":\"log_lines_lost\",\"lines\":"));
}

static void test_a_crash_leaves_nothing_unwritten(void **state)
{
    (void)state;
    char text[100000];
    pid_t child = fork();
    if (child == 0) {
        signal(SIGABRT, SIG_DFL);
        log_start();
        for (int i = 0; i < 100; i++)
            log_event(LOG_INFO, "line", LOG_NUMBER("number", i));
        abort();
    }
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT);
    logged(text, sizeof text);
    assert_non_null(strstr(text, "\"event\":\"line\",\"number\":99}\n"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_one_line_of_json, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_levels, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_long_texts_are_cut, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_stop_leaves_nothing_unwritten, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_a_stalled_reader_stalls_nobody, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_a_crash_leaves_nothing_unwritten, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
