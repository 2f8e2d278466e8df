#include "billing/assignment.h"

#include <stdlib.h>

const str assignment_providers[] = { STR("aws"), STR("alibaba"), STR("anycost"), STR("focus"),
                                     STR_NULL };

static const struct field assignment_fields[] = {
    FIELD(struct assignment, account_id, .flags = FIELD_REQUIRED, .min = 1, .max = 200,
          .doc = "The account's id at its cloud"),
    FIELD(struct assignment, account_name, .flags = FIELD_READ_ONLY),
    FIELD(struct assignment, provider, .one_of = assignment_providers, .doc = "aws unless given"),
    FIELD(struct assignment, payer_id, .flags = FIELD_READ_ONLY),
    FIELD(struct assignment, starts_on, .flags = FIELD_REQUIRED, .doc = "First day in the group"),
    FIELD(struct assignment, ends_on, .flags = FIELD_NULLABLE,
          .doc = "First day not in the group any more; null: without end"),
    FIELDS_END
};
const struct shape assignment_shape =
    SHAPE("Assignment", struct assignment, assignment_fields,
          .doc = "An account in a billing group on the days [starts_on, ends_on)");

static const struct field assignments_fields[] = {
    FIELD(struct assignments, assignments, .of = &assignment_shape, .flags = FIELD_REQUIRED,
          .max = ASSIGNMENTS_MAX),
    FIELDS_END
};
const struct shape assignments_shape = SHAPE("Assignments", struct assignments, assignments_fields,
                                             .doc = "All assignments of a billing group");

static int compare_accounts(const struct assignment *a, const struct assignment *b)
{
    int order = str_compare(a->account_id, b->account_id);
    return order ? order : str_compare(a->provider, b->provider);
}

static int32_t end_of(const struct assignment *a)
{
    return day_is_none(a->ends_on) ? INT32_MAX : a->ends_on.days;
}

bool assignments_overlap(const struct assignment *a, const struct assignment *b)
{
    return compare_accounts(a, b) == 0 && a->starts_on.days < end_of(b) &&
           b->starts_on.days < end_of(a);
}

static int compare_pointers(const void *left, const void *right)
{
    const struct assignment *a = *(const struct assignment *const *)left;
    const struct assignment *b = *(const struct assignment *const *)right;
    int order = compare_accounts(a, b);
    return order
               ? order
               : (a->starts_on.days > b->starts_on.days) - (a->starts_on.days < b->starts_on.days);
}

/* Sorted by account and day, an overlap shows between neighbours. */
static bool check_overlaps(struct cx *cx, const struct assignment *items, size_t count)
{
    const struct assignment **order = ARENA_ARRAY(cx->arena, const struct assignment *, count);
    for (size_t i = 0; i < count; i++)
        order[i] = &items[i];
    if (count > 1)
        qsort(order, count, sizeof(*order), compare_pointers);
    for (size_t i = 1; i < count; i++) {
        if (!assignments_overlap(order[i - 1], order[i]))
            continue;
        return fail_at(cx, ERR_assignment_overlap,
                       str_format(cx->arena, "/assignments/%td/starts_on", order[i] - items),
                       "account %.*s is in the group already on these days",
                       STR_ARG(order[i]->account_id));
    }
    return true;
}

bool assignments_check(struct cx *cx, struct assignments *all)
{
    struct assignment *items = all->assignments.items;
    size_t count = all->assignments.count;
    for (size_t i = 0; i < count; i++) {
        if (str_is_null(items[i].provider))
            items[i].provider = assignment_providers[0];
        if (items[i].starts_on.days >= end_of(&items[i]))
            return fail_at(cx, ERR_invalid_field,
                           str_format(cx->arena, "/assignments/%zu/ends_on", i),
                           "an assignment ends after the day it begins on");
    }
    return check_overlaps(cx, items, count);
}
