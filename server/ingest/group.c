#include "ingest/group.h"

#define COMPARE(member)                                                                            \
    do {                                                                                           \
        if (a->member != b->member)                                                                \
            return a->member < b->member ? -1 : 1;                                                 \
    } while (0)

int group_compare(const struct group_key *a, const struct group_key *b)
{
    COMPARE(account);
    COMPARE(day);
    COMPARE(sku);
    COMPARE(line_type);
    COMPARE(kind);
    COMPARE(is_free);
    COMPARE(invoice);
    COMPARE(commitment);
    COMPARE(resource);
    COMPARE(tags);
    return 0;
}

int group_order(const void *a, const void *b)
{
    return group_compare(&((const struct group *)a)->key, &((const struct group *)b)->key);
}

bool group_is_same_charge(const struct group_key *a, const struct group_key *b)
{
    struct group_key other = *b;
    other.resource = a->resource;
    other.tags = a->tags;
    return group_compare(a, &other) == 0;
}

void group_add(struct group *group, const decimal sums[MEASURE_COUNT])
{
    for (int m = 0; m < MEASURE_COUNT; m++)
        group->sums[m].v += sums[m].v;
}
