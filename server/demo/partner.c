#include "demo/demo.h"

#include <stdlib.h>
#include <unistd.h>

#include "demo/cur_file.h"
#include "demo/demo.sql.h"
#include "demo/prices.h"
#include "identity/partner.h"
#include "identity/user.h"
#include "ingest/ingest.h"
#include "org/account.h"
#include "org/payer.h"

const struct demo_user demo_users[] = {
    { STR("demo"), STR("partner_admin"), STR("林晓 Lin Xiao"), STR("zh-CN") },
    { STR("demo-finance"), STR("finance"), STR("周敏 Zhou Min"), STR("zh-CN") },
    { STR("demo-auditor"), STR("auditor"), STR("Anna Berg"), STR("en") },
    { STR("demo-payer"), STR("payer_admin"), STR("陈立 Chen Li"), STR("zh-CN") },
    { STR("demo-customer"), STR("customer"), STR("云帆电商 Yunfan Commerce"), STR("zh-CN") },
};
const size_t demo_user_count = sizeof demo_users / sizeof demo_users[0];

enum { EARLY_BY_DAYS = 4 };

/* What the steps share. */
struct making {
    struct db_pool *pool;
    const struct config *config;
    struct demo demo;
    uuid *payers;
    str folder; /* for the files until they are ingested */
    void (*report)(const char *what);
};

static void tell(const struct making *m, const char *what)
{
    if (m->report)
        m->report(what);
}

/* ---- the partner and its payers ---- */

static bool create_partner(struct cx *cx, struct db_pool *pool)
{
    struct partner partner = { .name = STR("星海云 Starsea Cloud"),
                               .slug = STR(DEMO_SLUG),
                               .currency = STR("USD") };
    TRY(db_begin(cx, pool, DB_PLATFORM, DB_WRITE));
    TRY(partner_create(cx, &partner));
    return db_commit(cx);
}

/* Makes cx the system at work in the partner, which is made when it is not there. */
static bool enter(struct cx *cx, struct db_pool *pool)
{
    if (partner_enter(cx, pool, STR(DEMO_SLUG)))
        return true;
    if (cx->failure.code != ERR_not_found)
        return false;
    db_rollback(cx);
    cx->failure = (struct failure){ 0 };
    TRY(create_partner(cx, pool));
    return partner_enter(cx, pool, STR(DEMO_SLUG));
}

static bool find_or_create_payer(struct cx *cx, const struct demo_payer *wanted, uuid *id)
{
    struct payer payer;
    if (!payer_find(cx, wanted->external_id, &payer)) {
        if (cx->failure.code != ERR_not_found)
            return false;
        cx->failure = (struct failure){ 0 };
        payer = (struct payer){ .name = wanted->name,
                                .provider = STR("aws"),
                                .external_id = wanted->external_id };
        TRY(payer_create(cx, &payer));
    }
    *id = payer.id;
    return true;
}

static bool make_payers(struct cx *cx, struct making *m)
{
    m->payers = ARENA_ARRAY(cx->arena, uuid, demo_payer_count);
    TRY(db_begin(cx, m->pool, DB_APP, DB_WRITE));
    for (size_t p = 0; p < demo_payer_count; p++)
        TRY(find_or_create_payer(cx, &demo_payers[p], &m->payers[p]));
    return db_commit(cx);
}

/* ---- months ---- */

static bool write_month(struct cx *cx, const struct making *m, size_t payer, int month, str path)
{
    struct cur_file *file;
    bool with_net = demo_payers[payer].discount == DISCOUNT_COLUMNS;
    TRY(cur_file_open(cx, path, with_net, &file));
    bool is_written = demo_month(cx, &m->demo, payer, month, cur_file_sink(file));
    return cur_file_close(cx, file) && is_written;
}

static bool ingest_month(struct cx *cx, const struct making *m, size_t payer, int month)
{
    period p = period_add(m->demo.first, month);
    str path = str_format(cx->arena, "%s/%s-%s.csv.gz", m->folder.ptr,
                          demo_payers[payer].external_id.ptr, period_text(cx->arena, p).ptr);
    struct ingest_file file = { .path = path };
    const struct ingest_options options = {
        .pool = m->pool,
        .config = m->config,
        .payer_id = m->payers[payer],
        .source = SOURCE_DEFAULT,
        .period = p,
        .files = &file,
        .file_count = 1,
    };
    struct ingest_result result;
    bool is_done = write_month(cx, m, payer, month, path) && ingest_run(cx, &options, &result);
    (void)unlink(path.ptr);
    return is_done;
}

/* Each month has memory of its own, so that fourteen of them need no more than one. */
static bool ingest_in_own_memory(struct cx *cx, const struct making *m, size_t payer, int month)
{
    struct cx step = *cx;
    step.arena = arena_new();
    bool is_done = ingest_month(&step, m, payer, month);
    str detail = str_copy(cx->arena, step.failure.detail);
    arena_free(&step.arena);
    return is_done || fail(cx, step.failure.code, "%.*s", STR_ARG(detail));
}

/* The first payer's last month as it was reported before it had ended. */
static bool ingest_early_version(struct cx *cx, const struct making *m)
{
    struct making early = *m;
    period current = period_add(m->demo.first, DEMO_MONTHS - 1);
    early.demo.last_day = (day){ period_first_day(current).days - EARLY_BY_DAYS };
    return ingest_in_own_memory(cx, &early, 0, DEMO_MONTHS - 2);
}

static bool ingest_months(struct cx *cx, const struct making *m)
{
    TRY(ingest_early_version(cx, m));
    for (int month = 0; month < DEMO_MONTHS; month++)
        for (size_t payer = 0; payer < demo_payer_count; payer++)
            TRY(ingest_in_own_memory(cx, m, payer, month));
    return true;
}

static bool make_months(struct cx *cx, struct making *m)
{
    str pattern = str_format(cx->arena, "%.*s/demo-XXXXXX", STR_ARG(m->config->data_dir));
    char *folder = arena_copy(cx->arena, pattern.ptr, pattern.len);
    if (mkdtemp(folder) == NULL)
        return fail(cx, ERR_file_unreadable, "could not create a folder in %.*s: %m",
                    STR_ARG(m->config->data_dir));
    m->folder = str_of(folder);
    bool is_done = ingest_months(cx, m);
    (void)rmdir(folder);
    return is_done;
}

/* ---- names, prices, people: the last step, in one transaction ---- */

static bool name_account(struct cx *cx, const struct demo_account *account)
{
    const struct account named = {
        .external_id = account->external_id,
        .name = account->name,
        .email = str_format(cx->arena, "aws+%s@example.com", account->external_id.ptr),
    };
    return db_exec(cx, &sql_demo_account_name, IN(account_shape, &named), IN_NONE, NULL);
}

static list one_id(struct cx *cx, uuid id)
{
    str *text = ARENA_NEW(cx->arena, str);
    *text = uuid_text(cx->arena, id);
    return (list){ .items = text, .count = 1, .is_present = true };
}

static bool make_user(struct cx *cx, const struct making *m, const struct demo_user *wanted,
                      const uuid *groups)
{
    struct user user = {
        .username = wanted->username,
        .name = wanted->name,
        .role = wanted->role,
        .language = wanted->language,
        .email = str_format(cx->arena, "%s@example.com", wanted->username.ptr),
        .password = STR(DEMO_PASSWORD),
        .must_change_password = false,
    };
    if (str_equal(user.role, STR("payer_admin")))
        user.payer_ids = one_id(cx, m->payers[0]);
    if (str_equal(user.role, STR("customer")))
        user.billing_group_ids = one_id(cx, groups[YUNFAN]);
    return user_create(cx, &user);
}

static bool make_rest(struct cx *cx, const struct making *m)
{
    uuid groups[UNASSIGNED];
    TRY(db_begin(cx, m->pool, DB_APP, DB_WRITE));
    for (size_t a = 0; a < demo_account_count; a++)
        TRY(name_account(cx, &demo_accounts[a]));
    TRY(demo_prices(cx, &m->demo, groups));
    for (size_t u = 0; u < demo_user_count; u++)
        TRY(make_user(cx, m, &demo_users[u], groups));
    return db_commit(cx);
}

/* ---- all of it ---- */

struct user_count {
    int64_t users;
};
static const struct field user_count_fields[] = { FIELD(struct user_count, users), FIELDS_END };
static const struct shape user_count_shape =
    SHAPE("DemoUserCount", struct user_count, user_count_fields);

static bool is_complete(struct cx *cx, struct db_pool *pool, bool *complete)
{
    const struct user first = { .username = demo_users[0].username };
    struct user_count count;
    TRY(db_begin(cx, pool, DB_APP, DB_READ));
    TRY(db_one(cx, &sql_demo_user_count, IN(user_shape, &first), IN_NONE, &user_count_shape,
               &count));
    *complete = count.users > 0;
    return db_commit(cx);
}

bool demo_partner(struct cx *cx, struct db_pool *pool, const struct config *config,
                  void (*report)(const char *what), bool *is_new)
{
    bool complete;
    struct making m = {
        .pool = pool,
        .config = config,
        .demo = demo_of_day(day_of_instant(cx->now)),
        .report = report,
    };
    *is_new = false;
    TRY(enter(cx, pool));
    TRY(is_complete(cx, pool, &complete));
    if (complete)
        return true;
    *is_new = true;
    TRY(make_payers(cx, &m));
    tell(&m, "loading fourteen months of three payers");
    TRY(make_months(cx, &m));
    tell(&m, "plans, groups and people");
    return make_rest(cx, &m);
}
