#include "db/connection.h"
#include "statements.h"

#include <poll.h>
#include <time.h>

struct db_listener {
    struct arena *arena;
    const struct config *config;
    str statement; /* LISTEN … */
    struct db_conn conn;
};

struct db_listener *db_listener_new(const struct config *config, const char *channel)
{
    struct arena *arena = arena_new();
    struct db_listener *l = ARENA_NEW(arena, struct db_listener);
    l->arena = arena;
    l->config = config;
    l->statement = str_format(arena, "listen %s", channel);
    l->conn.role = DB_PLATFORM;
    l->conn.prepared = ARENA_ARRAY(arena, bool, SQL_STATEMENT_COUNT + 1);
    return l;
}

void db_listener_free(struct db_listener **listener)
{
    struct db_listener *l = *listener;
    *listener = NULL;
    if (l == NULL)
        return;
    PQfinish(l->conn.pg);
    struct arena *arena = l->arena;
    arena_free(&arena);
}

static bool listen(struct db_listener *l)
{
    PGresult *result = db_conn_exec(&l->conn, l->statement.ptr);
    bool is_ok = PQresultStatus(result) == PGRES_COMMAND_OK;
    PQclear(result);
    return is_ok;
}

static bool connect_and_listen(struct db_listener *l)
{
    struct arena *arena = arena_new();
    struct cx cx = { .arena = arena };
    bool is_ok = db_conn_open(&cx, &l->conn, l->config) && listen(l);
    if (!is_ok)
        db_conn_close(&l->conn);
    arena_free(&arena);
    return is_ok;
}

/* Everything that has come in; several notifications are one piece of news. */
static bool take_news(struct db_listener *l)
{
    if (PQconsumeInput(l->conn.pg) != 1) {
        db_conn_close(&l->conn);
        return false;
    }
    bool has_news = false;
    for (PGnotify *n = PQnotifies(l->conn.pg); n != NULL; n = PQnotifies(l->conn.pg)) {
        has_news = true;
        PQfreemem(n);
    }
    return has_news;
}

bool db_listener_wait(struct db_listener *l, int wake_fd, int timeout_ms)
{
    if (l->conn.pg == NULL && connect_and_listen(l))
        return true;
    struct pollfd fds[] = {
        { .fd = wake_fd, .events = POLLIN },
        { .fd = l->conn.pg != NULL ? PQsocket(l->conn.pg) : -1, .events = POLLIN },
    };
    int ready = poll(fds, 2, timeout_ms);
    return ready > 0 && fds[1].revents != 0 && take_news(l);
}
