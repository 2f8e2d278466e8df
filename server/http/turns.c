#include "http/turns.h"

#include "http/service.h"

enum {
    QUEUES = 256,        /* credentials that share one by chance share its turns */
    AHEAD = 8,           /* segments under way on each connection while others want to be served */
    AHEAD_ALONE = 64,    /* and while nobody does */
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

/* Of the queue whose turn it is; the queue goes to the end of the ring. */
static struct http_exchange *take(struct turns *turns)
{
    struct queue *queue = turns->first;
    turns->first = queue->next;
    if (!turns->first)
        turns->last = NULL;
    struct http_exchange *x = queue->first;
    queue->first = x->next;
    x->next = NULL;
    if (queue->first)
        list_queue(turns, queue);
    return x;
}

/* ---- sending ---- */

/* FNV-1a. */
static uint64_t credential_of(const struct http_exchange *x)
{
    uint64_t hash = UINT64_C(0xcbf29ce484222325);
    for (size_t i = 0; i < x->credentials.token.len; i++)
        hash = (hash ^ (unsigned char)x->credentials.token.ptr[i]) * UINT64_C(0x100000001b3);
    return hash;
}

static void note(struct turns *turns, uint64_t credential)
{
    if (credential == turns->latest)
        return;
    turns->latest = credential;
    turns->contested_until_us = service_clock_us() + CONTEST_US;
}

static bool has_room(struct http_server *server)
{
    size_t under_way = db_pipeline_in_flight(service_pipeline(server));
    if (under_way < AHEAD)
        return true;
    return under_way < AHEAD_ALONE && service_clock_us() > server->turns->contested_until_us;
}

static bool send_now(struct http_exchange *x)
{
    return db_pipeline_send(service_pipeline(x->server), &x->segment) ||
           fail(&x->cx, ERR_unavailable, "there is no connection to the database");
}

bool turns_take(struct http_exchange *x)
{
    struct turns *turns = x->server->turns;
    uint64_t credential = credential_of(x);
    note(turns, credential);
    if (!turns->first && has_room(x->server))
        return send_now(x);
    add(turns, &turns->queues[credential % QUEUES], x);
    return true;
}

void turns_go_on(struct http_server *server)
{
    while (server->turns->first && has_room(server)) {
        struct http_exchange *x = take(server->turns);
        if (!send_now(x))
            x->segment_done(x);
    }
}

void turns_end(struct http_server *server)
{
    while (server->turns->first) {
        struct http_exchange *x = take(server->turns);
        (void)fail(&x->cx, ERR_unavailable, "the server is stopping");
        x->segment_done(x);
    }
}
