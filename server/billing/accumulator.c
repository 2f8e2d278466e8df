#include "billing/accumulator.h"

#include <string.h>

#define LINES_INITIAL 256 /* a power of two, as the size of the index must be */

void accumulators_init(struct accumulators *all, struct arena *arena)
{
    *all = (struct accumulators){ .arena = arena, .capacity = LINES_INITIAL };
    all->items = ARENA_ARRAY(arena, struct accumulator, all->capacity);
    all->index = ARENA_ARRAY(arena, size_t, all->capacity * 2);
}

/* ---- hashing ---- */

static uint64_t mix(uint64_t hash, uint64_t value)
{
    hash = (hash ^ value) * UINT64_C(0x9E3779B97F4A7C15);
    return hash ^ hash >> 29;
}

static uint64_t mix_text(uint64_t hash, str text)
{
    for (size_t i = 0; i < text.len; i++)
        hash = (hash ^ (unsigned char)text.ptr[i]) * UINT64_C(1099511628211);
    return mix(hash, text.len);
}

static uint64_t mix_part(uint64_t hash, const struct part *part)
{
    hash = mix_text(mix_text(hash, part->usage_type), part->line_item_type);
    hash = mix(mix(hash, (uintptr_t)part->sku), (uintptr_t)part->rule);
    hash = mix_text(hash, (str){ (const char *)part->payer_id.b, sizeof(uuid) });
    return mix(hash, (uint64_t)part->day.days);
}

static uint64_t hash_of(const struct accumulator *line)
{
    uint64_t hash = mix(mix(line->group, (uint64_t)line->account->id), line->kind);
    hash = mix_text(hash, line->service);
    return line->part ? mix_part(hash, line->part) : hash;
}

static bool is_same_part(const struct part *a, const struct part *b)
{
    return a == b ||
           (a->sku == b->sku && a->rule == b->rule && a->day.days == b->day.days &&
            str_equal(a->usage_type, b->usage_type) && uuid_equal(a->payer_id, b->payer_id) &&
            str_equal(a->line_item_type, b->line_item_type));
}

static bool is_same(const struct accumulator *a, const struct accumulator *b)
{
    return a->group == b->group && a->account == b->account && a->kind == b->kind &&
           str_equal(a->service, b->service) && is_same_part(a->part, b->part);
}

/* ---- finding ---- */

/* The slot of the line in the index: where it is, or the free one where it belongs. */
static size_t *find_slot(const struct accumulators *all, const struct accumulator *key)
{
    size_t mask = all->capacity * 2 - 1;
    size_t i = (size_t)hash_of(key) & mask;
    while (all->index[i] && !is_same(&all->items[all->index[i] - 1], key))
        i = (i + 1) & mask;
    return &all->index[i];
}

static void grow(struct accumulators *all)
{
    struct accumulator *items = ARENA_ARRAY(all->arena, struct accumulator, all->capacity * 2);
    memcpy(items, all->items, all->count * sizeof(*items));
    all->items = items;
    all->capacity *= 2;
    all->index = ARENA_ARRAY(all->arena, size_t, all->capacity * 2);
    for (size_t i = 0; i < all->count; i++)
        *find_slot(all, &items[i]) = i + 1;
}

/* The key's part is on the caller's stack, its line item type in a row of a result. */
static struct part *keep_part(struct arena *arena, const struct part *part)
{
    struct part *kept = arena_copy(arena, part, sizeof(*part));
    kept->line_item_type = str_copy(arena, part->line_item_type);
    return kept;
}

struct accumulator *accumulator_of(struct accumulators *all, const struct accumulator *key)
{
    size_t *slot = find_slot(all, key);
    if (*slot)
        return &all->items[*slot - 1];
    if (all->count == all->capacity) {
        grow(all);
        slot = find_slot(all, key);
    }
    struct accumulator *item = &all->items[all->count];
    *item = *key;
    if (key->part)
        item->part = keep_part(all->arena, key->part);
    *slot = ++all->count;
    return item;
}

/* ---- order ---- */

int accumulator_compare_lines(const struct accumulator *a, const struct accumulator *b)
{
    int order = str_compare(a->account->external_id, b->account->external_id);
    if (order == 0)
        order = (a->account->id > b->account->id) - (a->account->id < b->account->id);
    if (order == 0)
        order = str_compare(a->service, b->service);
    return order ? order : (int)a->kind - (int)b->kind;
}

static int compare_skus(const struct sku *a, const struct sku *b)
{
    if (a == b)
        return 0;
    int order = str_compare(a->operation, b->operation);
    if (order == 0)
        order = str_compare(a->region, b->region);
    if (order == 0)
        order = str_compare(a->unit, b->unit);
    if (order == 0)
        order = str_compare(a->billing_entity, b->billing_entity);
    return order ? order : (a->id > b->id) - (a->id < b->id);
}

/* A part without a rule comes first; the rules of a plan lie in one array, in the plan's order. */
static int compare_parts(const struct part *a, const struct part *b)
{
    int order = str_compare(a->usage_type, b->usage_type);
    if (order == 0)
        order = compare_skus(a->sku, b->sku);
    if (order == 0)
        order = str_compare(a->line_item_type, b->line_item_type);
    if (order == 0)
        order = (a->day.days > b->day.days) - (a->day.days < b->day.days);
    if (order == 0)
        order = (a->rule > b->rule) - (a->rule < b->rule);
    return order ? order : memcmp(a->payer_id.b, b->payer_id.b, sizeof(uuid));
}

int accumulator_compare(const struct accumulator *a, const struct accumulator *b)
{
    if (a->group != b->group)
        return a->group < b->group ? -1 : 1;
    int order = accumulator_compare_lines(a, b);
    return order || !a->part ? order : compare_parts(a->part, b->part);
}
