#include "core/arena.h"

#include "core/log.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#if defined(__SANITIZE_ADDRESS__)
#define ARENA_IS_POISONED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ARENA_IS_POISONED 1
#endif
#endif

/* Under the address sanitizer, space not handed out is poisoned and each allocation is followed
 * by a gap, so that an overrun inside a block is found as one on the heap would be. */
#ifdef ARENA_IS_POISONED
#include <sanitizer/asan_interface.h>
#define ARENA_GAP 16
#else
#define ARENA_GAP 0
#define ASAN_POISON_MEMORY_REGION(ptr, size) ((void)(ptr), (void)(size))
#define ASAN_UNPOISON_MEMORY_REGION(ptr, size) ((void)(ptr), (void)(size))
#endif

#define ALIGNMENT alignof(max_align_t)
#define HUGE_PAGE ((uintptr_t)2 * 1024 * 1024)
#define BLOCK_SIZE_MIN ((size_t)8 * 1024)
#define BLOCK_SIZE_MAX (4 * (size_t)HUGE_PAGE)
#define SHARED_MAX ((size_t)256 * 1024) /* an allocation that is larger has a block of its own */

struct block {
    struct block *next;
    size_t size;
    size_t used;
    alignas(max_align_t) unsigned char bytes[];
};

/* The first block is the one being filled, and the largest but for those behind it that hold a
 * single large allocation. Bytes not handed out yet are zero. */
struct arena {
    struct block *blocks;
    size_t used;
};

_Noreturn static void out_of_memory(size_t size)
{
    log_event(LOG_ERROR, "out_of_memory",
              LOG_NUMBER("bytes", size > INT64_MAX ? INT64_MAX : (int64_t)size));
    abort();
}

/* Tables of an ingest are read here and there: with small pages, looking up where a page is costs
 * as much as reading it. And what is written once, as months when they are rated, is given by the
 * system a few large pages at a time, where thousands of small ones took a quarter of the time. */
static void ask_for_huge_pages(struct block *block, size_t size)
{
    uintptr_t from = ((uintptr_t)block + HUGE_PAGE - 1) / HUGE_PAGE * HUGE_PAGE;
    uintptr_t end = ((uintptr_t)block + size) / HUGE_PAGE * HUGE_PAGE;
    if (from < end)
        (void)madvise((void *)from, end - from, MADV_HUGEPAGE);
}

static struct block *block_new(size_t size)
{
    struct block *block = calloc(1, sizeof(struct block) + size);
    if (!block)
        out_of_memory(size);
    block->size = size;
    ask_for_huge_pages(block, size);
    ASAN_POISON_MEMORY_REGION(block->bytes, size);
    return block;
}

static void blocks_free(struct block *block)
{
    while (block) {
        struct block *next = block->next;
        ASAN_UNPOISON_MEMORY_REGION(block->bytes, block->size);
        free(block);
        block = next;
    }
}

struct arena *arena_new(void)
{
    struct arena *arena = calloc(1, sizeof *arena);
    if (!arena)
        out_of_memory(sizeof *arena);
    arena->blocks = block_new(BLOCK_SIZE_MIN);
    return arena;
}

void arena_free(struct arena **arena)
{
    if (!*arena)
        return;
    blocks_free((*arena)->blocks);
    free(*arena);
    *arena = NULL;
}

void arena_reset(struct arena *arena)
{
    struct block *block = arena->blocks;
    blocks_free(block->next);
    block->next = NULL;
    ASAN_UNPOISON_MEMORY_REGION(block->bytes, block->size);
    memset(block->bytes, 0, block->used);
    ASAN_POISON_MEMORY_REGION(block->bytes, block->size);
    block->used = 0;
    arena->used = 0;
}

/* A block with room for `size`: one that is filled from now on, or for a large allocation one of
 * its own, so that what is left of the current block is not lost. */
static struct block *block_with_room(struct arena *arena, size_t size)
{
    struct block *first = arena->blocks;
    if (size > SHARED_MAX) {
        struct block *own = block_new(size);
        own->next = first->next;
        first->next = own;
        return own;
    }
    size_t next_size = first->size;
    do
        next_size = next_size < BLOCK_SIZE_MAX ? next_size * 2 : BLOCK_SIZE_MAX;
    while (next_size < size);
    struct block *block = block_new(next_size);
    block->next = first;
    arena->blocks = block;
    return block;
}

static size_t bytes_taken(size_t size)
{
    if (size > PTRDIFF_MAX / 2)
        out_of_memory(size);
    return ((size + ALIGNMENT - 1) & ~(ALIGNMENT - 1)) + ARENA_GAP;
}

void *arena_alloc(struct arena *arena, size_t size)
{
    size_t taken = bytes_taken(size);
    struct block *block = arena->blocks;
    if (taken > block->size - block->used)
        block = block_with_room(arena, taken);
    void *bytes = block->bytes + block->used;
    block->used += taken;
    arena->used += size;
    ASAN_UNPOISON_MEMORY_REGION(bytes, size);
    return bytes;
}

bool arena_extend(struct arena *arena, void *last, size_t size, size_t new_size)
{
    struct block *block = arena->blocks;
    size_t more = bytes_taken(new_size) - bytes_taken(size);
    bool is_last = (unsigned char *)last + bytes_taken(size) == block->bytes + block->used;
    if (!is_last || more > block->size - block->used)
        return false;
    block->used += more;
    arena->used += new_size - size;
    ASAN_UNPOISON_MEMORY_REGION(last, new_size);
    return true;
}

void *arena_copy(struct arena *arena, const void *bytes, size_t size)
{
    char *copy = arena_alloc(arena, size + 1);
    if (size > 0)
        memcpy(copy, bytes, size);
    return copy;
}

void *arena_array(struct arena *arena, size_t count, size_t size)
{
    size_t total;
    if (__builtin_mul_overflow(count, size, &total))
        out_of_memory(SIZE_MAX);
    return arena_alloc(arena, total);
}

size_t arena_used(const struct arena *arena)
{
    return arena->used;
}
