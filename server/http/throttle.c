#include "http/throttle.h"

#include <arpa/inet.h>
#include <assert.h>
#include <locale.h>
#include <netinet/in.h>
#include <pthread.h>
#include <wctype.h>

#include <sodium.h>

#include "http/service.h"

/* Buckets are found by a keyed hash, in a set of WAYS places; the one left alone longest makes
 * room. 16,384 buckets are 384 KB. */
enum { SETS = 4096, WAYS = 4, NETWORK_BYTES = 8 };

struct bucket {
    uint64_t key; /* 0: free */
    int64_t full_at_us;
    int64_t used_at_us;
};

struct throttle {
    pthread_mutex_t lock;
    locale_t letters;
    unsigned char hash_key[crypto_shorthash_KEYBYTES];
    int64_t burst;
    int64_t refill_us;
    struct bucket buckets[SETS][WAYS];
};

struct throttle *throttle_new(struct arena *arena, int burst, int refill_s)
{
    struct throttle *t = ARENA_NEW(arena, struct throttle);
    pthread_mutex_init(&t->lock, NULL);
    t->letters = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
    if (!t->letters)
        t->letters = newlocale(LC_CTYPE_MASK, "C", (locale_t)0);
    crypto_shorthash_keygen(t->hash_key);
    t->burst = burst;
    t->refill_us = refill_s * INT64_C(1000000);
    return t;
}

void throttle_free(struct throttle *t)
{
    freelocale(t->letters);
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

/* The code point of the first `len` bytes; the text is UTF-8. */
static wint_t code_point(str text, size_t len)
{
    const unsigned char *p = (const unsigned char *)text.ptr;
    unsigned code = len == 1 ? p[0] : p[0] & (0x7FU >> len);
    for (size_t i = 1; i < len; i++)
        code = code << 6 | (p[i] & 0x3FU);
    return code;
}

/* Users are found by lower() of PostgreSQL, for which "admİn" is "admin": every spelling of a name
 * has to take from the same bucket. Letters become what they are in lower case, as code points. */
static str folded(const struct throttle *t, struct arena *arena, str name)
{
    wint_t *letters = ARENA_ARRAY(arena, wint_t, name.len + 1);
    size_t count = 0;
    while (name.len > 0) {
        size_t len = str_utf8_len(name);
        len = len > 0 ? len : 1;
        letters[count++] = towlower_l(code_point(name, len), t->letters);
        name = (str){ name.ptr + len, name.len - len };
    }
    return (str){ (const char *)letters, count * sizeof *letters };
}

static str username_of(struct http_exchange *x)
{
    const struct route *row = x->endpoint->row;
    const struct field *field = row->body ? shape_field(row->body, STR("username")) : NULL;
    if (!field || field->kind != FIELD_STR || !x->cx.body)
        return uuid_text(x->cx.arena, x->cx.principal.user_id);
    str name = *(const str *)(const void *)((const char *)x->cx.body + field->offset);
    return folded(x->server->usernames, x->cx.arena, name);
}

/* Of IPv6 the network: its half of the address is what a client gets to choose from. */
static str network_of(struct http_exchange *x)
{
    struct in6_addr address;
    if (inet_pton(AF_INET6, x->client_address.ptr, &address) != 1 || IN6_IS_ADDR_V4MAPPED(&address))
        return x->client_address;
    return str_copy(x->cx.arena, (str){ (const char *)&address, NETWORK_BYTES });
}

bool throttle_address(struct http_exchange *x)
{
    return take(x, x->server->addresses, network_of(x));
}

bool throttle_username(struct http_exchange *x)
{
    return take(x, x->server->usernames, username_of(x));
}

void throttle_forgive(struct http_exchange *x)
{
    throttle_give_back(x->server->addresses, network_of(x));
    throttle_give_back(x->server->usernames, username_of(x));
}
