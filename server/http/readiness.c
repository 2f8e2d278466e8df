#include "http/readiness.h"

#include "http/service.h"

struct readiness {
    struct http_exchange *waiting;
    struct db_segment segment;
    struct db_step step;
    bool is_asked; /* the segment is under way */
    int64_t asked_us;
};

struct readiness *readiness_new(struct arena *arena)
{
    struct readiness *r = ARENA_NEW(arena, struct readiness);
    r->step.sql = readiness_statement();
    return r;
}

const struct sql *readiness_statement(void)
{
    return db_version_statement();
}

/* ---- answering ---- */

static void refuse(struct http_exchange *x)
{
    x->cx.failure = (struct failure){ 0 };
    (void)fail(&x->cx, ERR_unavailable, "the database is out of reach or not migrated");
    exchange_refuse(x);
}

static void refuse_all(struct readiness *r)
{
    while (r->waiting) {
        struct http_exchange *x = r->waiting;
        r->waiting = x->next;
        refuse(x);
        exchange_return(x);
    }
}

static void on_rows(struct db_segment *segment, const struct db_step *step,
                    const struct db_rows *rows)
{
    (void)step;
    struct readiness *r = segment->context;
    while (r->waiting) {
        struct http_exchange *x = r->waiting;
        r->waiting = x->next;
        if (db_version_is_current(&x->cx, rows))
            (void)http_reply_text(&x->cx, 200, "application/json", STR("{\"status\":\"ready\"}"));
        else
            refuse(x);
        exchange_return(x);
    }
}

static void on_done(struct db_segment *segment)
{
    struct readiness *r = segment->context;
    r->is_asked = false;
    refuse_all(r);
}

/* ---- asking ---- */

static bool is_late(const struct readiness *r)
{
    return r->is_asked && service_clock_us() - r->asked_us >= READINESS_MS * INT64_C(1000);
}

static bool ask(struct readiness *r, struct db_pipeline *pipeline)
{
    r->segment =
        (struct db_segment){ .steps = &r->step, .rows = on_rows, .done = on_done, .context = r };
    r->asked_us = service_clock_us();
    r->is_asked = db_pipeline_send(pipeline, &r->segment);
    return r->is_asked;
}

void readiness_ask(struct http_exchange *x)
{
    struct readiness *r = x->loop->readiness;
    exchange_hand_over(x, exchange_answer);
    x->next = r->waiting;
    r->waiting = x;
    bool is_under_way = r->is_asked || ask(r, loop_pipeline(x->loop));
    if (!is_under_way || is_late(r))
        refuse_all(r);
}

void readiness_tick(struct http_loop *loop)
{
    if (is_late(loop->readiness))
        refuse_all(loop->readiness);
}

int readiness_wait_ms(const struct http_loop *loop)
{
    const struct readiness *r = loop->readiness;
    if (!r->waiting)
        return -1;
    int64_t waited_ms = (service_clock_us() - r->asked_us) / 1000;
    return waited_ms < READINESS_MS ? (int)(READINESS_MS - waited_ms) : 0;
}
