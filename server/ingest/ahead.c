#include "ingest/ahead.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

struct ahead {
    pthread_t thread;
    pthread_mutex_t mutex; /* of what follows */
    pthread_cond_t changed;
    size_t produced; /* items filled so far, and taken and given back */
    size_t consumed;
    bool is_ended;
    bool is_failed;
    bool is_stopping;
    /* not changed after the start */
    ahead_produce *produce;
    void *context;
    void *items[AHEAD_ITEMS];
    bool holds_item; /* of the consumer alone */
    struct cx cx;    /* of the thread alone, until it has ended */
};

/* ---- the second thread ---- */

static bool wait_for_room(struct ahead *a)
{
    pthread_mutex_lock(&a->mutex);
    while (!a->is_stopping && a->produced - a->consumed == AHEAD_ITEMS)
        pthread_cond_wait(&a->changed, &a->mutex);
    bool goes_on = !a->is_stopping;
    pthread_mutex_unlock(&a->mutex);
    return goes_on;
}

static void tell(struct ahead *a, bool is_ok, bool found)
{
    pthread_mutex_lock(&a->mutex);
    a->produced += is_ok && found;
    a->is_failed = !is_ok;
    a->is_ended = !is_ok || !found;
    pthread_cond_signal(&a->changed);
    pthread_mutex_unlock(&a->mutex);
}

static void *run(void *argument)
{
    struct ahead *a = argument;
    bool found = true;
    bool is_ok = true;
    pthread_setname_np(pthread_self(), "ingest-ahead");
    while (is_ok && found && wait_for_room(a)) {
        is_ok = a->produce(&a->cx, a->context, a->items[a->produced % AHEAD_ITEMS], &found);
        tell(a, is_ok, found);
    }
    return NULL;
}

/* ---- the consumer ---- */

struct ahead *ahead_start(struct cx *cx, ahead_produce *produce, void *context,
                          void *const items[AHEAD_ITEMS])
{
    struct ahead *a = ARENA_NEW(cx->arena, struct ahead);
    a->produce = produce;
    a->context = context;
    if (items != NULL)
        memcpy(a->items, items, sizeof a->items);
    a->cx = (struct cx){ .arena = arena_new(), .now = cx->now };
    pthread_mutex_init(&a->mutex, NULL);
    pthread_cond_init(&a->changed, NULL);
    if (pthread_create(&a->thread, NULL, run, a) != 0)
        abort(); /* out of threads is out of memory (core/arena.h) */
    return a;
}

bool ahead_next(struct cx *cx, struct ahead *a, void **item, bool *found)
{
    pthread_mutex_lock(&a->mutex);
    a->consumed += a->holds_item;
    pthread_cond_signal(&a->changed);
    while (!a->is_ended && a->produced == a->consumed)
        pthread_cond_wait(&a->changed, &a->mutex);
    *found = a->produced > a->consumed;
    bool is_failed = !*found && a->is_failed;
    pthread_mutex_unlock(&a->mutex);

    a->holds_item = *found;
    *item = a->items[a->consumed % AHEAD_ITEMS];
    return !is_failed || (cx->failure.code == ERR_none && fail_as(cx, &a->cx.failure));
}

void ahead_stop(struct ahead **ahead)
{
    struct ahead *a = *ahead;
    if (a == NULL)
        return;
    pthread_mutex_lock(&a->mutex);
    a->is_stopping = true;
    pthread_cond_signal(&a->changed);
    pthread_mutex_unlock(&a->mutex);
    pthread_join(a->thread, NULL);
    pthread_cond_destroy(&a->changed);
    pthread_mutex_destroy(&a->mutex);
    arena_free(&a->cx.arena);
    *ahead = NULL;
}
