#include "identity/handlers.h"
#include "identity/partner.h"
#include "identity/partner.sql.h"

bool partners_get(struct cx *cx)
{
    return db_all(cx, &sql_partner_list, IN(page_query_shape, cx->query), IN_NONE, &partner_shape,
                  cx->reply);
}

bool partners_post(struct cx *cx)
{
    struct partner *partner = cx->reply;
    *partner = *(const struct partner *)cx->body;
    return partner_create(cx, partner);
}

bool partner_get(struct cx *cx)
{
    const struct id_path *path = cx->path;
    struct partner_detail *detail = cx->reply;
    TRY(db_set_tenant(cx, path->id));
    TRY(db_one(cx, &sql_partner_detail, IN(id_path_shape, path), IN_NONE, &partner_detail_shape,
               detail));
    http_tag_by(cx, &partner_shape, &detail->partner);
    return true;
}

bool partner_patch(struct cx *cx)
{
    struct id_path locked;
    struct partner before;
    struct partner *after = cx->reply;
    TRY(db_one(cx, &sql_partner_lock, IN(id_path_shape, cx->path), IN_NONE, &id_path_shape,
               &locked));
    TRY(db_one(cx, &sql_partner_by_id, IN(id_path_shape, cx->path), IN_NONE, &partner_shape,
               &before));
    TRY(http_check_match(cx, &partner_shape, &before));
    *after = before;
    TRY(http_read_patch(cx, &partner_shape, after));
    return partner_update(cx, &before, after);
}
