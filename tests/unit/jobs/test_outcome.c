/* What becomes of a job: pure rules. */
#include "jobs/work.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

static void test_pauses_double_and_differ(void **state)
{
    (void)state;
    static const struct {
        int64_t attempts, longest;
    } cases[] = { { 1, 5 },     { 2, 10 },    { 3, 20 },    { 4, 40 },
                  { 10, 2560 }, { 11, 3600 }, { 900, 3600 } };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_int_equal(cases[i].longest, job_pause_s(cases[i].attempts, 0));
        for (uint32_t random = 1; random < 5000; random += 7) {
            int64_t pause = job_pause_s(cases[i].attempts, random);
            assert_true(pause <= cases[i].longest && pause >= cases[i].longest / 2);
        }
        assert_true(job_pause_s(cases[i].attempts, 1) < cases[i].longest);
    }
}

static void test_what_is_tried_again(void **state)
{
    (void)state;
    static const struct {
        enum error_code code;
        bool is_final_error;
        int64_t attempts;
        const char *becomes;
    } cases[] = {
        { ERR_file_corrupt, true, 1, "failed" }, { ERR_file_corrupt, false, 1, "queued" },
        { ERR_unavailable, true, 1, "queued" },  { ERR_unavailable, true, 2, "queued" },
        { ERR_unavailable, true, 3, "failed" },  { ERR_disk_full, true, 1, "queued" },
        { ERR_internal, false, 1000, "failed" },
    };
    struct arena *arena = arena_new();
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct cx cx = { .arena = arena,
                         .failure = { .code = cases[i].code, .detail = STR("line 3: \"x\"") } };
        const struct job_kind kind = { .name = "x", .is_final_error = cases[i].is_final_error };
        const struct job job = { .attempts = cases[i].attempts, .attempts_max = 3 };
        struct job_outcome outcome = job_outcome_of(&cx, &job, &kind, false, 0);
        assert_true(str_equal(outcome.state, str_of(cases[i].becomes)));
        assert_int_equal(str_equal(outcome.state, STR("queued")) ? job_pause_s(job.attempts, 0) : 0,
                         outcome.pause_s);
        assert_true(str_is_null(outcome.result.text));
    }
    arena_free(&arena);
}

static void test_an_error_keeps_its_words(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct cx cx = { .arena = arena,
                     .failure = { .code = ERR_wrong_payer,
                                  .detail = STR("the file is of 1, \"not\" 2"),
                                  .detail_zh = STR("文件属于 1") } };
    const struct job_kind kind = { .name = "x", .is_final_error = true };
    struct job_outcome outcome =
        job_outcome_of(&cx, &(struct job){ .attempts = 1, .attempts_max = 3 }, &kind, false, 0);
    assert_string_equal("{\"code\":\"wrong_payer\",\"detail\":\"the file is of 1, \\\"not\\\" 2\","
                        "\"detail_zh\":\"文件属于 1\"}",
                        outcome.error.text.ptr);
    arena_free(&arena);
}

static void test_a_message_is_cut_between_characters(void **state)
{
    (void)state;
    pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
    struct job job = { .mutex = &mutex };
    struct cx cx = { .job = &job };
    char text[3 * 100];
    for (size_t i = 0; i < sizeof text; i++)
        text[i] = "\xe8\xae\xa2"[i % 3];
    job_progress(&cx, 1, 2, (str){ text, sizeof text });
    str cut = str_of(job.message);
    assert_int_equal(255, cut.len);
    assert_true(str_is_utf8(cut));
    job_progress(&cx, 3, 4, (str){ text, 256 }); /* 85 characters and a byte of the next */
    assert_true(str_is_utf8(str_of(job.message)));
    job_progress(&cx, 5, 6, STR_NULL);
    assert_string_equal("", job.message);
    assert_int_equal(5, job.done);
    job_progress(&(struct cx){ 0 }, 1, 1, STR("nobody listens")); /* not in a job */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_pauses_double_and_differ),
        cmocka_unit_test(test_what_is_tried_again),
        cmocka_unit_test(test_an_error_keeps_its_words),
        cmocka_unit_test(test_a_message_is_cut_between_characters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
