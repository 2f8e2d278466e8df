#include "org/org.h"

#include "audit/audit.h"
#include "identity/partner.h"
#include "org/account.h"
#include "org/account.sql.h"
#include "org/payer.h"
#include "org/payer.sql.h"

bool org_enter(struct cx *cx, struct db_pool *pool, str partner_slug)
{
    return partner_enter(cx, pool, partner_slug);
}

/* ---- payers ---- */

static bool read_payer_for_change(struct cx *cx, struct payer *payer)
{
    const struct id_path *path = cx->path;
    struct id_path locked;
    TRY(db_one(cx, &sql_payer_lock, IN(id_path_shape, path), IN_NONE, &id_path_shape, &locked));
    TRY(payer_read(cx, path->id, payer));
    return http_check_match(cx, &payer_shape, payer);
}

static bool payers_post(struct cx *cx)
{
    struct payer *payer = cx->reply;
    *payer = *(const struct payer *)cx->body;
    return payer_create(cx, payer);
}

static bool payers_patch(struct cx *cx)
{
    struct payer before;
    struct payer *after = cx->reply;
    TRY(read_payer_for_change(cx, &before));
    *after = before;
    TRY(http_read_patch(cx, &payer_shape, after));
    return payer_rename(cx, &before, after);
}

static bool payers_delete(struct cx *cx)
{
    struct payer payer;
    TRY(read_payer_for_change(cx, &payer));
    return payer_delete(cx, &payer);
}

/* ---- accounts ---- */

static bool read_account(struct cx *cx, struct account *account)
{
    return db_one(cx, &sql_account_by_key, IN(account_key_shape, cx->path), IN_NONE, &account_shape,
                  account);
}

/* What can be changed is the account: its entity tag leaves the assignments out. */
static bool accounts_get(struct cx *cx)
{
    struct account *account = cx->reply;
    TRY(read_account(cx, account));
    http_tag_by(cx, &account_shape, account);
    return db_all(cx, &sql_account_assignments, IN(account_key_shape, cx->path), IN_NONE,
                  &account_stay_shape, &account->assignments);
}

static bool record_account(struct cx *cx, const struct account *before, const struct account *after)
{
    str id =
        str_format(cx->arena, "%.*s/%.*s", STR_ARG(after->provider), STR_ARG(after->external_id));
    return audit_record(cx, STR("account.update"), STR("account"), id, &account_shape, before,
                        after);
}

static bool accounts_patch(struct cx *cx)
{
    struct account_key locked;
    struct account before;
    struct account *after = cx->reply;
    TRY(db_one(cx, &sql_account_lock, IN(account_key_shape, cx->path), IN_NONE, &account_key_shape,
               &locked));
    TRY(read_account(cx, &before));
    TRY(http_check_match(cx, &account_shape, &before));
    *after = before;
    TRY(http_read_patch(cx, &account_shape, after));
    TRY(db_exec(cx, &sql_account_update, IN(account_shape, after), IN_NONE, NULL));
    return record_account(cx, &before, after);
}

static const struct route routes[] = {
    { GET, "/api/v1/payers", .sql = &sql_payer_list, .permission = PERM_PAYER_READ,
      .flags = ROUTE_KEPT, .query = &page_query_shape, .reply_list = &payer_shape,
      .doc = "List payers" },
    { POST, "/api/v1/payers", payers_post, PERM_PAYER_WRITE, .flags = ROUTE_IDEMPOTENT,
      .body = &payer_shape, .reply = &payer_shape, .status = 201, .doc = "Add a payer" },
    { GET, "/api/v1/payers/{id}", .sql = &sql_payer_by_id, .permission = PERM_PAYER_READ,
      .flags = ROUTE_KEPT, .path_shape = &id_path_shape, .reply = &payer_shape,
      .doc = "One payer" },
    { PATCH, "/api/v1/payers/{id}", payers_patch, PERM_PAYER_WRITE, .path_shape = &id_path_shape,
      .body = &payer_shape, .body_mode = JSON_PATCH, .reply = &payer_shape,
      .doc = "Rename a payer" },
    { DELETE, "/api/v1/payers/{id}", payers_delete, PERM_PAYER_WRITE, .path_shape = &id_path_shape,
      .doc = "Delete a payer that has no data" },

    { GET, "/api/v1/accounts", .sql = &sql_account_list, .permission = PERM_ACCOUNT_READ,
      .query = &account_query_shape, .reply_list = &account_shape, .doc = "List accounts" },
    { GET, "/api/v1/accounts/{provider}/{external_id}", accounts_get, PERM_ACCOUNT_READ,
      ROUTE_READ_ONLY, .path_shape = &account_key_shape, .reply = &account_detail_shape,
      .doc = "One account with the groups it has been in" },
    { PATCH, "/api/v1/accounts/{provider}/{external_id}", accounts_patch, PERM_ACCOUNT_WRITE,
      .path_shape = &account_key_shape, .body = &account_shape, .body_mode = JSON_PATCH,
      .reply = &account_shape, .doc = "Change an account's name or email" },
};
const struct route_table org_routes = ROUTE_TABLE(routes);
