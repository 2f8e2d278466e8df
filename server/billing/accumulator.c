#include "billing/accumulator.h"

#include <string.h>

#define SLOTS_INITIAL 128

void accumulators_init(struct accumulators *all, struct arena *arena)
{
    *all = (struct accumulators){ .arena = arena };
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

/* The SKU stands for its service and usage type, which need not be read. */
static uint64_t mix_part(uint64_t hash, const struct accumulator *line)
{
    const struct part *part = line->part;
    uint64_t payer;
    memcpy(&payer, part->payer_id.b + sizeof(uuid) - sizeof(payer), sizeof(payer));
    hash = part->sku ? mix(hash, (uintptr_t)part->sku)
                     : mix_text(mix_text(hash, line->service), part->usage_type);
    hash = mix(mix(mix_text(hash, part->line_item_type), (uintptr_t)part->rule), payer);
    return mix(hash, (uint64_t)part->day.days);
}

static uint64_t hash_of(const struct accumulator *line)
{
    uint64_t hash = mix(line->group, line->kind);
    return line->part ? mix_part(hash, line) : mix_text(hash, line->service);
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
    return a->group == b->group && a->kind == b->kind && str_equal(a->service, b->service) &&
           is_same_part(a->part, b->part);
}

/* ---- finding ---- */

/* The slot of the line: where it is, or the free one where it belongs. */
static struct slot *find_slot(const struct accumulators *all, uint64_t hash,
                              const struct accumulator *key)
{
    size_t i = (size_t)hash & (all->slot_count - 1);
    while (all->slots[i].item && (all->slots[i].hash != hash || !is_same(all->slots[i].item, key)))
        i = (i + 1) & (all->slot_count - 1);
    return &all->slots[i];
}

/* Makes the slots those of the lines, with room for more. */
static void open_lines(struct accumulators *all, struct account_lines *lines)
{
    all->open = lines;
    all->slot_count = SLOTS_INITIAL;
    while (all->slot_count <= lines->count * 2)
        all->slot_count *= 2;
    if (all->slots_max < all->slot_count) {
        all->slots_max = all->slot_count;
        all->slots = ARENA_ARRAY(all->arena, struct slot, all->slots_max);
    } else {
        memset(all->slots, 0, all->slot_count * sizeof(*all->slots));
    }
    for (struct accumulator *item = lines->first; item; item = item->next) {
        uint64_t hash = hash_of(item);
        *find_slot(all, hash, item) = (struct slot){ hash, item };
    }
}

/* The key's part is on the caller's stack, its line item type in a row of a result. */
static struct part *keep_part(struct accumulators *all, const struct part *part)
{
    struct part *kept = ARENA_NEW(all->arena, struct part);
    *kept = *part;
    if (!str_equal(all->line_item_type, part->line_item_type))
        all->line_item_type = str_copy(all->arena, part->line_item_type);
    kept->line_item_type = all->line_item_type;
    return kept;
}

struct accumulator *accumulator_of(struct accumulators *all, struct account_lines *lines,
                                   const struct accumulator *key)
{
    uint64_t hash = hash_of(key);
    if (all->open != lines || lines->count * 2 == all->slot_count)
        open_lines(all, lines);
    struct slot *slot = find_slot(all, hash, key);
    if (slot->item)
        return slot->item;
    struct accumulator *item = ARENA_NEW(all->arena, struct accumulator);
    *item = *key;
    if (key->part)
        item->part = keep_part(all, key->part);
    *(lines->last ? &lines->last->next : &lines->first) = item;
    *slot = (struct slot){ hash, item };
    lines->last = item;
    lines->count++;
    return item;
}

/* ---- order ---- */

int accumulator_compare_lines(const struct accumulator *a, const struct accumulator *b)
{
    int order = a->service.ptr == b->service.ptr ? 0 : str_compare(a->service, b->service);
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
