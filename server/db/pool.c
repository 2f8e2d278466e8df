#include "db/connection.h"
#include "db/db.sql.h"
#include "db/transaction.h"
#include "statements.h"

#include <assert.h>
#include <pthread.h>
#include <time.h>

enum { TAKE_TIMEOUT_S = 5 };

/* The connections of one role: those lent out are in nobody's list. */
struct shelf {
    struct db_conn *idle; /* the last one used first, so that the rest may grow cold */
    pthread_cond_t returned;
    int lent;
};

struct db_pool {
    struct arena *arena;
    const struct config *config;
    pthread_mutex_t mutex; /* of the shelves; never held while PostgreSQL is talked to */
    struct shelf shelves[DB_ROLE_COUNT];
};

static void shelf_init(struct db_pool *pool, enum db_role role, size_t count)
{
    struct shelf *shelf = &pool->shelves[role];
    pthread_condattr_t monotonic;
    pthread_condattr_init(&monotonic);
    pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    pthread_cond_init(&shelf->returned, &monotonic);
    pthread_condattr_destroy(&monotonic);

    struct db_conn *conns = ARENA_ARRAY(pool->arena, struct db_conn, count);
    for (size_t i = 0; i < count; i++) {
        conns[i] = (struct db_conn){
            .pool = pool,
            .role = role,
            .prepared = ARENA_ARRAY(pool->arena, bool, SQL_STATEMENT_COUNT + 1),
            .next = shelf->idle,
        };
        shelf->idle = &conns[i];
    }
}

struct db_pool *db_pool_new(const struct config *config)
{
    struct arena *arena = arena_new();
    struct db_pool *pool = ARENA_NEW(arena, struct db_pool);
    pool->arena = arena;
    pool->config = config;
    pthread_mutex_init(&pool->mutex, NULL);
    for (enum db_role role = 0; role < DB_ROLE_COUNT; role++)
        shelf_init(pool, role, (size_t)config->db_connections);
    return pool;
}

void db_pool_free(struct db_pool **pool)
{
    struct db_pool *p = *pool;
    *pool = NULL;
    if (p == NULL)
        return;
    for (enum db_role role = 0; role < DB_ROLE_COUNT; role++) {
        for (struct db_conn *conn = p->shelves[role].idle; conn != NULL; conn = conn->next)
            PQfinish(conn->pg);
        pthread_cond_destroy(&p->shelves[role].returned);
    }
    pthread_mutex_destroy(&p->mutex);
    struct arena *arena = p->arena;
    arena_free(&arena);
}

/* NULL when none was returned in time. */
static struct db_conn *take(struct db_pool *pool, enum db_role role)
{
    struct shelf *shelf = &pool->shelves[role];
    struct timespec deadline;
    clock_gettime(CLOCK_MONOTONIC, &deadline);
    deadline.tv_sec += TAKE_TIMEOUT_S;

    pthread_mutex_lock(&pool->mutex);
    int late = 0;
    while (shelf->idle == NULL && late == 0)
        late = pthread_cond_timedwait(&shelf->returned, &pool->mutex, &deadline);
    struct db_conn *conn = shelf->idle;
    if (conn != NULL) {
        shelf->idle = conn->next;
        shelf->lent++;
    }
    pthread_mutex_unlock(&pool->mutex);
    return conn;
}

static void give_back(struct db_conn *conn)
{
    struct db_pool *pool = conn->pool;
    struct shelf *shelf = &pool->shelves[conn->role];
    if (conn->pg != NULL && !db_conn_is_fit(conn))
        db_conn_close(conn);
    pthread_mutex_lock(&pool->mutex);
    conn->next = shelf->idle;
    shelf->idle = conn;
    shelf->lent--;
    pthread_cond_signal(&shelf->returned);
    pthread_mutex_unlock(&pool->mutex);
}

int db_pool_lent(struct db_pool *pool, enum db_role role)
{
    pthread_mutex_lock(&pool->mutex);
    int lent = pool->shelves[role].lent;
    pthread_mutex_unlock(&pool->mutex);
    return lent;
}

bool db_begin(struct cx *cx, struct db_pool *pool, enum db_role role, enum db_begin kind)
{
    struct db_conn *conn = take(pool, role);
    if (conn == NULL) {
        fail(cx, ERR_unavailable, "all connections to the database are busy");
        cx->failure.retry_after_s = 1;
        return false;
    }
    if (!db_conn_is_fit(conn)) {
        db_conn_close(conn);
        if (!db_conn_open(cx, conn, pool->config)) {
            give_back(conn);
            return false;
        }
    }
    conn_begin(cx, conn, kind);
    return true;
}

bool db_commit(struct cx *cx)
{
    struct db_conn *conn = cx->db;
    bool is_ok = conn_commit(cx);
    give_back(conn);
    return is_ok;
}

void db_rollback(struct cx *cx)
{
    struct db_conn *conn = cx->db;
    if (conn == NULL)
        return;
    conn_rollback(cx);
    give_back(conn);
}
