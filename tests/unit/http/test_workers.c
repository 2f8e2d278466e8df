#include "unit/http/http_test.h"

#include <semaphore.h>
#include <stdatomic.h>
#include <unistd.h>

#include "http/service.h"
#include "http/workers.h"

enum { THREADS = 4, CAPACITY = 8, A_SHARE_OF_THREADS = 3, A_SHARE_OF_QUEUE = 6 };

static atomic_int running[2]; /* by tenant */
static sem_t may_end;

/* Runs until the test lets it end. */
static bool hold(struct cx *cx)
{
    int tenant = cx->principal.partner_id.b[0] - 1;
    atomic_fetch_add(&running[tenant], 1);
    sem_wait(&may_end);
    atomic_fetch_sub(&running[tenant], 1);
    return true;
}

static const struct route row = { GET, "/hold", hold, .flags = ROUTE_INLINE };
static const struct endpoint endpoint = { .row = &row, .status = 204 };

static struct http_exchange *exchange_of(struct cx *cx, struct http_loop *loop, int tenant)
{
    struct http_exchange *x = ARENA_NEW(cx->arena, struct http_exchange);
    x->cx.arena = arena_new();
    x->cx.http = x;
    x->cx.principal.partner_id.b[0] = (unsigned char)(tenant + 1);
    x->loop = loop;
    x->endpoint = &endpoint;
    return x;
}

static void wait_until(atomic_int *counter, int value)
{
    for (int i = 0; i < 2000 && atomic_load(counter) != value; i++)
        usleep(1000);
    assert_int_equal(atomic_load(counter), value);
}

static size_t free_returned(struct http_loop *loop)
{
    size_t count = 0;
    for (struct http_exchange *x = atomic_load(&loop->returned); x; x = x->next, count++) {
        struct arena *arena = x->cx.arena;
        assert_int_equal(x->reply.status, 204);
        arena_free(&arena);
    }
    return count;
}

static void test_one_tenant_leaves_room_for_others(void **state)
{
    struct cx *cx = *state;
    struct http_loop *loop = ARENA_NEW(cx->arena, struct http_loop);
    loop->wake_fd = -1;
    sem_init(&may_end, 0, 0);
    const struct workers_options options = { THREADS, CAPACITY, 0, "test" };
    struct workers *workers = workers_start(cx->arena, &options);

    for (int i = 0; i < A_SHARE_OF_THREADS; i++)
        assert_true(workers_add(workers, exchange_of(cx, loop, 0)));
    wait_until(&running[0], A_SHARE_OF_THREADS);

    /* A thread is idle, but not for this tenant; nor is all of the queue. */
    for (int i = 0; i < A_SHARE_OF_QUEUE; i++)
        assert_true(workers_add(workers, exchange_of(cx, loop, 0)));
    struct http_exchange *refused = exchange_of(cx, loop, 0);
    assert_false(workers_add(workers, refused));
    assert_int_equal(workers_busy(workers), A_SHARE_OF_THREADS);
    assert_int_equal(workers_queued(workers), A_SHARE_OF_QUEUE);

    assert_true(workers_add(workers, exchange_of(cx, loop, 1)));
    wait_until(&running[1], 1);
    assert_int_equal(atomic_load(&running[0]), A_SHARE_OF_THREADS);

    /* What was accepted is finished, also when they are stopped meanwhile. */
    for (int i = 0; i < A_SHARE_OF_THREADS + A_SHARE_OF_QUEUE + 1; i++)
        sem_post(&may_end);
    workers_stop(workers);
    assert_int_equal(free_returned(loop), A_SHARE_OF_THREADS + A_SHARE_OF_QUEUE + 1);
    struct arena *arena = refused->cx.arena;
    arena_free(&arena);
    sem_destroy(&may_end);
}

int main(void)
{
    const struct CMUnitTest tests[] = { HTTP_TEST(test_one_tenant_leaves_room_for_others) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
