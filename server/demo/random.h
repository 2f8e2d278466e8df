/*
 * Numbers that look random and are not: each is a hash of the seed and of what it is for, so a
 * value does not depend on the order in which values are asked for, and the same day of the same
 * account is the same on every machine and in every run.
 */
#ifndef PROFORMA_DEMO_RANDOM_H
#define PROFORMA_DEMO_RANDOM_H

#include <stdint.h>

uint64_t random_of(uint64_t seed, uint64_t a, uint64_t b, uint64_t c);

/* One of low..high, both included. */
int64_t random_between(uint64_t hash, int64_t low, int64_t high);

#endif
