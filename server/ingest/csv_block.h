/*
 * Which of 64 bytes are separators: the one place where a processor's own instructions are used.
 *
 * There is a way that works anywhere and a faster one for processors that compare 32 bytes at
 * once; which of them is used is decided when a file is opened. Both give the same.
 */
#ifndef PROFORMA_INGEST_CSV_BLOCK_H
#define PROFORMA_INGEST_CSV_BLOCK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define CSV_BLOCK 64

/* Bit i speaks of byte i. */
struct csv_block {
    uint64_t separators; /* commas and line ends */
    uint64_t line_ends;
    uint64_t quotes;
};

struct csv_machine {
    /* Looks at CSV_BLOCK bytes. */
    void (*find)(const char *bytes, struct csv_block *found);

    /* Writes `base` + i for every bit i that is set, in order, and returns how many there are;
     * `places` has room for CSV_BLOCK of them, and what follows those given is overwritten. */
    size_t (*place)(uint64_t bits, uint32_t base, uint32_t *places);
};

extern const struct csv_machine csv_any_machine;

/* The faster one, where the processor has it. */
const struct csv_machine *csv_machine(void);

#endif
