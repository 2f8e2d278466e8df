#include "http/workers.h"

#include <pthread.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

#include "http/perform.h"
#include "http/service.h"

struct worker {
    struct workers *pool;
    pthread_t thread;
    bool is_busy;
    uuid tenant; /* of what it runs: the exchange may be gone before the thread is idle again */
};

struct workers {
    struct workers_options options;
    pthread_mutex_t lock; /* for all below */
    pthread_cond_t changed;
    struct worker *threads;
    struct http_exchange *first;
    int queued;
    int busy;
    bool is_stopping;
};

static uuid tenant_of(const struct http_exchange *x)
{
    return x->cx.principal.partner_id;
}

static int share_of(int places)
{
    int share = places - places / 4;
    return share > 0 ? share : 1;
}

static int running_of(const struct workers *w, uuid tenant)
{
    int running = 0;
    for (int i = 0; i < w->options.threads; i++)
        running += w->threads[i].is_busy && uuid_equal(w->threads[i].tenant, tenant);
    return running;
}

static bool may_queue(const struct workers *w, const struct http_exchange *x)
{
    if (w->queued >= w->options.capacity || w->is_stopping)
        return false;
    int queued = 0;
    for (const struct http_exchange *other = w->first; other; other = other->next)
        queued += uuid_equal(tenant_of(other), tenant_of(x));
    return uuid_is_nil(tenant_of(x)) || queued < share_of(w->options.capacity);
}

/* The oldest one of the tenant that has the fewest threads, if it may have another; or NULL. */
static struct http_exchange *take(struct workers *w)
{
    struct http_exchange **best = NULL;
    int fewest = share_of(w->options.threads);
    for (struct http_exchange **place = &w->first; *place && fewest > 0; place = &(*place)->next) {
        uuid tenant = tenant_of(*place);
        int running = uuid_is_nil(tenant) ? 0 : running_of(w, tenant);
        if (running >= fewest)
            continue;
        best = place;
        fewest = running;
    }
    if (!best)
        return NULL;
    struct http_exchange *x = *best;
    *best = x->next;
    x->next = NULL;
    w->queued--;
    return x;
}

static struct http_exchange *wait_for_work(struct worker *self)
{
    struct workers *w = self->pool;
    struct http_exchange *x;
    pthread_mutex_lock(&w->lock);
    if (self->is_busy) {
        self->is_busy = false;
        w->busy--;
        pthread_cond_broadcast(&w->changed);
    }
    while (!(x = take(w)) && !(w->is_stopping && !w->first))
        pthread_cond_wait(&w->changed, &w->lock);
    if (x) {
        self->is_busy = true;
        self->tenant = tenant_of(x);
        w->busy++;
    }
    pthread_mutex_unlock(&w->lock);
    return x;
}

static void *run(void *argument)
{
    struct worker *self = argument;
    const struct workers_options *options = &self->pool->options;
    pthread_setname_np(pthread_self(), options->name);
    if (options->nice)
        (void)setpriority(PRIO_PROCESS, (id_t)gettid(), options->nice);
    for (struct http_exchange *x; (x = wait_for_work(self));) {
        perform(x);
        exchange_return(x);
    }
    return NULL;
}

struct workers *workers_start(struct arena *arena, const struct workers_options *options)
{
    struct workers *w = ARENA_NEW(arena, struct workers);
    w->options = *options;
    w->threads = ARENA_ARRAY(arena, struct worker, (size_t)options->threads);
    pthread_mutex_init(&w->lock, NULL);
    pthread_cond_init(&w->changed, NULL);
    for (int i = 0; i < options->threads; i++) {
        w->threads[i].pool = w;
        if (pthread_create(&w->threads[i].thread, NULL, run, &w->threads[i]) != 0)
            abort();
    }
    return w;
}

void workers_stop(struct workers *w)
{
    pthread_mutex_lock(&w->lock);
    w->is_stopping = true;
    pthread_cond_broadcast(&w->changed);
    pthread_mutex_unlock(&w->lock);
    for (int i = 0; i < w->options.threads; i++)
        pthread_join(w->threads[i].thread, NULL);
    pthread_cond_destroy(&w->changed);
    pthread_mutex_destroy(&w->lock);
}

bool workers_add(struct workers *w, struct http_exchange *x)
{
    pthread_mutex_lock(&w->lock);
    bool is_added = may_queue(w, x);
    if (is_added) {
        struct http_exchange **place = &w->first;
        while (*place)
            place = &(*place)->next;
        x->next = NULL;
        *place = x;
        w->queued++;
        pthread_cond_signal(&w->changed);
    }
    pthread_mutex_unlock(&w->lock);
    return is_added;
}

int workers_queued(struct workers *w)
{
    pthread_mutex_lock(&w->lock);
    int queued = w->queued;
    pthread_mutex_unlock(&w->lock);
    return queued;
}

int workers_busy(struct workers *w)
{
    pthread_mutex_lock(&w->lock);
    int busy = w->busy;
    pthread_mutex_unlock(&w->lock);
    return busy;
}
