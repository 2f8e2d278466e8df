#include "insights/amounts.h"

#include "core/arena.h"
#include "core/cx.h"

#include <stdlib.h>
#include <string.h>

#define AMOUNTS_INITIAL 64

void amounts_add(struct amounts *amounts, str key, str label, decimal value)
{
    if (amounts->count == amounts->capacity) {
        size_t capacity = amounts->capacity > 0 ? amounts->capacity * 2 : AMOUNTS_INITIAL;
        struct amount *items = ARENA_ARRAY(amounts->arena, struct amount, capacity);
        if (amounts->count > 0)
            memcpy(items, amounts->items, amounts->count * sizeof(*items));
        amounts->items = items;
        amounts->capacity = capacity;
    }
    amounts->items[amounts->count++] = (struct amount){ key, label, value };
}

static int compare_keys(const void *left, const void *right)
{
    return str_compare(((const struct amount *)left)->key, ((const struct amount *)right)->key);
}

bool amounts_fold(struct amounts *amounts)
{
    size_t kept = 0;
    if (amounts->count > 1)
        qsort(amounts->items, amounts->count, sizeof(*amounts->items), compare_keys);
    for (size_t i = 0; i < amounts->count; i++) {
        struct amount *next = &amounts->items[i];
        if (kept == 0 || !str_equal(amounts->items[kept - 1].key, next->key)) {
            amounts->items[kept++] = *next;
            continue;
        }
        struct amount *sum = &amounts->items[kept - 1];
        TRY(decimal_add(sum->value, next->value, &sum->value));
        if (!str_is_empty(next->label))
            sum->label = next->label;
    }
    amounts->count = kept;
    return true;
}
