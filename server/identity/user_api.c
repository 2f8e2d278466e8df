#include "identity/handlers.h"
#include "identity/user.h"
#include "identity/user.sql.h"

static bool read_for_change(struct cx *cx, struct user *user)
{
    struct id_path locked;
    TRY(db_one(cx, &sql_user_lock, IN(id_path_shape, cx->path), IN_NONE, &id_path_shape, &locked));
    TRY(db_one(cx, &sql_user_by_id, IN(id_path_shape, cx->path), IN_NONE, &user_shape, user));
    return http_check_match(cx, &user_shape, user);
}

/* Absent means true, so the members are laid over that. */
bool users_post(struct cx *cx)
{
    struct user *user = cx->reply;
    user->must_change_password = true;
    TRY(http_read_patch(cx, &user_shape, user));
    return user_create(cx, user);
}

/* A password in the change is a first password again, unless the same change says otherwise. */
bool users_patch(struct cx *cx)
{
    struct user before;
    struct user *after = cx->reply;
    TRY(read_for_change(cx, &before));
    *after = before;
    TRY(http_read_patch(cx, &user_shape, after));
    if (!str_is_null(after->password)) {
        *after = before;
        after->must_change_password = true;
        TRY(http_read_patch(cx, &user_shape, after));
    }
    return user_update(cx, &before, after);
}

bool users_delete(struct cx *cx)
{
    struct user user;
    TRY(read_for_change(cx, &user));
    return user_delete(cx, &user);
}
