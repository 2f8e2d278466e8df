#include "ingest/csv_block.h"

#ifdef __x86_64__
#include <immintrin.h>
#endif

/* Eight at a time, whether there are as many left or not: how many there are is what a processor
 * cannot guess. */
#define PLACES_AT_ONCE 8
#define LAST_BIT (UINT64_C(1) << 63)

static inline __attribute__((always_inline)) size_t place_bits(uint64_t bits, uint32_t base,
                                                               uint32_t *places)
{
    size_t count = (size_t)__builtin_popcountll(bits);
    for (size_t i = 0; i < count; i += PLACES_AT_ONCE) {
        for (size_t j = 0; j < PLACES_AT_ONCE; j++) {
            places[i + j] = base + (uint32_t)__builtin_ctzll(bits | LAST_BIT);
            bits &= bits - 1;
        }
    }
    return count;
}

/* ---- anywhere ---- */

static void find_anywhere(const char *bytes, struct csv_block *found)
{
    *found = (struct csv_block){ 0 };
    for (int i = 0; i < CSV_BLOCK; i++) {
        uint64_t bit = UINT64_C(1) << i;
        found->separators |= bytes[i] == ',' || bytes[i] == '\n' ? bit : 0;
        found->line_ends |= bytes[i] == '\n' ? bit : 0;
        found->quotes |= bytes[i] == '"' ? bit : 0;
    }
}

static size_t place_anywhere(uint64_t bits, uint32_t base, uint32_t *places)
{
    return place_bits(bits, base, places);
}

const struct csv_machine csv_any_machine = { .find = find_anywhere, .place = place_anywhere };

/* ---- x86-64 with AVX2 ---- */

#ifdef __x86_64__

#define WITH_AVX2 __attribute__((target("avx2,bmi,popcnt")))

WITH_AVX2 static uint64_t match(__m256i low, __m256i high, char wanted)
{
    __m256i all = _mm256_set1_epi8(wanted);
    unsigned first = (unsigned)_mm256_movemask_epi8(_mm256_cmpeq_epi8(low, all));
    unsigned second = (unsigned)_mm256_movemask_epi8(_mm256_cmpeq_epi8(high, all));
    return (uint64_t)second << 32 | first;
}

WITH_AVX2 static void find_by_32(const char *bytes, struct csv_block *found)
{
    __m256i low = _mm256_loadu_si256((const __m256i *)(const void *)bytes);
    __m256i high = _mm256_loadu_si256((const __m256i *)(const void *)(bytes + 32));
    found->line_ends = match(low, high, '\n');
    found->separators = match(low, high, ',') | found->line_ends;
    found->quotes = match(low, high, '"');
}

WITH_AVX2 static size_t place_by_64(uint64_t bits, uint32_t base, uint32_t *places)
{
    return place_bits(bits, base, places);
}

static const struct csv_machine avx2_machine = { .find = find_by_32, .place = place_by_64 };

const struct csv_machine *csv_machine(void)
{
    bool has_avx2 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") &&
                    __builtin_cpu_supports("popcnt");
    return has_avx2 ? &avx2_machine : &csv_any_machine;
}

#else

const struct csv_machine *csv_machine(void)
{
    return &csv_any_machine;
}

#endif
