/* inflate FILE.gz: inflates it with ISA-L into a buffer that nobody reads, and prints the bytes.
 * The least that reading a gzipped report can take. */
#include <isa-l/igzip_lib.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#define INPUT_BYTES (256 * 1024)
#define OUTPUT_BYTES (256 * 1024)

static uint8_t input[INPUT_BYTES];
static uint8_t output[OUTPUT_BYTES];

static void begin(struct inflate_state *state)
{
    uint8_t *next = state->next_in;
    uint32_t available = state->avail_in;
    isal_inflate_init(state);
    state->crc_flag = ISAL_GZIP;
    state->next_in = next;
    state->avail_in = available;
}

int main(int argc, char **argv)
{
    static struct inflate_state state;
    uint64_t total = 0;
    bool writes = argc == 3 && strcmp(argv[2], "-") == 0;
    FILE *file = argc == 2 || writes ? fopen(argv[1], "rb") : NULL;
    if (file == NULL)
        return 2;
    begin(&state);
    for (;;) {
        if (state.avail_in == 0) {
            state.next_in = input;
            state.avail_in = (uint32_t)fread(input, 1, sizeof input, file);
            if (state.avail_in == 0)
                break;
        }
        if (state.block_state == ISAL_BLOCK_FINISH)
            begin(&state); /* the next member */
        state.next_out = output;
        state.avail_out = sizeof output;
        if (isal_inflate(&state) != ISAL_DECOMP_OK)
            return 1;
        size_t size = sizeof output - state.avail_out;
        if (writes && fwrite(output, 1, size, stdout) != size)
            return 1;
        total += size;
    }
    if (writes)
        return 0;
    printf("%llu\n", (unsigned long long)total);
    return 0;
}
