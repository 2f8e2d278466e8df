#include "demo/random.h"

/* The finaliser of splitmix64. */
static uint64_t mix(uint64_t x)
{
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9U;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebU;
    return x ^ (x >> 31);
}

uint64_t random_of(uint64_t seed, uint64_t a, uint64_t b, uint64_t c)
{
    uint64_t x = mix(seed + 0x9e3779b97f4a7c15U);
    x = mix(x ^ (a + 0x9e3779b97f4a7c15U));
    x = mix(x ^ (b + 0x9e3779b97f4a7c15U));
    return mix(x ^ (c + 0x9e3779b97f4a7c15U));
}

int64_t random_between(uint64_t hash, int64_t low, int64_t high)
{
    uint64_t span = (uint64_t)(high - low) + 1;
    return low + (int64_t)((unsigned __int128)hash * span >> 64);
}
