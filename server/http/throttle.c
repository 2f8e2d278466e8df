#include "http/throttle.h"

#include <assert.h>
#include <pthread.h>

#include <sodium.h>

#include "http/service.h"

/* Buckets are found by a keyed hash, in a set of WAYS places; the one left alone longest makes
 * room. 16,384 buckets are 384 KB. */
enum { SETS = 4096, WAYS = 4 };

struct bucket {
    uint64_t key; /* 0: free */
    int64_t full_at_us;
    int64_t used_at_us;
};

struct throttle {
    pthread_mutex_t lock;
    unsigned char hash_key[crypto_shorthash_KEYBYTES];
    int64_t burst;
    int64_t refill_us;
    struct bucket buckets[SETS][WAYS];
};

struct throttle *throttle_new(struct arena *arena, int burst, int refill_s)
{
    struct throttle *t = ARENA_NEW(arena, struct throttle);
    pthread_mutex_init(&t->lock, NULL);
    crypto_shorthash_keygen(t->hash_key);
    t->burst = burst;
    t->refill_us = refill_s * INT64_C(1000000);
    return t;
}

void throttle_free(struct throttle *t)
{
    pthread_mutex_destroy(&t->lock);
}

static uint64_t hash_of(const struct throttle *t, str key)
{
    uint64_t hash;
    static_assert(sizeof hash == crypto_shorthash_BYTES, "one short hash");
    crypto_shorthash((unsigned char *)&hash, (const unsigned char *)key.ptr, key.len, t->hash_key);
    return hash ? hash : 1;
}

/* The key's bucket, made full if it is not there. */
static struct bucket *bucket_of(struct throttle *t, str key)
{
    uint64_t hash = hash_of(t, key);
    struct bucket *set = t->buckets[hash % SETS];
    struct bucket *oldest = &set[0];
    for (size_t i = 0; i < WAYS; i++) {
        if (set[i].key == hash)
            return &set[i];
        if (set[i].used_at_us < oldest->used_at_us)
            oldest = &set[i];
    }
    *oldest = (struct bucket){ .key = hash };
    return oldest;
}

/* A bucket is the time at which it will be full again: each token taken moves that by one refill,
 * and it is empty when that lies `burst` refills ahead. */
int throttle_take(struct throttle *t, str key, int64_t now_us)
{
    pthread_mutex_lock(&t->lock);
    struct bucket *bucket = bucket_of(t, key);
    int64_t full_at = bucket->full_at_us > now_us ? bucket->full_at_us : now_us;
    int64_t excess = full_at + t->refill_us - now_us - t->burst * t->refill_us;
    if (excess <= 0)
        bucket->full_at_us = full_at + t->refill_us;
    bucket->used_at_us = now_us;
    pthread_mutex_unlock(&t->lock);
    return excess <= 0 ? 0 : (int)((excess + 999999) / 1000000);
}

void throttle_give_back(struct throttle *t, str key)
{
    pthread_mutex_lock(&t->lock);
    bucket_of(t, key)->full_at_us -= t->refill_us;
    pthread_mutex_unlock(&t->lock);
}

static bool take(struct http_exchange *x, struct throttle *t, str key)
{
    int wait_s = throttle_take(t, key, service_clock_us());
    if (wait_s == 0)
        return true;
    (void)fail(&x->cx, ERR_too_many_attempts, "try again in %d seconds", wait_s);
    x->cx.failure.detail_zh = str_format(x->cx.arena, "请在 %d 秒后重试", wait_s);
    x->cx.failure.retry_after_s = wait_s;
    return false;
}

static str username_of(struct http_exchange *x)
{
    const struct route *row = x->endpoint->row;
    const struct field *field = row->body ? shape_field(row->body, STR("username")) : NULL;
    if (!field || field->kind != FIELD_STR || !x->cx.body)
        return uuid_text(x->cx.arena, x->cx.principal.user_id);
    str name = *(const str *)(const void *)((const char *)x->cx.body + field->offset);
    char *folded = arena_copy(x->cx.arena, name.ptr, name.len);
    for (size_t i = 0; i < name.len; i++)
        if (folded[i] >= 'A' && folded[i] <= 'Z')
            folded[i] = (char)(folded[i] + 'a' - 'A');
    return (str){ folded, name.len };
}

bool throttle_address(struct http_exchange *x)
{
    return take(x, x->server->addresses, x->client_address);
}

bool throttle_username(struct http_exchange *x)
{
    return take(x, x->server->usernames, username_of(x));
}

void throttle_forgive(struct http_exchange *x)
{
    throttle_give_back(x->server->addresses, x->client_address);
    throttle_give_back(x->server->usernames, username_of(x));
}
