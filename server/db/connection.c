#include "db/connection.h"

#include "core/log.h"
#include "db/db.sql.h"
#include "statements.h"

#include <limits.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#define CONNECT_TIMEOUT_S "5"
/* A statement of a server that died ends, and lets its locks go, before a job's lease is over. */
#define ORPHAN_CHECK "5s"

/* Ingest holds one transaction over a whole file and sums millions of rows in one statement. */
static const struct {
    const char *name;
    bool is_patient;
    int idle_timeout_s;
} roles[DB_ROLE_COUNT] = {
    [DB_APP] = { "proforma_app", false, 60 },
    [DB_PLATFORM] = { "proforma_platform", false, 60 },
    [DB_INGEST] = { "proforma_ingest", true, 3600 },
};

/* ---- where to ---- */

/* Sockets have absolute paths; in a connection string ' and \ are escaped. */
static str socket_dir(struct arena *arena, str data_dir)
{
    char cwd[PATH_MAX] = "";
    struct strbuf quoted = strbuf_new(arena, 4 * PATH_MAX);
    str base =
        str_starts(data_dir, STR("/")) || getcwd(cwd, sizeof cwd) == NULL ? STR("") : str_of(cwd);
    str path = str_format(arena, "%.*s%s%.*s/run", STR_ARG(base), base.len > 0 ? "/" : "",
                          STR_ARG(data_dir));
    for (size_t i = 0; i < path.len; i++) {
        if (path.ptr[i] == '\'' || path.ptr[i] == '\\')
            strbuf_add_char(&quoted, '\\');
        strbuf_add_char(&quoted, path.ptr[i]);
    }
    return strbuf_str(&quoted);
}

static str private_cluster(struct arena *arena, const struct config *config, const char *user)
{
    str dir = socket_dir(arena, config->data_dir);
    return str_format(arena, "host='%.*s' dbname=proforma user=%s", STR_ARG(dir), user);
}

str db_conninfo(struct arena *arena, const struct config *config)
{
    if (str_is_empty(config->database_url))
        return private_cluster(arena, config, "proforma_server");
    return str_copy(arena, config->database_url);
}

static str owner_conninfo(struct arena *arena, const struct config *config)
{
    if (!str_is_empty(config->owner_url))
        return str_copy(arena, config->owner_url);
    if (!str_is_empty(config->database_url))
        return str_copy(arena, config->database_url);
    return private_cluster(arena, config, "postgres");
}

/* The `options` that a conninfo has already. */
static str given_options(struct arena *arena, str conninfo)
{
    PQconninfoOption *all = PQconninfoParse(conninfo.ptr, NULL);
    str found = STR("");
    for (PQconninfoOption *o = all; o != NULL && o->keyword != NULL; o++)
        if (str_equal(str_of(o->keyword), STR("options")) && o->val != NULL)
            found = str_copy(arena, str_of(o->val));
    PQconninfoFree(all);
    return found;
}

str db_conn_options(struct arena *arena, str conninfo, enum db_role role, int64_t timeout_ms)
{
    str given = given_options(arena, conninfo);
    str common = str_format(arena,
                            "%.*s -c search_path=proforma,public -c timezone=UTC -c datestyle=ISO "
                            "-c bytea_output=hex -c jit=off -c client_min_messages=warning",
                            STR_ARG(given));
    if (role == DB_OWNER)
        return common;
    return str_format(arena,
                      "%.*s -c role=%s -c statement_timeout=%lld "
                      "-c idle_in_transaction_session_timeout=%ds "
                      "-c client_connection_check_interval=" ORPHAN_CHECK,
                      STR_ARG(common), roles[role].name,
                      roles[role].is_patient ? 0LL : (long long)timeout_ms,
                      roles[role].idle_timeout_s);
}

/* ---- answers ---- */

/* Sends what is left and waits until a result is there or the connection lost. false: too long. */
static bool wait_for_result(struct db_conn *conn)
{
    while (PQstatus(conn->pg) == CONNECTION_OK) {
        int unsent = PQflush(conn->pg);
        if (unsent < 0 || (unsent == 0 && !PQisBusy(conn->pg)))
            return true;
        struct pollfd socket = { .fd = PQsocket(conn->pg),
                                 .events = (short)(POLLIN | (unsent ? POLLOUT : 0)) };
        int ready = poll(&socket, 1, conn->patience_ms);
        if (ready == 0)
            return false;
        if (ready > 0 && socket.revents != POLLOUT)
            (void)PQconsumeInput(conn->pg);
    }
    return true;
}

PGresult *db_conn_result(struct db_conn *conn)
{
    if (!wait_for_result(conn)) {
        log_event(LOG_ERROR, "database_silent", LOG_NUMBER("ms", conn->patience_ms));
        db_conn_cut(conn);
    }
    return PQgetResult(conn->pg);
}

static PGresult *last_result(struct db_conn *conn)
{
    PGresult *last = NULL;
    for (PGresult *next = db_conn_result(conn); next != NULL; next = db_conn_result(conn)) {
        PQclear(last);
        last = next;
        if (PQresultStatus(last) == PGRES_COPY_IN)
            break;
    }
    return last;
}

PGresult *db_conn_exec(struct db_conn *conn, const char *text)
{
    return PQsendQuery(conn->pg, text) == 1 ? last_result(conn) : NULL;
}

void db_conn_cut(struct db_conn *conn)
{
    (void)shutdown(PQsocket(conn->pg), SHUT_RDWR);
}

/* ---- opening and closing ---- */

static void ignore_notice(void *context, const char *message)
{
    (void)context;
    (void)message;
}

static PGconn *connect_as(struct arena *arena, enum db_role role, const struct config *config)
{
    str conninfo = role == DB_OWNER ? owner_conninfo(arena, config) : db_conninfo(arena, config);
    str options = db_conn_options(arena, conninfo, role, config->statement_timeout_ms);
    /* What stands before dbname, the connection string may say otherwise. */
    const char *const keys[] = { "connect_timeout",  "keepalives_idle", "keepalives_interval",
                                 "keepalives_count", "dbname",          "options",
                                 "application_name", "client_encoding", NULL };
    const char *const values[] = { CONNECT_TIMEOUT_S, "30",       "10",   "3", conninfo.ptr,
                                   options.ptr,       "proforma", "UTF8", NULL };
    PGconn *pg = PQconnectdbParams(keys, values, 1);
    PQsetNoticeProcessor(pg, ignore_notice, NULL);
    return pg;
}

/* Every transaction needs it; preparing it here keeps flights simple. */
static bool prepare_tenant(struct db_conn *conn)
{
    if (conn->role == DB_OWNER)
        return true;
    (void)PQsendPrepare(conn->pg, sql_db_tenant.name, sql_db_tenant.text, 0, NULL);
    PGresult *result = last_result(conn);
    bool is_ok = PQresultStatus(result) == PGRES_COMMAND_OK;
    conn->prepared[sql_db_tenant.number] = is_ok;
    PQclear(result);
    return is_ok;
}

/* libpq itself would wait for ever: to send, unless told not to, and for an answer. */
static void set_patience(struct db_conn *conn, const struct config *config)
{
    bool is_patient = conn->role == DB_OWNER || roles[conn->role].is_patient;
    conn->patience_ms = is_patient ? -1 : (int)config->statement_timeout_ms + DB_SILENCE_MS;
    (void)PQsetnonblocking(conn->pg, !is_patient);
}

/* libpq explains over several lines, indented. */
static str one_line(struct arena *arena, str text)
{
    char *copy = arena_copy(arena, text.ptr, text.len);
    for (size_t i = 0; i < text.len; i++)
        if (copy[i] == '\n' || copy[i] == '\t')
            copy[i] = ' ';
    return str_trim((str){ copy, text.len });
}

bool db_conn_open(struct cx *cx, struct db_conn *conn, const struct config *config)
{
    conn->pg = connect_as(cx->arena, conn->role, config);
    set_patience(conn, config);
    if (PQstatus(conn->pg) == CONNECTION_OK && prepare_tenant(conn))
        return true;
    /* The reason names hosts and users: it is for the operator, not for whoever sent a request. */
    str reason = one_line(cx->arena, str_of(PQerrorMessage(conn->pg)));
    db_conn_close(conn);
    if (conn->role == DB_OWNER)
        return fail(cx, ERR_unavailable, "could not connect to the database: %.*s",
                    STR_ARG(reason));
    log_event(LOG_ERROR, "database_unavailable", LOG_TEXT("detail", reason));
    fail(cx, ERR_unavailable, "could not connect to the database");
    cx->failure.retry_after_s = 1;
    return false;
}

void db_conn_close(struct db_conn *conn)
{
    PQfinish(conn->pg);
    conn->pg = NULL;
    conn->is_begun = conn->is_copying = false;
    for (size_t i = 0; i <= SQL_STATEMENT_COUNT; i++)
        conn->prepared[i] = false;
}

bool db_conn_is_fit(struct db_conn *conn)
{
    if (conn->pg == NULL || conn->is_copying || PQstatus(conn->pg) != CONNECTION_OK ||
        PQpipelineStatus(conn->pg) != PQ_PIPELINE_OFF ||
        PQtransactionStatus(conn->pg) != PQTRANS_IDLE)
        return false;
    /* An idle connection has nothing to read, unless the server says good-bye. */
    struct pollfd socket = { .fd = PQsocket(conn->pg), .events = POLLIN };
    return poll(&socket, 1, 0) == 0;
}
