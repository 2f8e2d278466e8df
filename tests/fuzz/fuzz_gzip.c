/* Any bytes as a gzip: inflated or refused, with the same result however they are read. */
#include <assert.h>
#include <stdint.h>

#include "ingest/inflate.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define OUTPUT_MAX (4u << 20)

static uint64_t inflate_all(str bytes, size_t chunk, size_t room, enum error_code *code)
{
    struct cx cx = { .arena = arena_new() };
    struct memory_input memory = memory_input(STR("fuzz.gz"), bytes, chunk);
    struct input *input = gzip_input(&cx, &memory.input);
    char buffer[4096];
    uint64_t hash = 0;
    size_t total = 0;
    size_t got = 1;
    while (got > 0 && total < OUTPUT_MAX && input->read(&cx, input, buffer, room, &got)) {
        for (size_t i = 0; i < got; i++)
            hash = (hash ^ (unsigned char)buffer[i]) * UINT64_C(1099511628211);
        total += got;
    }
    *code = cx.failure.code;
    assert(*code == ERR_none || *code == ERR_file_truncated || *code == ERR_file_corrupt);
    arena_free(&cx.arena);
    return hash;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    str bytes = { (const char *)data, size };
    enum error_code whole_code;
    enum error_code pieces_code;
    uint64_t whole = inflate_all(bytes, 0, 4096, &whole_code);
    uint64_t pieces = inflate_all(bytes, 1 + size % 5, 1 + size % 4096, &pieces_code);
    assert((whole_code == ERR_none) == (pieces_code == ERR_none));
    assert(whole_code != ERR_none || whole == pieces);
    return 0;
}
