#include "core/uuid.h"

#include "core/arena.h"

#include <sodium.h>
#include <string.h>

enum { HALF = sizeof(uuid) / 2 };

/* From the system in portions: asking it costs more than all the rest of an id. */
static void random_half(unsigned char half[HALF])
{
    static _Thread_local unsigned char portion[64 * HALF];
    static _Thread_local size_t left;
    if (left == 0) {
        randombytes_buf(portion, sizeof portion);
        left = sizeof portion;
    }
    left -= HALF;
    memcpy(half, portion + left, HALF);
}

uuid uuid_new(long long now_us)
{
    uuid id;
    random_half(id.b + HALF);
    unsigned long long ms = (unsigned long long)now_us / 1000;
    for (int i = 0; i < 6; i++)
        id.b[i] = (unsigned char)(ms >> (40 - 8 * i));
    /* RFC 9562 §6.2 method 3: the part of the millisecond in the 12 bits after the version. */
    unsigned fraction = (unsigned)((unsigned long long)now_us % 1000) * 4096 / 1000;
    id.b[6] = (unsigned char)(0x70 | fraction >> 8);
    id.b[7] = (unsigned char)fraction;
    id.b[8] = (unsigned char)(0x80 | (id.b[8] & 0x3F));
    return id;
}

static bool is_dash_position(size_t i)
{
    return i == 8 || i == 13 || i == 18 || i == 23;
}

bool uuid_parse(str text, uuid *out)
{
    if (text.len != UUID_TEXT_LEN)
        return false;
    uuid id;
    size_t byte = 0;
    for (size_t i = 0; i < UUID_TEXT_LEN;) {
        if (is_dash_position(i)) {
            if (text.ptr[i++] != '-')
                return false;
            continue;
        }
        int high = hex_value(text.ptr[i++]);
        int low = hex_value(text.ptr[i++]);
        if (high < 0 || low < 0)
            return false;
        id.b[byte++] = (unsigned char)(high << 4 | low);
    }
    *out = id;
    return true;
}

void uuid_format(uuid id, char text[UUID_TEXT_LEN + 1])
{
    static const char digits[] = "0123456789abcdef";
    size_t at = 0;
    for (size_t i = 0; i < sizeof id.b; i++) {
        if (is_dash_position(at))
            text[at++] = '-';
        text[at++] = digits[id.b[i] >> 4];
        text[at++] = digits[id.b[i] & 15];
    }
    text[at] = '\0';
}

str uuid_text(struct arena *arena, uuid id)
{
    char *text = arena_alloc(arena, UUID_TEXT_LEN + 1);
    uuid_format(id, text);
    return (str){ text, UUID_TEXT_LEN };
}

bool uuid_equal(uuid a, uuid b)
{
    return memcmp(a.b, b.b, sizeof a.b) == 0;
}

bool uuid_is_nil(uuid id)
{
    return uuid_equal(id, (uuid){ { 0 } });
}
