#include "core/arena.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#if defined(__SANITIZE_ADDRESS__)
#define ARENA_POISONS 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ARENA_POISONS 1
#endif
#endif

#ifdef ARENA_POISONS
#include <sanitizer/asan_interface.h>
#define POISON(ptr, size) ASAN_POISON_MEMORY_REGION((ptr), (size))
#define UNPOISON(ptr, size) ASAN_UNPOISON_MEMORY_REGION((ptr), (size))
/* A gap behind every allocation, so that an overrun by one byte is seen. */
#define REDZONE 16
#else
#define POISON(ptr, size) ((void)(ptr), (void)(size))
#define UNPOISON(ptr, size) ((void)(ptr), (void)(size))
#define REDZONE 0
#endif

#define ALIGNMENT 16
#define FIRST_BLOCK 4096
#define LARGEST_BLOCK (1024 * 1024)

struct block {
    struct block *next;
    size_t size;
    size_t used;
    _Alignas(ALIGNMENT) char bytes[];
};

struct arena {
    struct block *blocks; /* the newest first; the last one is kept by a reset */
    size_t used;
};

static void *allocate(size_t size)
{
    void *memory = malloc(size);
    if (memory == NULL) {
        static const char message[] = "{\"level\":\"error\",\"event\":\"out_of_memory\"}\n";
        fputs(message, stderr);
        abort();
    }
    return memory;
}

static struct block *block_new(size_t size, struct block *next)
{
    struct block *block = allocate(sizeof(struct block) + size);
    *block = (struct block){ .next = next, .size = size };
    POISON(block->bytes, size);
    return block;
}

static void block_free(struct block *block)
{
    UNPOISON(block->bytes, block->size);
    free(block);
}

struct arena *arena_new(void)
{
    struct arena *arena = allocate(sizeof *arena);
    *arena = (struct arena){ .blocks = block_new(FIRST_BLOCK, NULL) };
    return arena;
}

void arena_free(struct arena **arena)
{
    if (*arena == NULL)
        return;
    for (struct block *block = (*arena)->blocks; block != NULL;) {
        struct block *next = block->next;
        block_free(block);
        block = next;
    }
    free(*arena);
    *arena = NULL;
}

void arena_reset(struct arena *arena)
{
    while (arena->blocks->next != NULL) {
        struct block *newest = arena->blocks;
        arena->blocks = newest->next;
        block_free(newest);
    }
    arena->blocks->used = 0;
    POISON(arena->blocks->bytes, arena->blocks->size);
    arena->used = 0;
}

static size_t next_block_size(const struct arena *arena, size_t wanted)
{
    size_t size = arena->blocks->size * 2;
    if (size > LARGEST_BLOCK)
        size = LARGEST_BLOCK;
    return size > wanted ? size : wanted;
}

void *arena_alloc(struct arena *arena, size_t size)
{
    if (size > SIZE_MAX / 2)
        abort();
    size_t wanted = (size + REDZONE + ALIGNMENT - 1) & ~(size_t)(ALIGNMENT - 1);
    if (wanted == 0)
        wanted = ALIGNMENT;
    if (arena->blocks->size - arena->blocks->used < wanted)
        arena->blocks = block_new(next_block_size(arena, wanted), arena->blocks);

    struct block *block = arena->blocks;
    void *memory = block->bytes + block->used;
    block->used += wanted;
    arena->used += wanted;
    UNPOISON(memory, size);
    return memset(memory, 0, size);
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
    size_t bytes;
    if (__builtin_mul_overflow(count, size, &bytes))
        abort();
    return arena_alloc(arena, bytes);
}

size_t arena_used(const struct arena *arena)
{
    return arena->used;
}
