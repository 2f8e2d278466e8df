#include "http/patience.h"

#include <sys/socket.h>

#include "http/service.h"

#define SECOND_US INT64_C(1000000)

enum { REQUEST_S = 60, BYTES_PER_SECOND = 1024, DRAIN_S = 2 };

struct caller {
    const struct http_loop *loop;
    int fd;
    int64_t waiting_since_us; /* 0: not for the client */
    int64_t moved_us;         /* when the request began or more of its body came; 0: has not */
    int64_t received;
    struct caller *next, *previous;
};

static struct caller *caller_at(struct MHD_Connection *connection)
{
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    return info->socket_context;
}

static struct caller *caller_of(const struct http_exchange *x)
{
    return caller_at(x->connection);
}

const struct http_server *patience_server(struct MHD_Connection *connection)
{
    return caller_at(connection)->loop->server;
}

static void add(struct http_loop *loop, struct MHD_Connection *connection, void **place)
{
    struct callers *callers = &loop->callers;
    struct caller *caller = callers->spare;
    if (caller)
        callers->spare = caller->next;
    else
        caller = ARENA_NEW(loop->arena, struct caller);
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
    *caller = (struct caller){ .loop = loop,
                               .fd = info->connect_fd,
                               .waiting_since_us = service_clock_us(),
                               .next = callers->first };
    if (callers->first)
        callers->first->previous = caller;
    callers->first = caller;
    atomic_fetch_add(&loop->connections, 1);
    *place = caller;
}

static void remove_caller(struct http_loop *loop, struct caller *caller)
{
    struct callers *callers = &loop->callers;
    atomic_fetch_sub(&loop->connections, 1);
    if (caller->previous)
        caller->previous->next = caller->next;
    else
        callers->first = caller->next;
    if (caller->next)
        caller->next->previous = caller->previous;
    caller->next = callers->spare;
    callers->spare = caller;
}

void patience_on_connection(void *loop, struct MHD_Connection *connection, void **caller,
                            enum MHD_ConnectionNotificationCode code)
{
    if (code == MHD_CONNECTION_NOTIFY_STARTED)
        add(loop, connection, caller);
    else
        remove_caller(loop, *caller);
}

void patience_earn(struct http_exchange *x, size_t size)
{
    struct caller *caller = caller_of(x);
    caller->received += (int64_t)size;
    caller->moved_us = service_clock_us();
}

void patience_rest(struct http_exchange *x)
{
    caller_of(x)->waiting_since_us = 0;
}

void patience_begin(struct http_exchange *x)
{
    struct caller *caller = caller_of(x);
    caller->waiting_since_us = service_clock_us();
    caller->moved_us = 0;
    caller->received = 0;
}

/* While the server ends, nobody waits for a body that has stopped coming. */
static bool is_too_slow(const struct http_loop *loop, const struct caller *caller, int64_t now_us)
{
    if (caller->waiting_since_us == 0)
        return false;
    int64_t allowed_s = REQUEST_S + caller->received / BYTES_PER_SECOND;
    bool is_stuck = loop->is_draining && now_us - loop->draining_since_us > DRAIN_S * SECOND_US &&
                    now_us - caller->moved_us > DRAIN_S * SECOND_US;
    return is_stuck || now_us - caller->waiting_since_us > allowed_s * SECOND_US;
}

/* Between requests, and nothing more can come. */
static bool has_left(const struct caller *caller)
{
    char byte;
    return caller->moved_us == 0 && recv(caller->fd, &byte, 1, MSG_PEEK | MSG_DONTWAIT) == 0;
}

void patience_tick(struct http_loop *loop)
{
    struct callers *callers = &loop->callers;
    int64_t now_us = service_clock_us();
    if (now_us - callers->looked_at_us < SECOND_US)
        return;
    callers->looked_at_us = now_us;
    for (struct caller *caller = callers->first; caller; caller = caller->next)
        if (is_too_slow(loop, caller, now_us) || has_left(caller))
            (void)shutdown(caller->fd, SHUT_RDWR);
}

int patience_wait_ms(const struct http_loop *loop)
{
    if (!loop->callers.first)
        return -1;
    int64_t waited_us = service_clock_us() - loop->callers.looked_at_us;
    return waited_us < SECOND_US ? (int)((SECOND_US - waited_us) / 1000) + 1 : 0;
}
