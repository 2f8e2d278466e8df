#include "ingest/beside.h"

#include <pthread.h>
#include <stdlib.h>

struct beside {
    pthread_t thread;
    bool (*work)(struct cx *cx, void *context);
    void *context;
    /* of the thread, until it has ended */
    struct cx cx;
    bool is_ok;
};

static void *run(void *argument)
{
    struct beside *b = argument;
    pthread_setname_np(pthread_self(), "ingest-beside");
    b->is_ok = b->work(&b->cx, b->context);
    return NULL;
}

struct beside *beside_start(struct cx *cx, bool (*work)(struct cx *cx, void *context),
                            void *context)
{
    struct beside *b = ARENA_NEW(cx->arena, struct beside);
    b->work = work;
    b->context = context;
    b->cx = (struct cx){ .arena = arena_new(), .now = cx->now };
    if (pthread_create(&b->thread, NULL, run, b) != 0)
        abort(); /* out of threads is out of memory (core/arena.h) */
    return b;
}

bool beside_end(struct cx *cx, struct beside **beside)
{
    struct beside *b = *beside;
    if (b == NULL)
        return true;
    pthread_join(b->thread, NULL);
    bool is_ok = b->is_ok;
    if (!is_ok && cx->failure.code == ERR_none)
        fail_as(cx, &b->cx.failure);
    arena_free(&b->cx.arena);
    *beside = NULL;
    return is_ok;
}
