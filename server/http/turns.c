#include "http/turns.h"

#include "http/segment.h"
#include "http/service.h"

enum {
    QUEUES = 256,      /* credentials that share one by chance share its turns */
    AHEAD = 16,        /* statements under way on each connection while others want to be served */
    AHEAD_ALONE = 128, /* and while nobody does */
    REQUESTS = 32,     /* in one segment */
    STATEMENTS = 8,    /* of theirs: all of them wait for the last */
    CONTEST_US = 1000000 /* how long one other request counts as others */
};

struct queue {
    struct http_exchange *first, *last;
    struct queue *next; /* in the ring of those that are not empty */
};

struct turns {
    struct queue queues[QUEUES];
    struct queue *first, *last; /* not empty: the first is next */
    uint64_t latest;            /* credential */
    int64_t contested_until_us;
};

struct turns *turns_new(struct arena *arena)
{
    return ARENA_NEW(arena, struct turns);
}

/* ---- the queues ---- */

static void list_queue(struct turns *turns, struct queue *queue)
{
    queue->next = NULL;
    if (turns->last)
        turns->last->next = queue;
    else
        turns->first = queue;
    turns->last = queue;
}

static void add(struct turns *turns, struct queue *queue, struct http_exchange *x)
{
    x->next = NULL;
    if (queue->first)
        queue->last->next = x;
    else
        queue->first = x;
    queue->last = x;
    if (queue->first == x)
        list_queue(turns, queue);
}

/* Of the queue whose turn it is: the first, and who may share its segment of those that stand
 * behind it. The queue goes to the end of the ring. */
static struct http_exchange *take(struct turns *turns, size_t room)
{
    struct queue *queue = turns->first;
    turns->first = queue->next;
    if (!turns->first)
        turns->last = NULL;
    struct http_exchange *first = queue->first;
    struct http_exchange *last = first;
    size_t statements = segment_has_statement(first);
    for (size_t n = 1; n < REQUESTS && last->next && segment_may_share(first, last->next); n++) {
        statements += segment_has_statement(last->next);
        if (statements > STATEMENTS || statements > room)
            break;
        last = last->next;
    }
    queue->first = last->next;
    last->next = NULL;
    if (queue->first)
        list_queue(turns, queue);
    return first;
}

/* ---- sending ---- */

static void note(struct turns *turns, uint64_t credential)
{
    if (credential == turns->latest)
        return;
    turns->latest = credential;
    turns->contested_until_us = service_clock_us() + CONTEST_US;
}

/* How many statements may be sent now. */
static size_t room(const struct http_loop *loop, const struct db_pipeline *pipeline)
{
    bool is_contested = service_clock_us() <= loop->turns->contested_until_us;
    size_t most = is_contested ? AHEAD : AHEAD_ALONE;
    size_t under_way = db_pipeline_in_flight(pipeline);
    return under_way < most ? most - under_way : 0;
}

void turns_take(struct http_exchange *x)
{
    struct turns *turns = x->loop->turns;
    uint64_t credential = x->credentials.hash;
    note(turns, credential);
    add(turns, &turns->queues[credential % QUEUES], x);
}

void turns_go_on(struct http_loop *loop)
{
    while (loop->turns->first) {
        struct db_pipeline *pipeline = loop_pipeline(loop);
        size_t free = room(loop, pipeline);
        if (free == 0)
            return;
        segment_send(take(loop->turns, free), pipeline);
    }
}

void turns_end(struct http_loop *loop)
{
    while (loop->turns->first)
        segment_refuse(take(loop->turns, SIZE_MAX), "the server is stopping");
}
