/*
 * Memory with the lifetime of a unit of work.
 *
 * There are three lifetimes in this program and no others: the process (configuration, pools,
 * static tables), the unit of work (one request, one job, one ingest batch: its arena) and the
 * call (the stack). Memory of an arena is zeroed, is never freed singly and dies with the arena,
 * so a function may return early anywhere without cleaning up.
 *
 * Out of memory: the inputs that reach an arena are bounded at the edge (body limits, batch
 * sizes), so a failed allocation means the machine is out of memory; the process then logs one
 * line and aborts. Everything it was doing is a transaction, so nothing is lost or half done.
 */
#ifndef PROFORMA_CORE_ARENA_H
#define PROFORMA_CORE_ARENA_H

#include <stdbool.h>
#include <stddef.h>

struct arena;

/* Never NULL. The caller owns the arena and ends it with arena_free. */
struct arena *arena_new(void);

/* Frees the arena and everything in it; sets *arena to NULL. Accepts a pointer to NULL. */
void arena_free(struct arena **arena);

/* Forgets everything allocated, keeping one block: the next batch reuses the memory. */
void arena_reset(struct arena *arena);

/* `size` zeroed bytes, aligned for any type. Size 0 gives a valid pointer. Never NULL. */
void *arena_alloc(struct arena *arena, size_t size);

/* Makes the newest allocation larger where it stands, if it is `last` and there is room: false
 * otherwise. The new bytes are zeroed. For buffers that grow. */
bool arena_extend(struct arena *arena, void *last, size_t size, size_t new_size);

/* A copy of `size` bytes followed by a NUL byte (not counted). */
void *arena_copy(struct arena *arena, const void *bytes, size_t size);

/* Zeroed space for `count` items; aborts on multiplication overflow. */
void *arena_array(struct arena *arena, size_t count, size_t size);

/* Bytes handed out since the last reset; for limits and metrics. */
size_t arena_used(const struct arena *arena);

/* One zeroed `type` in the arena. */
#define ARENA_NEW(arena, type) ((type *)arena_alloc((arena), sizeof(type)))

/* `count` zeroed `type`s in the arena. */
#define ARENA_ARRAY(arena, type, count) ((type *)arena_array((arena), (count), sizeof(type)))

#endif
