#include "ingest/group_table.h"

#include <stdlib.h>
#include <string.h>

#define PAGE_GROUPS 32768 /* some megabytes: core/arena.c has huge pages for what is so large */
#define FIRST_SLOTS 4096
#define CACHE_LINE 64
#define GROUPS_MIN 64
#define GROUPS_MAX (1u << 30)

struct slot {
    uint32_t tag;   /* bits of the fingerprint: most strangers are told without a look at theirs */
    uint32_t index; /* of the group, from 1; 0: free */
};

/* What comes first in a key, so that most groups are put in order without a look at them. */
struct order {
    uint64_t account_day;
    uint32_t sku;
    uint32_t index;
};

/* A group with two to four slots and its place in the order. */
#define GROUP_COST (sizeof(struct group_entry) + 4 * sizeof(struct slot) + sizeof(struct order))

struct group_table {
    struct arena *arena;
    struct group_entry **pages;
    size_t count;
    size_t capacity;
    struct arena *slot_arena;
    struct slot *slots;
    size_t slot_count; /* a power of two */
    struct arena *order_arena;
    struct order *order;
};

static void make_slots(struct group_table *t, size_t count)
{
    arena_free(&t->slot_arena);
    t->slot_arena = arena_new();
    t->slots = ARENA_ARRAY(t->slot_arena, struct slot, count);
    t->slot_count = count;
}

struct group_table *group_table_new(size_t memory)
{
    struct arena *arena = arena_new();
    struct group_table *t = ARENA_NEW(arena, struct group_table);
    size_t capacity = memory / GROUP_COST;
    t->arena = arena;
    t->capacity = capacity < GROUPS_MIN   ? GROUPS_MIN
                  : capacity > GROUPS_MAX ? GROUPS_MAX
                                          : capacity;
    t->pages = ARENA_ARRAY(arena, struct group_entry *, t->capacity / PAGE_GROUPS + 1);
    make_slots(t, FIRST_SLOTS);
    return t;
}

void group_table_free(struct group_table **table)
{
    if (*table == NULL)
        return;
    struct arena *arena = (*table)->arena;
    arena_free(&(*table)->slot_arena);
    arena_free(&(*table)->order_arena);
    arena_free(&arena);
    *table = NULL;
}

static struct group_entry *entry_at(const struct group_table *t, size_t index)
{
    return &t->pages[index / PAGE_GROUPS][index % PAGE_GROUPS];
}

static uint32_t tag_of(struct fingerprint print)
{
    return (uint32_t)(print.b >> 32);
}

void group_table_expect(const struct group_table *t, struct fingerprint print)
{
    __builtin_prefetch(&t->slots[print.a & (t->slot_count - 1)]);
}

void group_table_fetch(const struct group_table *t, struct fingerprint print)
{
    const struct slot *slot = &t->slots[print.a & (t->slot_count - 1)];
    if (slot->index == 0)
        return;
    const char *entry = (const char *)entry_at(t, slot->index - 1);
    for (size_t at = 0; at < sizeof(struct group_entry); at += CACHE_LINE)
        __builtin_prefetch(entry + at, 1);
}

struct group_entry *group_table_find(const struct group_table *t, struct fingerprint print)
{
    size_t mask = t->slot_count - 1;
    for (size_t i = print.a & mask;; i = (i + 1) & mask) {
        const struct slot *slot = &t->slots[i];
        if (slot->index == 0)
            return NULL;
        if (slot->tag != tag_of(print))
            continue;
        struct group_entry *entry = entry_at(t, slot->index - 1);
        if (fingerprint_is_same(entry->print, print))
            return entry;
    }
}

static void put_slot(struct group_table *t, struct fingerprint print, size_t index)
{
    size_t mask = t->slot_count - 1;
    size_t i = print.a & mask;
    while (t->slots[i].index != 0)
        i = (i + 1) & mask;
    t->slots[i] = (struct slot){ .tag = tag_of(print), .index = (uint32_t)index + 1 };
}

bool group_table_has_room(const struct group_table *t, size_t groups)
{
    return groups <= t->capacity - t->count;
}

struct group_entry *group_table_add(struct group_table *t, struct fingerprint print,
                                    const struct group_key *key)
{
    if (t->count * 2 >= t->slot_count) {
        make_slots(t, t->slot_count * 2);
        for (size_t i = 0; i < t->count; i++)
            put_slot(t, entry_at(t, i)->print, i);
    }
    size_t index = t->count++;
    struct group_entry **page = &t->pages[index / PAGE_GROUPS];
    size_t left = t->capacity - index;
    if (*page == NULL)
        *page = ARENA_ARRAY(t->arena, struct group_entry, left < PAGE_GROUPS ? left : PAGE_GROUPS);
    struct group_entry *entry = entry_at(t, index);
    *entry = (struct group_entry){ .print = print, .group = { .key = *key } };
    put_slot(t, print, index);
    return entry;
}

static int compare(const void *a, const void *b, void *context)
{
    const struct order *x = a, *y = b;
    if (x->account_day != y->account_day)
        return x->account_day < y->account_day ? -1 : 1;
    if (x->sku != y->sku)
        return x->sku < y->sku ? -1 : 1;
    const struct group_table *t = context;
    return group_compare(&entry_at(t, x->index)->group.key, &entry_at(t, y->index)->group.key);
}

void group_table_sort(struct group_table *t)
{
    arena_free(&t->order_arena);
    t->order_arena = arena_new();
    t->order = ARENA_ARRAY(t->order_arena, struct order, t->count);
    for (size_t i = 0; i < t->count; i++) {
        const struct group_key *key = &entry_at(t, i)->group.key;
        /* Flipping the sign bit makes the order of signed days that of unsigned numbers. */
        uint32_t days = (uint32_t)key->day ^ 0x80000000u;
        t->order[i] = (struct order){
            .account_day = (uint64_t)key->account << 32 | days,
            .sku = key->sku,
            .index = (uint32_t)i,
        };
    }
    qsort_r(t->order, t->count, sizeof t->order[0], compare, t);
}

size_t group_table_count(const struct group_table *t)
{
    return t->count;
}

const struct group *group_table_at(const struct group_table *t, size_t index)
{
    return &entry_at(t, t->order[index].index)->group;
}

void group_table_clear(struct group_table *t)
{
    arena_free(&t->order_arena);
    memset(t->slots, 0, t->slot_count * sizeof t->slots[0]);
    t->count = 0;
}
