#include "core/str.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "core/arena.h"

str str_of(const char *text)
{
    return text == NULL ? STR_NULL : (str){ text, strlen(text) };
}

bool str_is_null(str s)
{
    return s.ptr == NULL;
}

bool str_is_empty(str s)
{
    return s.len == 0;
}

bool str_equal(str a, str b)
{
    if (a.ptr == NULL || b.ptr == NULL)
        return a.ptr == b.ptr;
    return a.len == b.len && memcmp(a.ptr, b.ptr, a.len) == 0;
}

bool str_equal_nocase(str a, str b)
{
    if (a.ptr == NULL || b.ptr == NULL)
        return a.ptr == b.ptr;
    return a.len == b.len && strncasecmp(a.ptr, b.ptr, a.len) == 0;
}

bool str_starts(str s, str prefix)
{
    return s.len >= prefix.len && (prefix.len == 0 || memcmp(s.ptr, prefix.ptr, prefix.len) == 0);
}

bool str_ends(str s, str suffix)
{
    if (s.len < suffix.len)
        return false;
    return suffix.len == 0 || memcmp(s.ptr + s.len - suffix.len, suffix.ptr, suffix.len) == 0;
}

int str_compare(str a, str b)
{
    if (a.ptr == NULL || b.ptr == NULL)
        return (a.ptr != NULL) - (b.ptr != NULL);
    size_t shorter = a.len < b.len ? a.len : b.len;
    int order = shorter == 0 ? 0 : memcmp(a.ptr, b.ptr, shorter);
    return order != 0 ? order : (a.len > b.len) - (a.len < b.len);
}

static bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

str str_trim(str s)
{
    while (s.len > 0 && is_space(s.ptr[0]))
        s = (str){ s.ptr + 1, s.len - 1 };
    while (s.len > 0 && is_space(s.ptr[s.len - 1]))
        s.len--;
    return s;
}

str str_cut(str *rest, char separator)
{
    if (rest->ptr == NULL)
        return STR_NULL;
    const char *at = rest->len == 0 ? NULL : memchr(rest->ptr, separator, rest->len);
    if (at == NULL) {
        str all = *rest;
        *rest = STR_NULL;
        return all;
    }
    str part = { rest->ptr, (size_t)(at - rest->ptr) };
    *rest = (str){ at + 1, rest->len - part.len - 1 };
    return part;
}

str str_copy(struct arena *arena, str s)
{
    if (s.ptr == NULL)
        return s;
    return (str){ arena_copy(arena, s.ptr, s.len), s.len };
}

str str_format_v(struct arena *arena, const char *format, va_list args)
{
    va_list again;
    va_copy(again, args);
    int length = vsnprintf(NULL, 0, format, again);
    va_end(again);
    if (length < 0)
        return STR("");
    char *text = arena_alloc(arena, (size_t)length + 1);
    vsnprintf(text, (size_t)length + 1, format, args);
    return (str){ text, (size_t)length };
}

str str_format(struct arena *arena, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    str text = str_format_v(arena, format, args);
    va_end(args);
    return text;
}

/* How many bytes the sequence at `s` has, 0 when it is malformed (Unicode table 3-7). */
static size_t utf8_sequence(const unsigned char *s, size_t left)
{
    unsigned char c = s[0];
    if (c < 0x80)
        return 1;
    size_t length = c >= 0xC2 && c <= 0xDF   ? 2
                    : c >= 0xE0 && c <= 0xEF ? 3
                    : c >= 0xF0 && c <= 0xF4 ? 4
                                             : 0;
    if (length == 0 || left < length)
        return 0;
    unsigned char low = c == 0xE0 ? 0xA0 : c == 0xF0 ? 0x90 : 0x80;
    unsigned char high = c == 0xED ? 0x9F : c == 0xF4 ? 0x8F : 0xBF;
    if (s[1] < low || s[1] > high)
        return 0;
    for (size_t i = 2; i < length; i++)
        if ((s[i] & 0xC0) != 0x80)
            return 0;
    return length;
}

bool str_is_utf8(str s)
{
    const unsigned char *bytes = (const unsigned char *)s.ptr;
    for (size_t i = 0; i < s.len;) {
        size_t length = utf8_sequence(bytes + i, s.len - i);
        if (length == 0)
            return false;
        i += length;
    }
    return true;
}

struct strbuf strbuf_new(struct arena *arena, size_t limit)
{
    return (struct strbuf){ .arena = arena, .limit = limit };
}

char *strbuf_reserve(struct strbuf *b, size_t size)
{
    if (b->overflow || size > b->limit || b->len > b->limit - size) {
        b->overflow = true;
        return NULL;
    }
    if (b->capacity - b->len <= size) {
        size_t capacity = b->capacity == 0 ? 256 : b->capacity * 2;
        while (capacity - b->len <= size)
            capacity *= 2;
        char *grown = arena_alloc(b->arena, capacity);
        if (b->len > 0)
            memcpy(grown, b->ptr, b->len);
        b->ptr = grown;
        b->capacity = capacity;
    }
    return b->ptr + b->len;
}

void strbuf_add(struct strbuf *b, str s)
{
    if (s.len == 0)
        return;
    char *space = strbuf_reserve(b, s.len);
    if (space == NULL)
        return;
    memcpy(space, s.ptr, s.len);
    b->len += s.len;
}

void strbuf_add_char(struct strbuf *b, char c)
{
    strbuf_add(b, (str){ &c, 1 });
}

void strbuf_add_format(struct strbuf *b, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    strbuf_add(b, str_format_v(b->arena, format, args));
    va_end(args);
}

str strbuf_str(struct strbuf *b)
{
    if (b->ptr == NULL)
        return STR("");
    b->ptr[b->len] = '\0';
    return (str){ b->ptr, b->len };
}
