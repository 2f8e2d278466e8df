#include "billing/bill_loader.h"

#include "billing/bill.sql.h"
#include "billing/group.h"

#include <stdlib.h>
#include <string.h>

static const struct field request_fields[] = {
    FIELD(struct bill_request, period),
    FIELD(struct bill_request, payer_id, .flags = FIELD_NULLABLE),
    FIELD(struct bill_request, billing_group_id, .flags = FIELD_NULLABLE),
    FIELD(struct bill_request, with_earlier), FIELDS_END
};
const struct shape bill_request_shape = SHAPE("BillRequest", struct bill_request, request_fields);

/* ---- finding ---- */

/* The first item whose id, `offset` bytes into it, is not below the wanted one. */
static size_t first_of(list items, size_t size, size_t offset, uuid id)
{
    size_t low = 0;
    size_t high = items.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (memcmp((const char *)items.items + middle * size + offset, id.b, sizeof(id.b)) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Groups with the same plan have the same terms: the plan's, made once. */
static const struct plan_terms *terms_of_groups(struct cx *cx, const struct loader *l)
{
    const struct group_row *groups = l->groups.items;
    const struct pricing_plan *plans = l->plans.items;
    struct plan_terms *terms = ARENA_ARRAY(cx->arena, struct plan_terms, l->groups.count);
    struct plan_terms *of_plans = ARENA_ARRAY(cx->arena, struct plan_terms, l->plans.count);
    for (size_t p = 0; p < l->plans.count; p++)
        of_plans[p] = plan_terms_of(cx->arena, &plans[p]);
    for (size_t g = 0; g < l->groups.count; g++) {
        uuid plan_id = groups[g].pricing_plan_id;
        size_t p = first_of(l->plans, sizeof(*plans), offsetof(struct pricing_plan, id), plan_id);
        bool has_plan = !uuid_is_nil(plan_id) && p < l->plans.count;
        terms[g] = has_plan ? of_plans[p] : plan_terms_default(cx->arena);
    }
    return terms;
}

/* ---- what bills depend on, but for the charges ---- */

static bool load(struct cx *cx, struct loader *l, const struct sql *sql, const struct shape *shape,
                 list *out)
{
    return db_all(cx, sql, IN(bill_request_shape, l->request), IN(limits_shape, &l->limits), shape,
                  out);
}

/* One share for each currency, by currency. */
static void add_currency(struct month *month, str currency)
{
    size_t i = month->share_count;
    for (size_t j = 0; j < month->share_count; j++) {
        if (str_equal(month->shares[j].currency, currency))
            return;
    }
    for (month->share_count++; i > 0 && str_compare(month->shares[i - 1].currency, currency) > 0;
         i--)
        month->shares[i] = month->shares[i - 1];
    month->shares[i].currency = currency;
}

static bool load_drops(struct cx *cx, struct loader *l)
{
    TRY(load(cx, l, &sql_bill_drops, &drop_row_shape, &l->drops));
    if (l->drops.count == 0)
        return fail(cx, ERR_not_found, "no such partner");

    const struct drop_row *rows = l->drops.items;
    struct month *month = l->month;
    month->as_of = INSTANT_NONE;
    month->shares = ARENA_ARRAY(cx->arena, struct currency_share, l->drops.count);
    bool is_own = str_is_null(rows[0].currency);
    for (size_t i = 0; i < l->drops.count && !str_is_null(rows[i].currency); i++) {
        add_currency(month, rows[i].currency);
        is_own |= str_equal(rows[i].currency, rows[i].partner_currency);
        if (month->as_of.us < rows[i].as_of.us)
            month->as_of = rows[i].as_of;
    }
    month->currency = is_own ? rows[0].partner_currency : month->shares[0].currency;
    return true;
}

/* The accounts of all assignments; one that is in several groups may be named twice. */
static void name_accounts(struct cx *cx, struct loader *l)
{
    const struct assignment_row *rows = l->assignments.items;
    str *ids = ARENA_ARRAY(cx->arena, str, l->assignments.count);
    size_t count = 0;
    for (size_t i = 0; i < l->assignments.count; i++) {
        if (i == 0 || rows[i].account_id != rows[i - 1].account_id)
            ids[count++] = str_format(cx->arena, "%lld", (long long)rows[i].account_id);
    }
    l->limits.account_ids = (list){ ids, count, true };
}

static int compare_services(const void *left, const void *right)
{
    return str_compare((*(struct sku *const *)left)->service,
                       (*(struct sku *const *)right)->service);
}

/* Rating compares SKUs again and again: services that are equal become the same text, and what
 * rules look for is worked out. */
static void prepare_skus(struct arena *arena, list skus)
{
    struct sku *items = skus.items;
    struct sku **order = ARENA_ARRAY(arena, struct sku *, skus.count);
    for (size_t i = 0; i < skus.count; i++) {
        rule_prepare_sku(&items[i]);
        order[i] = &items[i];
    }
    if (skus.count > 1)
        qsort(order, skus.count, sizeof(*order), compare_services);
    for (size_t i = 1; i < skus.count; i++) {
        if (str_equal(order[i]->service, order[i - 1]->service))
            order[i]->service = order[i - 1]->service;
    }
}

/* What is not of one month. */
static bool load_common(struct cx *cx, struct loader *l)
{
    TRY(load(cx, l, &sql_bill_groups, &group_row_shape, &l->groups));
    bool is_one = !uuid_is_nil(l->request->billing_group_id);
    if (is_one && l->groups.count == 0)
        return fail_not_found(cx);
    if (is_one && !l->request->is_listed && !str_is_null(cx->principal.payer_scope))
        TRY(group_check_readable(cx, l->request->billing_group_id));
    TRY(load(cx, l, &sql_bill_plans, &pricing_plan_shape, &l->plans));
    TRY(load(cx, l, &sql_bill_assignments, &assignment_row_shape, &l->assignments));

    l->is_limited = is_one || !str_is_null(cx->principal.billing_group_scope);
    name_accounts(cx, l);
    TRY(load(cx, l, l->is_limited ? &sql_bill_accounts_named : &sql_bill_accounts,
             &account_row_shape, &l->accounts));
    TRY(load(cx, l, l->is_limited ? &sql_bill_skus_of_accounts : &sql_bill_skus, &sku_row_shape,
             &l->skus));
    prepare_skus(cx->arena, l->skus);
    return true;
}

static void take_common(struct cx *cx, struct loader *l, const struct loader *from)
{
    l->groups = from->groups;
    l->plans = from->plans;
    l->assignments = from->assignments;
    l->is_limited = from->is_limited;
    l->accounts = from->accounts;
    l->skus = from->skus;
    name_accounts(cx, l); /* reading its charges has left others in the limits of `from` */
}

static bool load_prices(struct cx *cx, struct loader *l)
{
    TRY(load_drops(cx, l));
    if (l->request->beside)
        take_common(cx, l, l->request->beside->loader);
    else
        TRY(load_common(cx, l));
    return load(cx, l, &sql_bill_custom_charges, &custom_charge_shape, &l->charges);
}

/* ---- the input of rating ---- */

static void give_accounts(struct cx *cx, struct loader *l)
{
    const struct account_row *rows = l->accounts.items;
    struct rating_account *accounts =
        ARENA_ARRAY(cx->arena, struct rating_account, l->accounts.count);
    for (size_t i = 0; i < l->accounts.count; i++)
        accounts[i] = (struct rating_account){ rows[i].id, rows[i].external_id, rows[i].name };
    l->input.accounts = accounts;
    l->input.account_count = l->accounts.count;
    l->is_split = ARENA_ARRAY(cx->arena, bool, l->accounts.count);
}

/* Assignments come by group id, groups by name. */
static void give_assignments(struct cx *cx, struct loader *l)
{
    const struct assignment_row *rows = l->assignments.items;
    const struct group_row *groups = l->groups.items;
    struct rating_assignment *assignments =
        ARENA_ARRAY(cx->arena, struct rating_assignment, l->assignments.count);
    size_t count = 0;
    for (size_t g = 0; g < l->groups.count; g++) {
        size_t i = first_of(l->assignments, sizeof(*rows),
                            offsetof(struct assignment_row, billing_group_id), groups[g].id);
        for (; i < l->assignments.count && uuid_equal(rows[i].billing_group_id, groups[g].id); i++)
            assignments[count++] = (struct rating_assignment){ rows[i].account_id, g,
                                                               rows[i].starts_on, rows[i].ends_on };
    }
    l->input.assignments = assignments;
    l->input.assignment_count = count;
}

static void prepare_rating(struct cx *cx, struct loader *l)
{
    l->input.terms = terms_of_groups(cx, l);
    l->input.group_count = l->groups.count;
    l->input.part_keys = l->request->part_keys;
    give_accounts(cx, l);
    give_assignments(cx, l);

    l->rating_count = l->month->share_count > 0 ? l->month->share_count : 1;
    l->ratings = ARENA_ARRAY(cx->arena, struct rating *, l->rating_count);
    for (size_t i = 0; i < l->rating_count; i++)
        l->ratings[i] = rating_new(cx->arena, &l->input);
}

/* ---- bills ---- */

struct presence {
    int64_t inside;
    int64_t outside; /* of other payers, or out of the reader's sight */
};

static bool is_inside(const struct loader *l, int64_t account_id)
{
    const struct account_row *account = find_account(l, account_id);
    uuid payer_id = l->request->payer_id;
    return account && (uuid_is_nil(payer_id) || uuid_equal(account->payer_id, payer_id));
}

/* Counts the accounts that are in the group on a day of the period. */
static struct presence count_accounts(const struct loader *l, size_t group)
{
    struct presence found = { 0, 0 };
    int64_t last = -1;
    day first_day = period_first_day(l->request->period);
    day end_day = period_end_day(l->request->period);
    const struct group_row *row = &((const struct group_row *)l->groups.items)[group];
    const struct assignment_row *rows = l->assignments.items;
    for (size_t i = first_of(l->assignments, sizeof(*rows),
                             offsetof(struct assignment_row, billing_group_id), row->id);
         i < l->assignments.count && uuid_equal(rows[i].billing_group_id, row->id); i++) {
        bool is_in = rows[i].starts_on.days < end_day.days &&
                     (day_is_none(rows[i].ends_on) || rows[i].ends_on.days > first_day.days);
        if (!is_in || rows[i].account_id == last)
            continue;
        last = rows[i].account_id;
        if (is_inside(l, last))
            found.inside++;
        else
            found.outside++;
    }
    return found;
}

/* The currency that flat custom charges are in: the group's own, or the first of its charges. */
static size_t main_rating(const struct loader *l, size_t group, str currency)
{
    size_t first = l->rating_count;
    for (size_t i = l->rating_count; i-- > 0;) {
        if (!rating_has_lines(l->ratings[i], group))
            continue;
        first = i;
        if (str_equal(l->month->shares[i].currency, currency))
            return i;
    }
    return first;
}

/* The custom charges of a group, without the flat ones where these belong to another currency. */
static size_t pick_charges(struct cx *cx, const struct loader *l, uuid group_id, bool with_flats,
                           struct custom_charge **picked)
{
    const struct custom_charge *charges = l->charges.items;
    size_t first = first_of(l->charges, sizeof(*charges),
                            offsetof(struct custom_charge, billing_group_id), group_id);
    size_t end = first;
    while (end < l->charges.count && uuid_equal(charges[end].billing_group_id, group_id))
        end++;
    size_t count = 0;
    *picked = ARENA_ARRAY(cx->arena, struct custom_charge, end - first);
    for (size_t i = first; i < end; i++) {
        if (with_flats || !charges[i].amount.is_present)
            (*picked)[count++] = charges[i];
    }
    return count;
}

static bool make_bill(struct cx *cx, const struct loader *l, size_t group, size_t rating,
                      bool is_main, struct presence presence, struct group_bill *bill)
{
    const struct group_row *row = &((const struct group_row *)l->groups.items)[group];
    *bill = (struct group_bill){
        .billing_group_id = row->id,
        .name = row->name,
        .bill_to = row->bill_to,
        .currency = rating_has_lines(l->ratings[rating], group) ? l->month->shares[rating].currency
                                                                : row->currency,
        .accounts = presence.inside,
        .is_partial = presence.outside > 0,
        .is_main = is_main,
    };
    struct custom_charge *charges = NULL;
    size_t count = bill->is_partial ? 0 : pick_charges(cx, l, row->id, is_main, &charges);
    if (rating_bill(l->ratings[rating], cx->arena, group, charges, count, &bill->bill))
        return true;
    return fail(cx, ERR_amount_out_of_range, "the bill of \"%.*s\"", STR_ARG(row->name));
}

/* The bills of one group: one per currency of its charges, or one that is empty. `bills` has room.
 */
static bool add_bills(struct cx *cx, const struct loader *l, size_t group, struct group_bill *bills,
                      size_t *count)
{
    const struct group_row *row = &((const struct group_row *)l->groups.items)[group];
    struct presence presence = count_accounts(l, group);
    size_t main = main_rating(l, group, row->currency);
    bool is_restricted =
        !uuid_is_nil(l->request->payer_id) || !str_is_null(cx->principal.payer_scope);
    bool is_listed = l->request->is_listed || uuid_is_nil(l->request->billing_group_id);
    if (main == l->rating_count) {
        bool is_hidden = is_listed && is_restricted && presence.inside == 0;
        return is_hidden || make_bill(cx, l, group, 0, true, presence, &bills[(*count)++]);
    }
    for (size_t i = 0; i < l->rating_count; i++) {
        if (rating_has_lines(l->ratings[i], group))
            TRY(make_bill(cx, l, group, i, i == main, presence, &bills[(*count)++]));
    }
    return true;
}

bool month_common(struct cx *cx, const struct bill_request *request, struct month *common)
{
    struct loader *l = ARENA_NEW(cx->arena, struct loader);
    *l = (struct loader){ .request = arena_copy(cx->arena, request, sizeof(*request)) };
    *common = (struct month){ .period = request->period, .loader = l };
    return load_common(cx, l);
}

bool month_rate(struct cx *cx, const struct bill_request *request, struct month *month)
{
    struct loader *l = ARENA_NEW(cx->arena, struct loader);
    *l = (struct loader){ .request = request, .month = month };
    *month = (struct month){ .period = request->period, .loader = l };
    TRY(load_prices(cx, l));
    prepare_rating(cx, l);
    TRY(load_charges(cx, l));
    for (size_t i = 0; i < month->share_count; i++) {
        if (!rating_unassigned(l->ratings[i], &month->shares[i].unassigned))
            return fail(cx, ERR_amount_out_of_range, "the cost of unassigned accounts");
    }
    return true;
}

bool month_bills(struct cx *cx, const struct month *month, size_t group, struct group_bill **bills,
                 size_t *count)
{
    *bills = ARENA_ARRAY(cx->arena, struct group_bill, month->loader->rating_count);
    *count = 0;
    return add_bills(cx, month->loader, group, *bills, count);
}

bool month_load(struct cx *cx, const struct bill_request *request, struct month *month)
{
    TRY(month_rate(cx, request, month));
    const struct loader *l = month->loader;
    month->bills = ARENA_ARRAY(cx->arena, struct group_bill, l->groups.count * l->rating_count);
    for (size_t g = 0; g < l->groups.count; g++)
        TRY(add_bills(cx, l, g, month->bills, &month->bill_count));
    return true;
}
