#include "ingest/copy_binary.h"

#include <assert.h>
#include <string.h>

#include "db/db.h"

/* ---- bytes, most significant first ---- */

static void put(struct copy *copy, const void *bytes, size_t size)
{
    memcpy(copy->buffer + copy->used, bytes, size);
    copy->used += size;
}

static void put16(struct copy *copy, int value)
{
    uint16_t bytes = __builtin_bswap16((uint16_t)value);
    put(copy, &bytes, sizeof bytes);
}

static void put32(struct copy *copy, int32_t value)
{
    uint32_t bytes = __builtin_bswap32((uint32_t)value);
    put(copy, &bytes, sizeof bytes);
}

static void put64(struct copy *copy, int64_t value)
{
    uint64_t bytes = __builtin_bswap64((uint64_t)value);
    put(copy, &bytes, sizeof bytes);
}

static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, "put16, put32 and put64 swap bytes");

/* ---- the stream ---- */

bool copy_begin(struct cx *cx, struct copy *copy, str statement)
{
    static const char header[] = "PGCOPY\n\377\r\n\0\0\0\0\0\0\0\0"; /* no flags, no extension */
    TRY(db_copy_begin(cx, statement));
    copy->buffer = arena_alloc(cx->arena, COPY_BUFFER);
    copy->used = 0;
    put(copy, header, sizeof header);
    return true;
}

static bool flush(struct cx *cx, struct copy *copy)
{
    TRY(db_copy_write(cx, copy->buffer, copy->used));
    copy->used = 0;
    return true;
}

bool copy_row(struct cx *cx, struct copy *copy, int columns, size_t size)
{
    if (COPY_BUFFER - copy->used < size + 2)
        TRY(flush(cx, copy));
    put16(copy, columns);
    return true;
}

bool copy_end(struct cx *cx, struct copy *copy, int64_t *rows)
{
    TRY(copy_row(cx, copy, -1, 0));
    TRY(flush(cx, copy));
    return db_copy_end(cx, rows);
}

/* ---- fields ---- */

void copy_null(struct copy *copy)
{
    put32(copy, -1);
}

void copy_bool(struct copy *copy, bool value)
{
    put32(copy, 1);
    copy->buffer[copy->used++] = (char)value;
}

void copy_int64(struct copy *copy, int64_t value)
{
    put32(copy, 8);
    put64(copy, value);
}

void copy_day(struct copy *copy, day value)
{
    enum { DAYS_TO_2000 = 10957 };
    put32(copy, 4);
    put32(copy, value.days - DAYS_TO_2000);
}

void copy_uuid(struct copy *copy, uuid value)
{
    put32(copy, sizeof value.b);
    put(copy, value.b, sizeof value.b);
}

void copy_text(struct copy *copy, str value)
{
    put32(copy, (int32_t)value.len);
    put(copy, value.ptr, value.len);
}

#define NUMERIC_DIGITS 10 /* of base 10000: 38 decimal digits, the point between two of them */
#define NUMERIC_FRACTION (DECIMAL_PLACES / 4)

/* The digits of a magnitude, most significant first; its last three are the fraction. */
static void split(unsigned __int128 m, uint16_t digits[NUMERIC_DIGITS])
{
    int i = NUMERIC_DIGITS;
    for (; m > UINT64_MAX; m /= 10000)
        digits[--i] = (uint16_t)(m % 10000);
    for (uint64_t rest = (uint64_t)m; i > 0; rest /= 10000)
        digits[--i] = (uint16_t)(rest % 10000);
}

void copy_decimal(struct copy *copy, decimal value)
{
    uint16_t digits[NUMERIC_DIGITS];
    split(value.v < 0 ? -(unsigned __int128)value.v : (unsigned __int128)value.v, digits);
    int first = 0;
    int last = NUMERIC_DIGITS;
    while (first < last && digits[first] == 0)
        first++;
    while (last > first && digits[last - 1] == 0)
        last--;

    put32(copy, 8 + 2 * (last - first));
    put16(copy, last - first);
    put16(copy, NUMERIC_DIGITS - NUMERIC_FRACTION - 1 - first); /* weight of the first digit */
    put16(copy, value.v < 0 ? 0x4000 : 0);
    put16(copy, DECIMAL_PLACES);
    for (int i = first; i < last; i++)
        put16(copy, digits[i]);
}

size_t copy_array(struct copy *copy, enum copy_type type, size_t count)
{
    size_t array = copy->used;
    put32(copy, 0); /* the length, which copy_array_end knows */
    put32(copy, 1); /* dimensions */
    put32(copy, 0); /* no element is null */
    put32(copy, (int32_t)type);
    put32(copy, (int32_t)count);
    put32(copy, 1); /* the number of the first element */
    return array;
}

void copy_array_end(struct copy *copy, size_t array)
{
    size_t end = copy->used;
    copy->used = array;
    put32(copy, (int32_t)(end - array - sizeof(int32_t)));
    copy->used = end;
}
