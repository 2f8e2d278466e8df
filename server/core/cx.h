/*
 * The unit of work: what one request or one job carries from its first line to its last.
 *
 * A function that takes no `cx` is pure. One that does says in its header comment what it reads
 * and writes. Functions return false when they failed, having filled cx->failure once, at the
 * lowest level that knows the reason; callers pass it on with TRY and add nothing.
 */
#ifndef PROFORMA_CORE_CX_H
#define PROFORMA_CORE_CX_H

#include "core/arena.h"
#include "core/calendar.h"
#include "core/failure.h"
#include "core/principal.h"

struct db_conn;
struct http_exchange;
struct job;

struct cx {
    struct arena *arena;
    instant now;                /* read once at the start; logic never asks the clock */
    struct principal principal; /* who acts, for which partner */
    str request_id;             /* also in logs and audit */
    struct failure failure;
    struct db_conn *db; /* the connection of the current transaction, or NULL */

    /* What a handler works on: structs of the route's shapes, decoded and checked. */
    const void *path;
    const void *query;
    void *body;
    void *reply; /* zeroed struct of the route's reply shape, to be filled */

    struct http_exchange *http; /* headers, streamed bodies, special replies; NULL in a job */
    struct job *job;            /* NULL in a request */
};

/* Fails as somebody else did, whose memory may end before cx does. */
bool fail_as(struct cx *cx, const struct failure *failure);

/* A part of a unit of work whose memory is large and ends with it. Of `part`, begun on `cx`,
 * nothing is left after cx_end_part but its failure, told as the whole's. Returns is_ok. */
struct cx cx_begin_part(const struct cx *cx);
bool cx_end_part(struct cx *cx, struct cx *part, bool is_ok);

/* Leaves the function with false when `call` failed. */
#define TRY(call)                                                                                  \
    do {                                                                                           \
        if (!(call))                                                                               \
            return false;                                                                          \
    } while (0)

/* Records a failure and returns false, so that `return fail(cx, ERR_x, "…")` reads as one step.
 * The first failure of a unit of work wins; a later one does not overwrite it. */
__attribute__((format(printf, 3, 4))) bool fail(struct cx *cx, enum error_code code,
                                                const char *detail, ...);

/* The same, with a pointer to the field at fault: "/rules/0/percent" or "?period". */
__attribute__((format(printf, 4, 5))) bool fail_at(struct cx *cx, enum error_code code, str pointer,
                                                   const char *detail, ...);

/* ERR_not_found and not a word more: what is somebody else's and what is not there look alike. */
bool fail_not_found(struct cx *cx);

/* ERR_amount_out_of_range: a sum does not fit. */
bool fail_out_of_range(struct cx *cx);

#endif
