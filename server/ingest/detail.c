#include "ingest/detail.h"

#include <string.h>

#include "core/arena.h"

/* Days apart from the first; later ones count as one. */
#define DAYS 1024

static struct detail_dictionary dictionary_of_details(void)
{
    return (struct detail_dictionary){ .texts = dictionary_new(), .arena = arena_new() };
}

void detail_init(struct detail *detail, day from, size_t limit)
{
    *detail = (struct detail){
        .resources = dictionary_of_details(),
        .tags = dictionary_of_details(),
        .from = from,
        .first = from,
        .limit = limit,
    };
}

static void dictionary_of_details_free(struct detail_dictionary *d)
{
    dictionary_free(&d->texts);
    arena_free(&d->arena);
}

void detail_free(struct detail *detail)
{
    dictionary_of_details_free(&detail->resources);
    dictionary_of_details_free(&detail->tags);
}

static void make_room(struct detail_dictionary *d, size_t id)
{
    if (id < d->capacity)
        return;
    struct arena *arena = arena_new();
    size_t capacity = d->capacity > 0 ? d->capacity * 2 : 1024;
    int32_t *days = ARENA_ARRAY(arena, int32_t, capacity);
    if (d->capacity > 0)
        memcpy(days, d->last_days, d->capacity * sizeof days[0]);
    arena_free(&d->arena);
    d->arena = arena;
    d->last_days = days;
    d->capacity = capacity;
}

void detail_see(struct detail_dictionary *d, uint32_t id, day seen)
{
    if (d->last_days[id] < seen.days)
        d->last_days[id] = seen.days;
}

uint32_t detail_add(struct detail_dictionary *d, struct fingerprint print, str text, day seen)
{
    uint32_t known = dictionary_count(d->texts);
    uint32_t id = dictionary_add_known(d->texts, print, text);
    make_room(d, id);
    if (id > known)
        d->last_days[id] = seen.days;
    else
        detail_see(d, id, seen);
    return id;
}

static size_t day_index(const struct detail *detail, int32_t days)
{
    int64_t index = (int64_t)days - detail->first.days;
    return index < 0 ? 0 : index < DAYS ? (size_t)index : DAYS - 1;
}

static void weigh(const struct detail *detail, const struct detail_dictionary *d, size_t *weights)
{
    for (uint32_t id = 1; id <= dictionary_count(d->texts); id++) {
        str text = dictionary_text(d->texts, id);
        if (text.len > 0)
            weights[day_index(detail, d->last_days[id])] += dictionary_weight(text);
    }
}

static void forget(struct detail_dictionary *d, day from)
{
    struct arena *arena = arena_new();
    uint32_t count = dictionary_count(d->texts);
    bool *keep = ARENA_ARRAY(arena, bool, count + 1);
    for (uint32_t id = 1; id <= count; id++)
        keep[id] = d->last_days[id] >= from.days;
    dictionary_keep(d->texts, keep);
    arena_free(&arena);
}

bool detail_fit(struct detail *detail)
{
    size_t size = dictionary_size(detail->resources.texts) + dictionary_size(detail->tags.texts);
    if (size <= detail->limit)
        return false;
    size_t weights[DAYS] = { 0 };
    weigh(detail, &detail->resources, weights);
    weigh(detail, &detail->tags, weights);
    size_t index = 0;
    while (size > detail->limit)
        size -= weights[index++];
    int32_t from = index < DAYS ? detail->first.days + (int32_t)index : INT32_MAX;
    __atomic_store_n(&detail->from.days, from, __ATOMIC_RELAXED);
    forget(&detail->resources, detail->from);
    forget(&detail->tags, detail->from);
    return true;
}
