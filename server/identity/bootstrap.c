#include "identity/bootstrap.h"

#include "audit/audit.h"
#include "identity/bootstrap.sql.h"
#include "identity/password.h"

struct first_superadmin {
    uuid id;
    str username;
    str password_hash;
    bool is_true; /* of a question, not of the row */
};
static const struct field fields[] = {
    FIELD(struct first_superadmin, id), FIELD(struct first_superadmin, username),
    FIELD(struct first_superadmin, password_hash, .flags = FIELD_WRITE_ONLY),
    FIELD(struct first_superadmin, is_true), FIELDS_END
};
static const struct shape shape = SHAPE("FirstSuperadmin", struct first_superadmin, fields);

static bool create(struct cx *cx)
{
    struct first_superadmin row;
    int64_t inserted;
    TRY(db_one(cx, &sql_bootstrap_has_superadmin, IN_NONE, IN_NONE, &shape, &row));
    if (row.is_true)
        return true;
    row.id = uuid_new(cx->now.us);
    row.username = STR(BOOTSTRAP_USERNAME);
    TRY(password_hash(cx, STR(BOOTSTRAP_PASSWORD), &row.password_hash));
    TRY(db_exec(cx, &sql_bootstrap_insert, IN(shape, &row), IN_NONE, &inserted));
    return inserted == 0 || audit_record(cx, STR("user.create"), STR("user"),
                                         uuid_text(cx->arena, row.id), &shape, NULL, &row);
}

bool identity_bootstrap(struct cx *cx, struct db_pool *pool)
{
    TRY(db_begin(cx, pool, DB_PLATFORM, DB_WRITE));
    if (create(cx) && db_commit(cx))
        return true;
    db_rollback(cx);
    return false;
}

bool identity_must_stay_on_loopback(struct cx *cx, struct db_pool *pool, bool *must)
{
    list rows;
    TRY(db_begin(cx, pool, DB_PLATFORM, DB_READ));
    bool is_read = db_all(cx, &sql_bootstrap_pending, IN_NONE, IN_NONE, &shape, &rows);
    db_rollback(cx);
    TRY(is_read);

    const struct first_superadmin *pending = rows.items;
    *must = false;
    for (size_t i = 0; i < rows.count && !*must; i++)
        *must = password_matches(STR(BOOTSTRAP_PASSWORD), pending[i].password_hash);
    return true;
}
