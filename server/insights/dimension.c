#include "insights/dimension.h"

const str measure_names[] = {
    STR("cost"),
    STR("unblended"),
    STR("amortized"),
    STR("net_amortized"),
    STR("public_on_demand"),
    STR("pro_forma"),
    STR("margin"),
    STR_NULL,
};

const str dimension_names[] = {
    STR("none"),
    STR("service"),
    STR("account"),
    STR("usage_type"),
    STR("region"),
    STR("charge_type"),
    STR("kind"),
    STR("billing_group"),
    STR("payer"),
    STR("category"),
    STR("processor"),
    STR("instance_family"),
    STR("purchase_option"),
    STR("storage_class"),
    STR("transfer_type"),
    STR("database_engine"),
    STR_NULL,
};

int place_of(str word, const str *words, int otherwise)
{
    if (str_is_null(word))
        return otherwise;
    int place = 0;
    while (!str_equal(words[place], word))
        place++;
    return place;
}

bool measure_choose(struct cx *cx, str word, enum measure *measure)
{
    bool shows_cost = cx->principal.permissions >> PERM_COST_READ & 1;
    *measure =
        (enum measure)place_of(word, measure_names, shows_cost ? MEASURE_COST : MEASURE_PRO_FORMA);
    if (shows_cost || *measure == MEASURE_PRO_FORMA)
        return true;
    return fail_at(cx, ERR_forbidden, STR("?measure"), "only pro_forma can be read");
}

bool dimension_choose(struct cx *cx, str word, enum dimension *dimension)
{
    *dimension = (enum dimension)place_of(word, dimension_names, BY_SERVICE);
    if (*dimension != BY_PAYER || cx->principal.permissions >> PERM_COST_READ & 1)
        return true;
    return fail(cx, ERR_forbidden, "payers are not told to who may not see costs");
}

bool measure_is_priced(enum measure measure)
{
    return measure == MEASURE_PRO_FORMA || measure == MEASURE_MARGIN;
}

/* ---- filters ---- */

#define NOT_A_FILTER SIZE_MAX

static const size_t places[DIMENSION_COUNT] = {
    [BY_NOTHING] = NOT_A_FILTER,
    [BY_SERVICE] = offsetof(struct filters, service),
    [BY_ACCOUNT] = offsetof(struct filters, account),
    [BY_USAGE_TYPE] = offsetof(struct filters, usage_type),
    [BY_REGION] = offsetof(struct filters, region),
    [BY_CHARGE_TYPE] = offsetof(struct filters, charge_type),
    [BY_KIND] = offsetof(struct filters, kind),
    [BY_BILLING_GROUP] = offsetof(struct filters, billing_group),
    [BY_PAYER] = offsetof(struct filters, payer),
    [BY_CATEGORY] = offsetof(struct filters, category),
    [BY_PROCESSOR] = offsetof(struct filters, processor),
    [BY_INSTANCE_FAMILY] = offsetof(struct filters, instance_family),
    [BY_PURCHASE_OPTION] = offsetof(struct filters, purchase_option),
    [BY_STORAGE_CLASS] = offsetof(struct filters, storage_class),
    [BY_TRANSFER_TYPE] = offsetof(struct filters, transfer_type),
    [BY_DATABASE_ENGINE] = offsetof(struct filters, database_engine),
};

const list *filters_of(const struct filters *filters, enum dimension dimension)
{
    if (places[dimension] == NOT_A_FILTER)
        return NULL;
    return (const list *)(const void *)((const char *)filters + places[dimension]);
}

bool list_has(list words, str word)
{
    const str *items = words.items;
    for (size_t i = 0; i < words.count; i++) {
        if (str_equal(items[i], word))
            return true;
    }
    return false;
}

bool filter_passes(const struct filters *filters, enum dimension dimension, str key)
{
    const list *wanted = filters_of(filters, dimension);
    if (wanted && wanted->is_present && !list_has(*wanted, key))
        return false;
    return dimension != BY_KIND || !list_has(filters->exclude_kind, key);
}

unsigned filters_used(const struct filters *filters)
{
    unsigned used = filters->exclude_kind.is_present ? DIMENSION_BIT(BY_KIND) : 0;
    for (int d = BY_SERVICE; d < DIMENSION_COUNT; d++) {
        if (filters_of(filters, (enum dimension)d)->is_present)
            used |= DIMENSION_BIT(d);
    }
    return used;
}

void filters_normalise(struct arena *arena, struct filters *filters)
{
    for (int d = BY_SERVICE; d < DIMENSION_COUNT; d++) {
        list *words = (list *)(void *)((char *)filters + places[d]);
        if (words->is_present && words->count == 0)
            *words = (list){ arena_copy(arena, &STR(""), sizeof(str)), 1, true };
    }
}
