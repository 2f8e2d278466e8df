#include "billing/move.h"

#include "audit/audit.h"
#include "billing/assignment.h"
#include "billing/assignment.sql.h"
#include "billing/bill_load.h"
#include "billing/bill_view.h"
#include "billing/group.h"
#include "billing/group.sql.h"
#include "billing/move.sql.h"

#include <string.h>

/* A row of move_assignments. */
struct stay {
    int64_t account;
    uuid billing_group_id; /* nil: in no group */
    str billing_group_name;
    day starts_on;
};
static const struct field stay_fields[] = {
    FIELD(struct stay, account), FIELD(struct stay, billing_group_id, .flags = FIELD_NULLABLE),
    FIELD(struct stay, billing_group_name, .flags = FIELD_NULLABLE),
    FIELD(struct stay, starts_on, .flags = FIELD_NULLABLE), FIELDS_END
};
static const struct shape stay_shape = SHAPE("Stay", struct stay, stay_fields);

struct period_row {
    period period;
};
static const struct field period_fields[] = { FIELD(struct period_row, period), FIELDS_END };
static const struct shape period_row_shape = SHAPE("MovePeriod", struct period_row, period_fields);

struct move {
    const struct move_order *order;
    struct stay stay; /* what is written: the account, and the group it comes to */
    struct group_name to;
    struct group_name from; /* nil: none */
    list periods;           /* of struct period_row, the newest first */
    struct month *before;   /* by group (left, joined) and period */
    struct month *after;
};

/* ---- what is moved ---- */

static bool refuse_later(struct cx *cx, const struct move *move, const struct stay *later)
{
    str day_of = day_text(cx->arena, later->starts_on);
    bool is_here = uuid_equal(later->billing_group_id, move->to.billing_group_id);
    return fail_at(cx, is_here ? ERR_assignment_overlap : ERR_account_in_another_group,
                   STR("/account_id"), "account %.*s is in \"%.*s\" from %.*s",
                   STR_ARG(move->order->account_id), STR_ARG(later->billing_group_name),
                   STR_ARG(day_of));
}

/* Finds the account and the group it leaves; nothing may come after that day. */
static bool find_stay(struct cx *cx, struct move *move)
{
    list rows;
    TRY(db_all(cx, &sql_move_assignments, IN(move_order_shape, move->order), IN_NONE, &stay_shape,
               &rows));
    const struct stay *stays = rows.items;
    if (rows.count == 0)
        return fail_at(cx, ERR_account_unknown, STR("/account_id"), "there is no %.*s account %.*s",
                       STR_ARG(move->order->provider), STR_ARG(move->order->account_id));
    move->stay = (struct stay){ .account = stays[0].account,
                                .billing_group_id = move->to.billing_group_id,
                                .starts_on = move->order->starts_on };
    for (size_t i = 0; i < rows.count; i++) {
        if (uuid_is_nil(stays[i].billing_group_id))
            continue;
        if (stays[i].starts_on.days > move->order->starts_on.days ||
            uuid_equal(stays[i].billing_group_id, move->to.billing_group_id))
            return refuse_later(cx, move, &stays[i]);
        move->from = (struct group_name){ stays[i].billing_group_id, stays[i].billing_group_name };
    }
    return true;
}

/* Both groups must be the mover's to change; locked in one order, so that moves cannot meet. */
static bool lock_groups(struct cx *cx, const struct move *move)
{
    uuid first = move->from.billing_group_id;
    uuid second = move->to.billing_group_id;
    if (memcmp(first.b, second.b, sizeof(first.b)) > 0) {
        first = move->to.billing_group_id;
        second = move->from.billing_group_id;
    }
    return (uuid_is_nil(first) || group_check_writable(cx, first)) &&
           group_check_writable(cx, second);
}

static bool prepare(struct cx *cx, struct move *move)
{
    const struct id_path *path = cx->path;
    struct move_order *order = cx->body;
    struct billing_group group;
    if (str_is_null(order->provider))
        order->provider = assignment_providers[0];
    move->order = order;
    TRY(db_one(cx, &sql_group_by_id, IN(id_path_shape, path), IN_NONE, &billing_group_shape,
               &group));
    move->to = (struct group_name){ group.id, group.name };
    TRY(group_check_readable(cx, path->id));
    TRY(find_stay(cx, move));
    TRY(lock_groups(cx, move));
    return db_all(cx, &sql_move_periods, IN(move_order_shape, order), IN_NONE, &period_row_shape,
                  &move->periods);
}

/* ---- what it does to bills ---- */

/* The bills of both groups, the oldest period first. */
static bool load_bills(struct cx *cx, const struct move *move, struct month **months)
{
    const struct period_row *periods = move->periods.items;
    size_t count = move->periods.count;
    *months = ARENA_ARRAY(cx->arena, struct month, count * 2);
    for (size_t i = 0; i < count * 2; i++) {
        struct bill_request request = {
            .period = periods[count - 1 - i / 2].period,
            .billing_group_id = i % 2 ? move->to.billing_group_id : move->from.billing_group_id,
        };
        if (!uuid_is_nil(request.billing_group_id))
            TRY(month_load(cx, &request, &(*months)[i]));
    }
    return true;
}

static bool show(struct arena *arena, const struct group_bill *bill, str currency,
                 struct move_figures **shown)
{
    static const struct view_options options = { .shows_cost = true };
    struct bill rounded = { .line_count = 0 };
    if (bill)
        TRY(bill_round(arena, &bill->bill, places_of(currency), &rounded));
    *shown = ARENA_NEW(arena, struct move_figures);
    **shown = (struct move_figures){
        .cost = figure_text(arena, rounded.cost, currency, &options),
        .pro_forma = figure_text(arena, rounded.pro_forma, currency, &options),
        .margin = figure_text(arena, rounded.margin, currency, &options),
    };
    return true;
}

static const struct group_bill *bill_in(const struct month *month, str currency)
{
    for (size_t i = 0; i < month->bill_count; i++) {
        if (str_equal(month->bills[i].currency, currency))
            return &month->bills[i];
    }
    return NULL;
}

static bool add_effect(struct cx *cx, const struct month *before, const struct month *after,
                       const struct group_bill *bill, list *effect)
{
    struct move_figures *was, *becomes;
    str currency = bill->currency;
    if (!show(cx->arena, bill_in(before, currency), currency, &was) ||
        !show(cx->arena, bill_in(after, currency), currency, &becomes))
        return fail(cx, ERR_amount_out_of_range, "a total does not fit");
    ((struct move_effect *)effect->items)[effect->count++] = (struct move_effect){
        .period = after->period,
        .billing_group_id = bill->billing_group_id,
        .name = bill->name,
        .currency = currency,
        .before = { was },
        .after = { becomes },
    };
    return true;
}

/* The bills after the move, and those there are no more of. */
static bool compare_bills(struct cx *cx, const struct move *move, list *effect)
{
    size_t most = 0;
    for (size_t i = 0; i < move->periods.count * 2; i++)
        most += move->before[i].bill_count + move->after[i].bill_count;
    *effect = (list){ ARENA_ARRAY(cx->arena, struct move_effect, most), 0, true };
    for (size_t i = 0; i < move->periods.count * 2; i++) {
        const struct month *before = &move->before[i];
        const struct month *after = &move->after[i];
        for (size_t j = 0; j < after->bill_count; j++)
            TRY(add_effect(cx, before, after, &after->bills[j], effect));
        for (size_t j = 0; j < before->bill_count; j++) {
            if (!bill_in(after, before->bills[j].currency))
                TRY(add_effect(cx, before, after, &before->bills[j], effect));
        }
    }
    return true;
}

/* ---- the move ---- */

static bool touch(struct cx *cx, uuid group_id)
{
    struct id_path key = { group_id };
    return db_exec(cx, &sql_assignment_touch_group, IN(id_path_shape, &key), IN_NONE, NULL);
}

static bool write(struct cx *cx, const struct move *move)
{
    struct db_in stay = IN(stay_shape, &move->stay);
    TRY(db_exec(cx, &sql_move_delete, stay, IN_NONE, NULL));
    TRY(db_exec(cx, &sql_move_close, stay, IN_NONE, NULL));
    TRY(db_exec(cx, &sql_move_open, stay, IN_NONE, NULL));
    return touch(cx, move->to.billing_group_id) &&
           (uuid_is_nil(move->from.billing_group_id) || touch(cx, move->from.billing_group_id));
}

/* Both groups have it in their history. */
static bool record(struct cx *cx, const struct move *move, const struct account_move *moved)
{
    const uuid groups[] = { move->from.billing_group_id, move->to.billing_group_id };
    for (size_t i = 0; i < 2; i++) {
        if (!uuid_is_nil(groups[i]))
            TRY(audit_record(cx, STR("billing_group.move"), STR("billing_group"),
                             uuid_text(cx->arena, groups[i]), &account_move_shape, NULL, moved));
    }
    return true;
}

static struct account_move *tell(struct arena *arena, const struct move *move)
{
    struct account_move *moved = ARENA_NEW(arena, struct account_move);
    *moved = (struct account_move){ .account_id = move->order->account_id,
                                    .provider = move->order->provider,
                                    .starts_on = move->order->starts_on };
    moved->to.ptr = arena_copy(arena, &move->to, sizeof(move->to));
    if (!uuid_is_nil(move->from.billing_group_id))
        moved->from.ptr = arena_copy(arena, &move->from, sizeof(move->from));
    return moved;
}

bool move_account(struct cx *cx)
{
    struct move_outcome *outcome = cx->reply;
    struct move move = { .order = NULL };
    TRY(prepare(cx, &move));
    TRY(load_bills(cx, &move, &move.before));
    TRY(write(cx, &move));
    TRY(load_bills(cx, &move, &move.after));
    TRY(compare_bills(cx, &move, &outcome->effect));
    outcome->moved.ptr = tell(cx->arena, &move);
    outcome->preview = move.order->preview;
    if (outcome->preview)
        http_discard_changes(cx);
    return record(cx, &move, outcome->moved.ptr);
}
