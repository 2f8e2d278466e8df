#include "insights/kept_reply.h"

#include "core/memo.h"
#include "db/db.h"
#include "http/route.h"
#include "insights/kept_reply.sql.h"

#define REPLY_MAX ((size_t)4 * 1024 * 1024) /* larger ones are made each time */

/* Apart from the months, of which those of one panel would push a hundred replies out. */
static struct memo kept_replies = MEMO;

/* A quarter of what may be kept; the rest is for months (billing/kept_month.h). */
static size_t replies_limit(const struct cx *cx)
{
    return ((size_t)http_config(cx)->insights_memory_mb << 20) / 4;
}

struct stamp_params {
    bool is_grouped;
    bool is_priced;
};
static const struct field params_fields[] = { FIELD(struct stamp_params, is_grouped),
                                              FIELD(struct stamp_params, is_priced), FIELDS_END };
static const struct shape params_shape =
    SHAPE("KeptReplyParams", struct stamp_params, params_fields);

struct stamp_row {
    str changes;
    str drops;
};
static const struct field stamp_fields[] = {
    FIELD(struct stamp_row, changes, .flags = FIELD_NULLABLE),
    FIELD(struct stamp_row, drops, .flags = FIELD_NULLABLE), FIELDS_END
};
static const struct shape stamp_shape = SHAPE("KeptReplyStamp", struct stamp_row, stamp_fields);

/* What the reply depends on that may change from one request to the next. */
static bool load_stamp(struct cx *cx, enum reply_basis basis, str beside, str *stamp)
{
    struct stamp_params params = { basis >= OF_GROUPS, basis == OF_PRICES };
    struct stamp_row row;
    TRY(db_one(cx, &sql_kept_reply_stamp, IN(params_shape, &params), IN_NONE, &stamp_shape, &row));
    *stamp = str_format(cx->arena, "%.*s %.*s %.*s", STR_ARG(row.changes), STR_ARG(row.drops),
                        STR_ARG(beside));
    return true;
}

/* What is asked for, by whom: two readers who may see the same get the same. A period is chosen by
 * the day where there is no data. */
static str key_of(const struct cx *cx)
{
    const struct route *route = http_route(cx);
    const struct principal *reader = &cx->principal;
    str today = day_text(cx->arena, day_of_instant(cx->now));
    return str_format(cx->arena, "reply %.*s %llx %.*s %.*s %.*s %s %.*s",
                      STR_ARG(uuid_text(cx->arena, reader->partner_id)),
                      (unsigned long long)reader->permissions, STR_ARG(reader->payer_scope),
                      STR_ARG(reader->billing_group_scope), STR_ARG(today), route->path,
                      STR_ARG(shape_to_text(cx->arena, route->query, cx->query)));
}

enum reply_basis reply_basis_of(const struct cx *cx, str measure, str group_by,
                                const struct filters *filters)
{
    bool shows_cost = cx->principal.permissions >> PERM_COST_READ & 1;
    enum measure asked = (enum measure)place_of(measure, measure_names,
                                                shows_cost ? MEASURE_COST : MEASURE_PRO_FORMA);
    if (measure_is_priced(asked))
        return OF_PRICES;
    bool is_grouped =
        filters->billing_group.is_present || str_equal(group_by, dimension_names[BY_BILLING_GROUP]);
    return is_grouped ? OF_GROUPS : OF_COSTS;
}

bool reply_kept(struct cx *cx, bool (*make)(struct cx *cx), enum reply_basis basis, str beside)
{
    str stamp;
    TRY(load_stamp(cx, basis, beside, &stamp));
    str key = key_of(cx);
    str text = memo_get(&kept_replies, cx->arena, key, stamp);
    if (!str_is_null(text))
        return http_reply_json(cx, text);
    TRY(make(cx) && http_reply_now(cx, &text));
    if (text.len <= REPLY_MAX)
        memo_put(&kept_replies, replies_limit(cx), key, stamp, text);
    return true;
}
