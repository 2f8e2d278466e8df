#include "ingest/dictionary.h"

#include <string.h>

#include "core/arena.h"

#define PAGE_TEXTS 4096
#define BLOCK_SIZE (256 * 1024)
#define FIRST_SLOTS 1024
/* Bytes a text costs beside its own: its entry and its share of the slots. */
#define ENTRY_WEIGHT 56

struct entry {
    struct fingerprint print;
    str text;
};

struct slot {
    uint32_t tag; /* bits of the fingerprint: most strangers are told without a look at theirs */
    uint32_t id;  /* 0: free */
};

struct slots {
    struct arena *arena;
    struct slot *items;
    size_t count; /* a power of two */
};

struct dictionary {
    struct fingerprint_key key;
    struct arena *arena;  /* this struct and its pages */
    struct entry **pages; /* of PAGE_TEXTS entries: entries never move */
    size_t page_capacity;
    uint32_t count;
    uint32_t remembered;
    size_t size;
    struct slots slots;
    struct arena *texts;
    char *block; /* where the next text goes */
    size_t block_left;
};

static struct slots slots_new(size_t count)
{
    struct slots slots = { .arena = arena_new(), .count = count };
    slots.items = ARENA_ARRAY(slots.arena, struct slot, count);
    return slots;
}

struct dictionary *dictionary_new(void)
{
    struct arena *arena = arena_new();
    struct dictionary *d = ARENA_NEW(arena, struct dictionary);
    *d = (struct dictionary){
        .key = fingerprint_key(),
        .arena = arena,
        .slots = slots_new(FIRST_SLOTS),
        .texts = arena_new(),
    };
    return d;
}

void dictionary_free(struct dictionary **dictionary)
{
    if (*dictionary == NULL)
        return;
    struct arena *arena = (*dictionary)->arena;
    arena_free(&(*dictionary)->slots.arena);
    arena_free(&(*dictionary)->texts);
    arena_free(&arena);
    *dictionary = NULL;
}

static struct entry *entry_of(const struct dictionary *d, uint32_t id)
{
    return &d->pages[id / PAGE_TEXTS][id % PAGE_TEXTS];
}

size_t dictionary_weight(str text)
{
    return text.len + ENTRY_WEIGHT;
}

static uint32_t tag_of(struct fingerprint print)
{
    return (uint32_t)(print.b >> 32);
}

/* The slot where the text is, or the free one where it belongs. */
static struct slot *find_slot(const struct dictionary *d, struct fingerprint print)
{
    size_t mask = d->slots.count - 1;
    for (size_t i = print.a & mask;; i = (i + 1) & mask) {
        struct slot *slot = &d->slots.items[i];
        if (slot->id == 0)
            return slot;
        if (slot->tag == tag_of(print) && fingerprint_is_same(entry_of(d, slot->id)->print, print))
            return slot;
    }
}

static void fill_slots(struct dictionary *d, size_t count)
{
    arena_free(&d->slots.arena);
    d->slots = slots_new(count);
    for (uint32_t id = 1; id <= d->count; id++) {
        const struct entry *entry = entry_of(d, id);
        if (entry->text.ptr != NULL)
            *find_slot(d, entry->print) = (struct slot){ tag_of(entry->print), id };
    }
}

static str store_text(struct dictionary *d, str text)
{
    if (text.len > BLOCK_SIZE / 4)
        return str_copy(d->texts, text);
    if (text.len > d->block_left) {
        d->block = arena_alloc(d->texts, BLOCK_SIZE);
        d->block_left = BLOCK_SIZE;
    }
    memcpy(d->block, text.ptr, text.len);
    str stored = { d->block, text.len };
    d->block += text.len;
    d->block_left -= text.len;
    return stored;
}

static void make_page(struct dictionary *d, uint32_t page)
{
    if (page >= d->page_capacity) {
        size_t capacity = d->page_capacity > 0 ? d->page_capacity * 2 : 64;
        struct entry **pages = ARENA_ARRAY(d->arena, struct entry *, capacity);
        if (d->page_capacity > 0)
            memcpy(pages, d->pages, d->page_capacity * sizeof pages[0]);
        d->pages = pages;
        d->page_capacity = capacity;
    }
    if (d->pages[page] == NULL)
        d->pages[page] = ARENA_ARRAY(d->arena, struct entry, PAGE_TEXTS);
}

struct fingerprint dictionary_print(const struct dictionary *d, str text)
{
    struct fingerprint print = fingerprint_of(&d->key, 0);
    fingerprint_add(&print, &d->key, text);
    return print;
}

uint32_t dictionary_add(struct dictionary *d, str text)
{
    return dictionary_add_known(d, dictionary_print(d, text), text);
}

void dictionary_expect(const struct dictionary *d, struct fingerprint print)
{
    __builtin_prefetch(&d->slots.items[print.a & (d->slots.count - 1)]);
}

uint32_t dictionary_add_known(struct dictionary *d, struct fingerprint print, str text)
{
    if (text.len == 0)
        return 0;
    struct slot *slot = find_slot(d, print);
    if (slot->id != 0)
        return slot->id;
    if ((d->remembered + 1) * 3 > d->slots.count * 2) {
        fill_slots(d, d->slots.count * 2);
        slot = find_slot(d, print);
    }
    uint32_t id = ++d->count;
    make_page(d, id / PAGE_TEXTS);
    *entry_of(d, id) = (struct entry){ .print = print, .text = store_text(d, text) };
    d->remembered++;
    d->size += dictionary_weight(text);
    *slot = (struct slot){ tag_of(print), id };
    return id;
}

str dictionary_text(const struct dictionary *d, uint32_t id)
{
    return id == 0 ? STR("") : entry_of(d, id)->text;
}

uint32_t dictionary_count(const struct dictionary *d)
{
    return d->count;
}

size_t dictionary_size(const struct dictionary *d)
{
    return d->size;
}

void dictionary_keep(struct dictionary *d, const bool *keep)
{
    struct arena *old = d->texts;
    d->texts = arena_new();
    d->block_left = 0;
    d->remembered = 0;
    d->size = 0;
    for (uint32_t id = 1; id <= d->count; id++) {
        struct entry *entry = entry_of(d, id);
        if (entry->text.ptr == NULL)
            continue;
        if (!keep[id]) {
            entry->text = STR_NULL;
            continue;
        }
        entry->text = store_text(d, entry->text);
        d->remembered++;
        d->size += dictionary_weight(entry->text);
    }
    arena_free(&old);
    fill_slots(d, d->slots.count);
}

/* ---- tuples: each part as its length and its bytes ---- */

str tuple_make(struct strbuf *buffer, const str *texts, size_t count)
{
    buffer->len = 0;
    for (size_t i = 0; i < count; i++) {
        uint32_t len = (uint32_t)texts[i].len;
        strbuf_add(buffer, (str){ (const char *)&len, sizeof len });
        strbuf_add(buffer, texts[i]);
    }
    return (str){ buffer->ptr, buffer->len };
}

str tuple_part(str tuple, size_t index)
{
    const char *at = tuple.ptr;
    uint32_t len;
    for (;; index--) {
        memcpy(&len, at, sizeof len);
        at += sizeof len;
        if (index == 0)
            return (str){ at, len };
        at += len;
    }
}
