#include "db/connection.h"

#include "core/log.h"

#include <string.h>

/* A constraint and what its violation means to a user; a foreign key has two meanings. */
static const struct constraint {
    str name;
    enum error_code code;
    enum error_code in_use; /* when the row referred to is deleted */
    str pointer;
} constraints[] = {
#define CONSTRAINT(name, code, pointer) { STR(#name), ERR_##code, ERR_##code, STR(pointer) },
#define FOREIGN_KEY(name, missing, in_use, pointer)                                                \
    { STR(#name), ERR_##missing, ERR_##in_use, STR(pointer) },
#include "db/db_constraints.def"
#undef CONSTRAINT
#undef FOREIGN_KEY
};

/* The first prefix of the SQLSTATE that matches. */
static const struct {
    str prefix;
    enum error_code code;
} states[] = {
    { STR("57014"), ERR_timeout },     /* statement_timeout */
    { STR("57"), ERR_unavailable },    /* the server is stopping or starting */
    { STR("08"), ERR_unavailable },    /* the connection is gone */
    { STR("40"), ERR_unavailable },    /* serialization failure, deadlock */
    { STR("55P03"), ERR_unavailable }, /* lock not available */
    { STR("25P03"), ERR_unavailable }, /* idle in transaction for too long */
    { STR("53100"), ERR_disk_full },   /* disk full */
    { STR("53"), ERR_unavailable },    /* too many connections, out of memory */
    { STR("22003"), ERR_amount_out_of_range },
    { STR("22P02"), ERR_bad_request }, /* a text that is no uuid, number or date: a cursor */
    { STR("22007"), ERR_bad_request },
    { STR("22008"), ERR_bad_request },
    { STR("22021"), ERR_bad_request }, /* not UTF-8 */
    { STR("22P05"), ERR_bad_request },
};

enum error_code db_error_code(str sqlstate)
{
    for (size_t i = 0; i < sizeof states / sizeof states[0]; i++)
        if (str_starts(sqlstate, states[i].prefix))
            return states[i].code;
    return ERR_internal;
}

static const struct constraint *constraint_of(str sqlstate, str name)
{
    if (!str_starts(sqlstate, STR("23")))
        return NULL;
    for (size_t i = 0; i < sizeof constraints / sizeof constraints[0]; i++)
        if (str_equal(constraints[i].name, name))
            return &constraints[i];
    return NULL;
}

static bool fail_constraint(struct cx *cx, const struct sql *sql, const struct constraint *c)
{
    bool is_delete = sql != NULL && strncmp(sql->text, "delete", 6) == 0;
    fail(cx, is_delete ? c->in_use : c->code, "%.*s", STR_ARG(c->name));
    cx->failure.detail = STR_NULL; /* the code's title says it all */
    if (!is_delete && c->pointer.len > 0)
        cx->failure.pointer = c->pointer;
    return false;
}

static void log_error(const struct cx *cx, const struct sql *sql, str sqlstate, str message)
{
    str request_id = str_is_null(cx->request_id) ? STR("") : cx->request_id;
    if (cx->db->role == DB_OWNER)
        return; /* a command: the failure's detail says it */
    log_event(LOG_ERROR, "database_error", LOG_TEXT("request_id", request_id),
              LOG_TEXT("statement", sql != NULL ? str_of(sql->name) : STR("")),
              LOG_TEXT("sqlstate", sqlstate), LOG_TEXT("message", message));
}

bool db_fail(struct cx *cx, const struct sql *sql, PGconn *pg, const PGresult *result)
{
    if (cx->failure.code != ERR_none)
        return false;
    str state = str_of(PQresultErrorField(result, PG_DIAG_SQLSTATE));
    if (str_is_null(state)) {
        str message = str_trim(str_of(PQerrorMessage(pg)));
        log_error(cx, sql, STR(""), message);
        if (cx->db->role == DB_OWNER)
            return fail(cx, ERR_unavailable, "%.*s", STR_ARG(message));
        fail(cx, ERR_unavailable, "the connection to the database was lost");
        cx->failure.retry_after_s = 1;
        return false;
    }
    memcpy(cx->db->sqlstate, state.ptr, sizeof cx->db->sqlstate);
    str name = str_of(PQresultErrorField(result, PG_DIAG_CONSTRAINT_NAME));
    const struct constraint *constraint = constraint_of(state, name);
    if (constraint != NULL)
        return fail_constraint(cx, sql, constraint);

    enum error_code code = db_error_code(state);
    str message = str_of(PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY));
    if (error_entry(code)->status >= 500)
        log_error(cx, sql, state, message);
    if (cx->db->role == DB_OWNER)
        return fail(cx, code, "%.*s", STR_ARG(message));
    fail(cx, code, "database error %.*s", STR_ARG(state));
    cx->failure.retry_after_s = code == ERR_unavailable ? 1 : 0;
    return false;
}
