#include "core/memo.h"

#include "core/arena.h"

#include <stdint.h>

#define ENTRY_OVERHEAD ((size_t)8 * 1024) /* the least an arena takes */

/* Lives in an arena of its own, which is given up with it. */
struct memo_entry {
    struct arena *arena;
    struct memo_entry *next; /* in its slot */
    struct memo_entry *newer;
    struct memo_entry *older;
    str key;
    str stamp;
    str text;
};

static size_t size_of(const struct memo_entry *entry)
{
    return ENTRY_OVERHEAD + entry->key.len + entry->stamp.len + entry->text.len;
}

static struct memo_entry **slot_of(struct memo *memo, str key)
{
    uint64_t hash = UINT64_C(14695981039346656037);
    for (size_t i = 0; i < key.len; i++)
        hash = (hash ^ (unsigned char)key.ptr[i]) * UINT64_C(1099511628211);
    return &memo->slots[(hash ^ hash >> 32) % MEMO_SLOTS];
}

static struct memo_entry *find(struct memo *memo, str key)
{
    struct memo_entry *entry = *slot_of(memo, key);
    while (entry && !str_equal(entry->key, key))
        entry = entry->next;
    return entry;
}

/* ---- by last use ---- */

static void unlink_use(struct memo *memo, struct memo_entry *entry)
{
    *(entry->newer ? &entry->newer->older : &memo->newest) = entry->older;
    *(entry->older ? &entry->older->newer : &memo->oldest) = entry->newer;
}

static void link_newest(struct memo *memo, struct memo_entry *entry)
{
    entry->newer = NULL;
    entry->older = memo->newest;
    *(entry->older ? &entry->older->newer : &memo->oldest) = entry;
    memo->newest = entry;
}

static void drop(struct memo *memo, struct memo_entry *entry)
{
    struct memo_entry **place = slot_of(memo, entry->key);
    while (*place != entry)
        place = &(*place)->next;
    *place = entry->next;
    unlink_use(memo, entry);
    memo->used -= size_of(entry);
    struct arena *arena = entry->arena;
    arena_free(&arena);
}

static struct memo_entry *use(struct memo *memo, str key)
{
    struct memo_entry *entry = find(memo, key);
    if (!entry)
        return NULL;
    unlink_use(memo, entry);
    link_newest(memo, entry);
    return entry;
}

/* ---- from outside ---- */

str memo_get(struct memo *memo, struct arena *arena, str key, str stamp)
{
    pthread_mutex_lock(&memo->mutex);
    const struct memo_entry *entry = use(memo, key);
    str text = entry && str_equal(entry->stamp, stamp) ? str_copy(arena, entry->text) : STR_NULL;
    pthread_mutex_unlock(&memo->mutex);
    return text;
}

str memo_find(struct memo *memo, struct arena *arena, str key, str *stamp)
{
    pthread_mutex_lock(&memo->mutex);
    const struct memo_entry *entry = use(memo, key);
    str text = entry ? str_copy(arena, entry->text) : STR_NULL;
    *stamp = entry ? str_copy(arena, entry->stamp) : STR_NULL;
    pthread_mutex_unlock(&memo->mutex);
    return text;
}

static struct memo_entry *entry_new(str key, str stamp, str text)
{
    struct arena *arena = arena_new();
    struct memo_entry *entry = ARENA_NEW(arena, struct memo_entry);
    *entry = (struct memo_entry){
        .arena = arena,
        .key = str_copy(arena, key),
        .stamp = str_copy(arena, stamp),
        .text = str_copy(arena, text),
    };
    return entry;
}

void memo_put(struct memo *memo, size_t limit, str key, str stamp, str text)
{
    struct memo_entry *entry = entry_new(key, stamp, text);
    if (size_of(entry) > limit) {
        arena_free(&(struct arena *){ entry->arena });
        return;
    }
    pthread_mutex_lock(&memo->mutex);
    struct memo_entry *before = find(memo, key);
    if (before)
        drop(memo, before);
    while (memo->oldest && memo->used + size_of(entry) > limit)
        drop(memo, memo->oldest);
    struct memo_entry **slot = slot_of(memo, key);
    entry->next = *slot;
    *slot = entry;
    link_newest(memo, entry);
    memo->used += size_of(entry);
    pthread_mutex_unlock(&memo->mutex);
}

void memo_clear(struct memo *memo)
{
    pthread_mutex_lock(&memo->mutex);
    while (memo->oldest)
        drop(memo, memo->oldest);
    pthread_mutex_unlock(&memo->mutex);
}

size_t memo_used(struct memo *memo)
{
    pthread_mutex_lock(&memo->mutex);
    size_t used = memo->used;
    pthread_mutex_unlock(&memo->mutex);
    return used;
}
