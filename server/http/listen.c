#include "http/listen.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "http/receive.h"
#include "http/server.h"

enum { BACKLOG = 1024, PORT_MAX = 65535 };

/* "[::1]:8080" -> "::1" and "8080"; false when there is no port. */
static bool split(struct arena *arena, str address, str *host, str *port)
{
    size_t colon = address.len;
    while (colon > 0 && address.ptr[colon - 1] != ':')
        colon--;
    if (colon == 0 || colon == address.len)
        return false;
    *port = str_copy(arena, (str){ address.ptr + colon, address.len - colon });
    str name = { address.ptr, colon - 1 };
    if (str_starts(name, STR("[")) && str_ends(name, STR("]")))
        name = (str){ name.ptr + 1, name.len - 2 };
    *host = str_copy(arena, name);
    return true;
}

/* getaddrinfo would take 99999 for 34463. */
static bool is_port(str port)
{
    int64_t number = 0;
    for (size_t i = 0; i < port.len && i < 6; i++)
        number = port.ptr[i] >= '0' && port.ptr[i] <= '9' ? number * 10 + port.ptr[i] - '0'
                                                          : PORT_MAX + 1;
    return port.len > 0 && port.len < 6 && number <= PORT_MAX;
}

static const char *resolve(struct arena *arena, str address, struct addrinfo **found)
{
    str host;
    str port;
    if (!split(arena, address, &host, &port) || !is_port(port))
        return "it has the form address:port";
    struct addrinfo hints = { .ai_flags = AI_PASSIVE | AI_NUMERICSERV, .ai_socktype = SOCK_STREAM };
    int error = getaddrinfo(host.len > 0 ? host.ptr : NULL, port.ptr, &hints, found);
    return error == 0 ? NULL : gai_strerror(error);
}

static int open_socket(const struct addrinfo *info)
{
    int on = 1;
    int fd = socket(info->ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (fd < 0)
        return -1;
    if (setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) == 0 &&
        setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on) == 0 &&
        bind(fd, info->ai_addr, info->ai_addrlen) == 0 && listen(fd, BACKLOG) == 0)
        return fd;
    int reason = errno;
    close(fd);
    errno = reason;
    return -1;
}

bool listen_open(struct cx *cx, str address, int *fd)
{
    struct addrinfo *found = NULL;
    const char *why = resolve(cx->arena, address, &found);
    if (why)
        return fail(cx, ERR_internal, "cannot listen on %.*s: %s", STR_ARG(address), why);
    *fd = open_socket(found);
    int reason = errno;
    freeaddrinfo(found);
    if (*fd >= 0)
        return true;
    if (reason == EADDRINUSE)
        return fail(cx, ERR_internal,
                    "cannot listen on %.*s: another program uses this port; stop it or set "
                    "PROFORMA_LISTEN",
                    STR_ARG(address));
    return fail(cx, ERR_internal, "cannot listen on %.*s: %s", STR_ARG(address), strerror(reason));
}

static str address_text(struct arena *arena, const struct sockaddr *address, socklen_t size)
{
    char host[NI_MAXHOST];
    char port[NI_MAXSERV];
    if (getnameinfo(address, size, host, sizeof host, port, sizeof port,
                    NI_NUMERICHOST | NI_NUMERICSERV) != 0)
        return STR("unknown");
    return str_format(arena, address->sa_family == AF_INET6 ? "[%s]:%s" : "%s:%s", host, port);
}

str listen_address(struct arena *arena, int fd)
{
    struct sockaddr_storage address;
    socklen_t size = sizeof address;
    if (getsockname(fd, (struct sockaddr *)&address, &size) != 0)
        return STR("unknown");
    return address_text(arena, (struct sockaddr *)&address, size);
}

static bool is_loopback(struct arena *arena, const struct addrinfo *info)
{
    str host;
    str port;
    str text = address_text(arena, info->ai_addr, info->ai_addrlen);
    return split(arena, text, &host, &port) && receive_is_loopback(host);
}

bool http_listens_on_loopback(const struct config *config)
{
    struct arena *arena = arena_new();
    struct addrinfo *found = NULL;
    bool is_ours = true;
    (void)resolve(arena, config->listen, &found);
    for (const struct addrinfo *info = found; info && is_ours; info = info->ai_next)
        is_ours = is_loopback(arena, info);
    if (found)
        freeaddrinfo(found);
    arena_free(&arena);
    return is_ours;
}
