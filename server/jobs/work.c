#include "jobs/work.h"

#include "core/json.h"
#include "jobs/job.sql.h"

enum { PAUSE_FIRST_S = 5, PAUSE_MAX_S = 3600, ERROR_TEXT_MAX = 16384 };

/* ---- taking ---- */

struct take_args {
    list kinds;
    list leases;
    int64_t deaths_max;
};
static const struct field take_fields[] = { FIELD(struct take_args, kinds),
                                            FIELD(struct take_args, leases),
                                            FIELD(struct take_args, deaths_max), FIELDS_END };
static const struct shape take_shape = SHAPE("JobTake", struct take_args, take_fields);

static const struct field job_fields[] = {
    FIELD(struct job, partner_id), FIELD(struct job, id),       FIELD(struct job, kind),
    FIELD(struct job, payload),    FIELD(struct job, attempts), FIELD(struct job, attempts_max),
    FIELD(struct job, created_by), FIELD(struct job, username), FIELDS_END
};
static const struct shape job_shape = SHAPE("TakenJob", struct job, job_fields);

static struct take_args take_args(struct cx *cx, const struct job_kind *const *kinds)
{
    size_t count = 0;
    while (kinds[count] != NULL)
        count++;
    str *names = ARENA_ARRAY(cx->arena, str, count);
    str *leases = ARENA_ARRAY(cx->arena, str, count);
    for (size_t i = 0; i < count; i++) {
        names[i] = str_of(kinds[i]->name);
        leases[i] = str_format(cx->arena, "%d", kinds[i]->lease_s);
    }
    return (struct take_args){ .kinds = { names, count, true },
                               .leases = { leases, count, true },
                               .deaths_max = JOB_DEATHS_MAX };
}

bool job_take(struct cx *cx, struct db_pool *pool, const struct job_kind *const *kinds,
              struct job *job, bool *found)
{
    struct take_args args = take_args(cx, kinds);
    *found = false;
    TRY(db_begin(cx, pool, DB_PLATFORM, DB_WRITE));
    bool is_ok =
        db_maybe(cx, &sql_job_take, IN(take_shape, &args), IN_NONE, &job_shape, job, found);
    if (is_ok)
        return db_commit(cx);
    db_rollback(cx);
    return false;
}

/* ---- keeping ---- */

static const struct field state_fields[] = { FIELD(struct job_state, id),
                                             FIELD(struct job_state, attempts),
                                             FIELD(struct job_state, done),
                                             FIELD(struct job_state, total),
                                             FIELD(struct job_state, message),
                                             FIELD(struct job_state, lease_s),
                                             FIELDS_END };
static const struct shape state_shape = SHAPE("JobState", struct job_state, state_fields);

struct job_state job_state_of(struct arena *arena, const struct job *job,
                              const struct job_kind *kind)
{
    return (struct job_state){
        .id = job->id,
        .attempts = job->attempts,
        .done = job->done,
        .total = job->total,
        .message = str_copy(arena, str_of(job->message)),
        .lease_s = kind->lease_s,
    };
}

bool job_keep(struct cx *cx, struct db_pool *pool, const struct job_state *states, size_t count)
{
    TRY(db_begin(cx, pool, DB_PLATFORM, DB_NONE));
    bool is_ok = db_exec_each(cx, &sql_job_keep, &state_shape, states, count, IN_NONE);
    db_rollback(cx);
    return is_ok;
}

/* ---- finishing ---- */

static const struct field outcome_fields[] = { FIELD(struct job_outcome, state),
                                               FIELD(struct job_outcome, pause_s),
                                               FIELD(struct job_outcome, result),
                                               FIELD(struct job_outcome, error), FIELDS_END };
static const struct shape outcome_shape = SHAPE("JobOutcome", struct job_outcome, outcome_fields);

int64_t job_pause_s(int64_t attempts, uint32_t random)
{
    int64_t pause = PAUSE_FIRST_S;
    for (int64_t i = 1; i < attempts && pause < PAUSE_MAX_S; i++)
        pause *= 2;
    pause = pause < PAUSE_MAX_S ? pause : PAUSE_MAX_S;
    return pause - (int64_t)random % (pause / 2 + 1);
}

/* The form the column keeps: the code, and what happened in both languages where known. */
static json_text error_json(struct arena *arena, const struct failure *failure)
{
    struct strbuf text = strbuf_new(arena, ERROR_TEXT_MAX);
    struct json_writer w = json_writer(&text, 0);
    json_object_begin(&w);
    json_key(&w, STR("code"));
    json_str(&w, error_entry(failure->code)->code);
    json_key(&w, STR("detail"));
    json_str(&w, failure->detail);
    json_key(&w, STR("detail_zh"));
    json_str(&w, failure->detail_zh);
    json_object_end(&w);
    return (json_text){ text.overflow ? STR("{\"code\":\"internal\"}") : strbuf_str(&text) };
}

static bool is_worth_another_try(const struct job *job, const struct job_kind *kind,
                                 enum error_code code)
{
    bool is_of_input = error_entry(code)->status < 500;
    return job->attempts < job->attempts_max && !(kind->is_final_error && is_of_input);
}

struct job_outcome job_outcome_of(struct cx *cx, const struct job *job, const struct job_kind *kind,
                                  bool ok, uint32_t random)
{
    if (ok && kind->result == NULL)
        return (struct job_outcome){ .state = STR("done") };
    if (ok)
        return (struct job_outcome){
            .state = STR("done"),
            .result = { json_text_of(cx->arena, kind->result, cx->reply) },
        };
    json_text error = error_json(cx->arena, &cx->failure);
    if (!is_worth_another_try(job, kind, cx->failure.code))
        return (struct job_outcome){ .state = STR("failed"), .error = error };
    return (struct job_outcome){ .state = STR("queued"),
                                 .pause_s = job_pause_s(job->attempts, random),
                                 .error = error };
}

bool job_finish(struct cx *cx, struct db_pool *pool, const struct job_state *state,
                const struct job_outcome *outcome, bool *is_ours)
{
    int64_t finished = 0;
    TRY(db_begin(cx, pool, DB_PLATFORM, DB_NONE));
    bool is_ok =
        db_exec(cx, &sql_job_finish, IN(state_shape, state), IN(outcome_shape, outcome), &finished);
    db_rollback(cx);
    *is_ours = is_ok && finished == 1;
    return is_ok;
}

struct bury_args {
    int64_t deaths_max;
    json_text error;
};
static const struct field bury_fields[] = { FIELD(struct bury_args, deaths_max),
                                            FIELD(struct bury_args, error), FIELDS_END };
static const struct shape bury_shape = SHAPE("JobBury", struct bury_args, bury_fields);

bool job_bury(struct cx *cx, struct db_pool *pool)
{
    const struct failure failure = {
        .code = ERR_internal,
        .detail = STR("every worker that took this job died before it was done"),
        .detail_zh = STR("执行此任务的工作进程均在完成之前退出"),
    };
    const struct bury_args args = { JOB_DEATHS_MAX, error_json(cx->arena, &failure) };
    TRY(db_begin(cx, pool, DB_PLATFORM, DB_NONE));
    bool is_ok = db_exec(cx, &sql_job_bury, IN(bury_shape, &args), IN_NONE, NULL);
    db_rollback(cx);
    return is_ok;
}

struct purge_args {
    int64_t days;
};
static const struct field purge_fields[] = { FIELD(struct purge_args, days), FIELDS_END };
static const struct shape purge_shape = SHAPE("JobPurge", struct purge_args, purge_fields);

bool job_purge(struct cx *cx, struct db_pool *pool)
{
    const struct purge_args args = { JOB_KEEP_DAYS };
    TRY(db_begin(cx, pool, DB_PLATFORM, DB_NONE));
    bool is_ok = db_exec(cx, &sql_job_purge, IN(purge_shape, &args), IN_NONE, NULL);
    db_rollback(cx);
    return is_ok;
}

const struct job_kind *job_kind_by_name(const struct job_kind *const *kinds, str name)
{
    for (; *kinds != NULL; kinds++)
        if (str_equal(str_of((*kinds)->name), name))
            return *kinds;
    return NULL;
}
