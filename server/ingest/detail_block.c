#include "ingest/detail_block.h"

#include <isa-l/igzip_lib.h>
#include <string.h>

#include "ingest/dictionary.h"

#define DETAILS_MAX 4096
#define CONTENT_FULL (256u << 10) /* bytes from which on no detail is added */
#define CONTENT_MAX (4u << 20)    /* a detail more, whatever its texts (tags.c) */
#define SIZE_BYTES 4
#define NUMBER_MAX 19 /* bytes of a number of 128 bits */

/* Sums of a report have at most DECIMAL_INPUT_DIGITS integer digits (tally.h). */
#define AMOUNT_MAX ((__int128)100000000000000 * 1000000000000)

typedef unsigned __int128 number;

/* Which measure each most often equals: it is written only where it does not. The first is always
 * written. */
static const enum measure usual[MEASURE_COUNT] = {
    [MEASURE_QUANTITY] = MEASURE_QUANTITY,
    [MEASURE_UNBLENDED] = MEASURE_QUANTITY,
    [MEASURE_COST] = MEASURE_UNBLENDED,
    [MEASURE_PUBLIC_ON_DEMAND_COST] = MEASURE_UNBLENDED,
    [MEASURE_PUBLIC_BASE] = MEASURE_PUBLIC_ON_DEMAND_COST,
    [MEASURE_AMORTIZED] = MEASURE_UNBLENDED,
    [MEASURE_NET_AMORTIZED] = MEASURE_AMORTIZED,
};

/* The number with its sign as the lowest bit, and back. */
static number folded(__int128 value)
{
    return value < 0 ? ((number)(-(value + 1)) << 1) | 1 : (number)value << 1;
}

static __int128 unfolded(number value)
{
    return value & 1 ? -(__int128)(value >> 1) - 1 : (__int128)(value >> 1);
}

/* ---- writing ---- */

struct detail_block {
    struct arena *arena;   /* of the block itself */
    struct arena *content; /* of what follows */
    struct dictionary *numbers;
    struct strbuf texts;
    struct strbuf details;
    size_t count;
    /* of the detail before */
    struct charge_detail last;
    number last_type;
    number last_kind;
    uint8_t level_buffer[ISAL_DEF_LVL1_DEFAULT];
};

static void begin(struct detail_block *b)
{
    dictionary_free(&b->numbers);
    arena_reset(b->content);
    b->numbers = dictionary_new();
    b->texts = strbuf_new(b->content, CONTENT_MAX);
    b->details = strbuf_new(b->content, CONTENT_MAX);
    b->count = 0;
    b->last = (struct charge_detail){ 0 };
}

struct detail_block *detail_block_new(void)
{
    struct arena *arena = arena_new();
    struct detail_block *b = ARENA_NEW(arena, struct detail_block);
    b->arena = arena;
    b->content = arena_new();
    begin(b);
    return b;
}

void detail_block_free(struct detail_block **block)
{
    if (*block == NULL)
        return;
    struct arena *arena = (*block)->arena;
    dictionary_free(&(*block)->numbers);
    arena_free(&(*block)->content);
    arena_free(&arena);
    *block = NULL;
}

size_t detail_block_count(const struct detail_block *b)
{
    return b->count;
}

bool detail_block_is_full(const struct detail_block *b)
{
    return b->count >= DETAILS_MAX || b->texts.len + b->details.len >= CONTENT_FULL;
}

static void put(struct strbuf *to, number value)
{
    char *at = strbuf_reserve(to, NUMBER_MAX);
    if (at == NULL)
        return;
    size_t size = 0;
    for (; value >= 0x80; value >>= 7)
        at[size++] = (char)((uint8_t)value | 0x80);
    at[size++] = (char)value;
    to->len += size;
}

static number text_number(struct detail_block *b, str text)
{
    uint32_t known = dictionary_count(b->numbers);
    uint32_t id = dictionary_add(b->numbers, text);
    if (id > known) {
        put(&b->texts, text.len);
        strbuf_add(&b->texts, text);
    }
    return id;
}

static bool is_same_charge(const struct charge_detail *a, const struct charge_detail *b)
{
    return a->day.days == b->day.days && a->sku_id == b->sku_id && a->is_free == b->is_free &&
           a->invoice_id == b->invoice_id && a->commitment_id == b->commitment_id;
}

static void put_charge(struct detail_block *b, const struct charge_detail *d)
{
    put(&b->details, folded((__int128)d->day.days - b->last.day.days));
    put(&b->details, folded((__int128)d->sku_id - b->last.sku_id));
    put(&b->details, b->last_type);
    put(&b->details, b->last_kind << 1 | (number)d->is_free);
    put(&b->details, (number)d->invoice_id);
    put(&b->details, (number)d->commitment_id);
}

static void put_amount(struct strbuf *to, decimal amount)
{
    int places = decimal_places(amount);
    put(to, folded(amount.v / decimal_unit(places).v) << 4 | (unsigned)places);
}

static void put_amounts(struct strbuf *to, const decimal sums[MEASURE_COUNT])
{
    number given = (number)1 << MEASURE_QUANTITY;
    for (int m = 0; m < MEASURE_COUNT; m++)
        given |= (number)(sums[m].v != sums[usual[m]].v) << m;
    put(to, given);
    for (int m = 0; m < MEASURE_COUNT; m++)
        if (given >> m & 1)
            put_amount(to, sums[m]);
}

void detail_block_add(struct detail_block *b, const struct charge_detail *d)
{
    number type = text_number(b, d->line_item_type);
    number kind = text_number(b, d->kind);
    bool is_same =
        b->count > 0 && type == b->last_type && kind == b->last_kind && is_same_charge(d, &b->last);
    b->last_type = type;
    b->last_kind = kind;
    put(&b->details, text_number(b, d->resource) << 1 | (number)!is_same);
    put(&b->details, text_number(b, d->tags));
    if (!is_same)
        put_charge(b, d);
    put_amounts(&b->details, d->sums);
    b->last = *d;
    b->count++;
}

static bool deflate(struct detail_block *b, str content, struct strbuf *out)
{
    size_t room = content.len + content.len / 4 + 1024;
    struct isal_zstream z;
    isal_deflate_stateless_init(&z);
    z.level = 1;
    z.level_buf = b->level_buffer;
    z.level_buf_size = sizeof b->level_buffer;
    z.end_of_stream = 1;
    z.next_in = (uint8_t *)content.ptr;
    z.avail_in = (uint32_t)content.len;
    z.next_out = (uint8_t *)strbuf_reserve(out, room);
    z.avail_out = (uint32_t)room;
    if (z.next_out == NULL || isal_deflate_stateless(&z) != COMP_OK)
        return false;
    out->len += z.total_out;
    return true;
}

bool detail_block_pack(struct cx *cx, struct detail_block *b, str *bytes)
{
    struct strbuf content = strbuf_new(b->content, CONTENT_MAX);
    struct strbuf out = strbuf_new(cx->arena, 2 * CONTENT_MAX);
    put(&content, dictionary_count(b->numbers));
    strbuf_add(&content, strbuf_str(&b->texts));
    strbuf_add(&content, strbuf_str(&b->details));
    uint32_t size = (uint32_t)content.len;
    strbuf_add(&out, (str){ (const char *)&size, SIZE_BYTES });
    bool is_full = b->texts.overflow || b->details.overflow || content.overflow;
    if (is_full || !deflate(b, strbuf_str(&content), &out))
        return fail(cx, ERR_internal, "details could not be packed");
    *bytes = strbuf_str(&out);
    begin(b);
    return true;
}

/* ---- reading ---- */

/* What is left; `is_bad` once something was not there. */
struct content {
    const uint8_t *at;
    const uint8_t *end;
    bool is_bad;
};

struct texts {
    str *items; /* from 1; 0 is the empty text */
    size_t count;
};

static number get(struct content *c)
{
    number value = 0;
    for (unsigned shift = 0; shift < 7 * NUMBER_MAX && c->at < c->end; shift += 7) {
        uint8_t byte = *c->at++;
        value |= (number)(byte & 0x7f) << shift;
        if (!(byte & 0x80))
            return value;
    }
    c->is_bad = true;
    return 0;
}

static number get_to(struct content *c, number most)
{
    number value = get(c);
    c->is_bad |= value > most;
    return c->is_bad ? 0 : value;
}

static str get_text(struct content *c, const struct texts *texts)
{
    return texts->items[get_to(c, texts->count)];
}

static void get_texts(struct cx *cx, struct content *c, struct texts *texts)
{
    texts->count = (size_t)get_to(c, (number)(c->end - c->at));
    texts->items = ARENA_ARRAY(cx->arena, str, texts->count + 1);
    texts->items[0] = STR("");
    for (size_t i = 1; i <= texts->count; i++) {
        size_t len = (size_t)get_to(c, (number)(c->end - c->at));
        len = len > (size_t)(c->end - c->at) ? 0 : len;
        texts->items[i] = (str){ (const char *)c->at, len };
        c->at += len;
    }
}

static int64_t get_difference(struct content *c, int64_t from, int64_t most)
{
    __int128 sum = from + unfolded(get_to(c, (number)UINT64_MAX << 1));
    c->is_bad |= sum < 0 - (__int128)most || sum > most;
    return c->is_bad ? 0 : (int64_t)sum;
}

static void get_charge(struct content *c, const struct texts *texts, struct charge_detail *d)
{
    d->day.days = (int32_t)get_difference(c, d->day.days, INT32_MAX);
    d->sku_id = get_difference(c, d->sku_id, INT64_MAX);
    d->line_item_type = get_text(c, texts);
    number kind = get_to(c, (number)texts->count << 1 | 1);
    d->kind = texts->items[kind >> 1];
    d->is_free = kind & 1;
    d->invoice_id = (int64_t)get_to(c, INT64_MAX);
    d->commitment_id = (int64_t)get_to(c, INT64_MAX);
}

static decimal get_amount(struct content *c)
{
    number amount = get(c);
    int places = (int)(amount & 15);
    __int128 value = unfolded(amount >> 4);
    c->is_bad |= places > DECIMAL_PLACES;
    if (c->is_bad)
        return DECIMAL_ZERO;
    __int128 unit = decimal_unit(places).v;
    c->is_bad = value > AMOUNT_MAX / unit || value < -AMOUNT_MAX / unit;
    return c->is_bad ? DECIMAL_ZERO : (decimal){ value * unit };
}

static void get_amounts(struct content *c, decimal sums[MEASURE_COUNT])
{
    number given = get_to(c, (1 << MEASURE_COUNT) - 1);
    for (int m = 0; m < MEASURE_COUNT; m++)
        sums[m] = m == 0 || given >> m & 1 ? get_amount(c) : sums[usual[m]];
}

static void get_detail(struct content *c, const struct texts *texts, struct charge_detail *d)
{
    number resource = get_to(c, (number)texts->count << 1 | 1);
    d->resource = texts->items[resource >> 1];
    d->tags = get_text(c, texts);
    if (resource & 1)
        get_charge(c, texts, d);
    get_amounts(c, d->sums);
}

static bool inflate(struct cx *cx, str bytes, struct content *content)
{
    uint32_t size;
    if (bytes.len < SIZE_BYTES)
        return false;
    memcpy(&size, bytes.ptr, SIZE_BYTES);
    if (size > CONTENT_MAX || size / 1024 > bytes.len) /* deflate makes no more of a byte */
        return false;
    struct inflate_state state;
    isal_inflate_init(&state);
    state.next_in = (uint8_t *)bytes.ptr + SIZE_BYTES;
    state.avail_in = (uint32_t)(bytes.len - SIZE_BYTES);
    state.next_out = arena_alloc(cx->arena, size);
    state.avail_out = size;
    *content = (struct content){ .at = state.next_out, .end = state.next_out + size };
    return isal_inflate_stateless(&state) == ISAL_DECOMP_OK && state.total_out == size;
}

bool detail_block_read(struct cx *cx, str bytes,
                       bool (*each)(struct cx *cx, void *context,
                                    const struct charge_detail *detail),
                       void *context)
{
    struct content content;
    struct texts texts;
    struct charge_detail detail = { 0 };
    if (!inflate(cx, bytes, &content))
        return fail(cx, ERR_internal, "a block of details could not be unpacked");
    get_texts(cx, &content, &texts);
    while (content.at < content.end && !content.is_bad) {
        get_detail(&content, &texts, &detail);
        if (!content.is_bad)
            TRY(each(cx, context, &detail));
    }
    return !content.is_bad || fail(cx, ERR_internal, "a block of details says what cannot be");
}
