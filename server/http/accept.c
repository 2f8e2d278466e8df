#include "http/accept.h"

#include <errno.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "http/service.h"

enum { AT_ONCE = 64, PAUSE_MS = 100 };

static bool is_first(const struct http_loop *loop)
{
    return loop == &loop->server->loops[0];
}

static bool watch(struct http_server *server, int operation)
{
    struct epoll_event event = { .events = EPOLLIN, .data.ptr = &server->listen_fd };
    return epoll_ctl(server->loops[0].epoll_fd, operation, server->listen_fd, &event) == 0;
}

bool accept_begin(struct cx *cx, struct http_server *server)
{
    return watch(server, EPOLL_CTL_ADD) ||
           fail(cx, ERR_internal, "could not watch a socket: %s", strerror(errno));
}

static bool is_passing(int error)
{
    return error == EAGAIN || error == EINTR || error == ECONNABORTED;
}

/* The one with the fewest connections; of several with as few, in turn. */
static struct http_loop *next_loop(struct http_server *server)
{
    size_t first = server->accepted++;
    struct http_loop *best = &server->loops[first % server->loop_count];
    for (size_t i = 1; i < server->loop_count; i++) {
        struct http_loop *other = &server->loops[(first + i) % server->loop_count];
        if (atomic_load(&other->connections) < atomic_load(&best->connections))
            best = other;
    }
    return best;
}

static void take(struct http_server *server)
{
    for (int i = 0; i < AT_ONCE; i++) {
        int socket = accept4(server->listen_fd, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
        if (socket >= 0) {
            loop_give(next_loop(server), socket);
            continue;
        }
        if (!is_passing(errno) && watch(server, EPOLL_CTL_DEL))
            server->accepts_again_us = service_clock_us() + PAUSE_MS * INT64_C(1000);
        return;
    }
}

void accept_tick(struct http_loop *loop, bool is_ready)
{
    struct http_server *server = loop->server;
    if (is_ready)
        take(server);
    else if (accept_wait_ms(loop) == 0 && watch(server, EPOLL_CTL_ADD))
        server->accepts_again_us = 0;
}

int accept_wait_ms(const struct http_loop *loop)
{
    if (!is_first(loop) || loop->server->accepts_again_us == 0)
        return -1;
    int64_t left_us = loop->server->accepts_again_us - service_clock_us();
    return left_us > 0 ? (int)(left_us / 1000) + 1 : 0;
}

void accept_end(struct http_loop *loop)
{
    struct http_server *server = loop->server;
    if (!is_first(loop) || server->listen_fd < 0)
        return;
    close(server->listen_fd);
    server->listen_fd = -1;
    server->accepts_again_us = 0;
}
