#include "core/str.h"

#include "core/arena.h"

#include <assert.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#define STRBUF_CAPACITY_MIN 256

/* ---- strings ---- */

str str_of(const char *text)
{
    return text ? (str){ text, strlen(text) } : STR_NULL;
}

bool str_is_null(str s)
{
    return !s.ptr;
}

bool str_is_empty(str s)
{
    return s.len == 0;
}

bool str_equal(str a, str b)
{
    if (!a.ptr || !b.ptr)
        return !a.ptr && !b.ptr;
    return a.len == b.len && (a.ptr == b.ptr || memcmp(a.ptr, b.ptr, a.len) == 0);
}

static char lower(char c)
{
    return (char)(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
}

bool str_equal_nocase(str a, str b)
{
    if (!a.ptr || !b.ptr || a.len != b.len)
        return !a.ptr && !b.ptr;
    for (size_t i = 0; i < a.len; i++) {
        if (lower(a.ptr[i]) != lower(b.ptr[i]))
            return false;
    }
    return true;
}

bool str_starts(str s, str prefix)
{
    return s.len >= prefix.len && (prefix.len == 0 || !memcmp(s.ptr, prefix.ptr, prefix.len));
}

bool str_ends(str s, str suffix)
{
    return s.len >= suffix.len &&
           (suffix.len == 0 || !memcmp(s.ptr + (s.len - suffix.len), suffix.ptr, suffix.len));
}

int str_compare(str a, str b)
{
    if (!a.ptr || !b.ptr)
        return (a.ptr != NULL) - (b.ptr != NULL);
    size_t common = a.len < b.len ? a.len : b.len;
    int order = common > 0 ? memcmp(a.ptr, b.ptr, common) : 0;
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
    str whole = *rest;
    const char *found = whole.len > 0 ? memchr(whole.ptr, separator, whole.len) : NULL;
    if (!found) {
        *rest = STR_NULL;
        return whole;
    }
    size_t len = (size_t)(found - whole.ptr);
    *rest = (str){ found + 1, whole.len - len - 1 };
    return (str){ whole.ptr, len };
}

str str_copy(struct arena *arena, str s)
{
    return s.ptr ? (str){ arena_copy(arena, s.ptr, s.len), s.len } : STR_NULL;
}

str str_format(struct arena *arena, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    str s = str_format_v(arena, format, args);
    va_end(args);
    return s;
}

str str_format_v(struct arena *arena, const char *format, va_list args)
{
    va_list again;
    va_copy(again, args);
    int len = vsnprintf(NULL, 0, format, again);
    va_end(again);
    if (len < 0)
        return STR("");
    char *text = arena_alloc(arena, (size_t)len + 1);
    vsnprintf(text, (size_t)len + 1, format, args);
    return (str){ text, (size_t)len };
}

/* ---- UTF-8 ---- */

/* The first and second bytes of well-formed sequences longer than one byte (Unicode table 3-7);
 * all later bytes are 80..BF. */
static const struct {
    unsigned char first_min, first_max;
    unsigned char second_min, second_max;
    size_t len;
} utf8_forms[] = {
    { 0xC2, 0xDF, 0x80, 0xBF, 2 }, { 0xE0, 0xE0, 0xA0, 0xBF, 3 }, { 0xE1, 0xEC, 0x80, 0xBF, 3 },
    { 0xED, 0xED, 0x80, 0x9F, 3 }, { 0xEE, 0xEF, 0x80, 0xBF, 3 }, { 0xF0, 0xF0, 0x90, 0xBF, 4 },
    { 0xF1, 0xF3, 0x80, 0xBF, 4 }, { 0xF4, 0xF4, 0x80, 0x8F, 4 },
};

static bool are_continuations(const unsigned char *bytes, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if ((bytes[i] & 0xC0) != 0x80)
            return false;
    }
    return true;
}

size_t str_utf8_len(str s)
{
    const unsigned char *p = (const unsigned char *)s.ptr;
    if (s.len == 0 || p[0] < 0x80)
        return s.len > 0;
    for (size_t i = 0; i < sizeof utf8_forms / sizeof utf8_forms[0]; i++) {
        if (p[0] < utf8_forms[i].first_min || p[0] > utf8_forms[i].first_max)
            continue;
        size_t len = utf8_forms[i].len;
        if (s.len < len || p[1] < utf8_forms[i].second_min || p[1] > utf8_forms[i].second_max)
            return 0;
        return are_continuations(p + 2, len - 2) ? len : 0;
    }
    return 0;
}

static size_t ascii_prefix(str s)
{
    size_t i = 0;
    for (; i + 8 <= s.len; i += 8) {
        uint64_t eight;
        memcpy(&eight, s.ptr + i, sizeof eight);
        if (eight & UINT64_C(0x8080808080808080))
            break;
    }
    while (i < s.len && (unsigned char)s.ptr[i] < 0x80)
        i++;
    return i;
}

bool str_is_utf8(str s)
{
    while (s.len > 0) {
        size_t len = ascii_prefix(s);
        if (len == 0)
            len = str_utf8_len(s);
        if (len == 0)
            return false;
        s = (str){ s.ptr + len, s.len - len };
    }
    return true;
}

size_t str_characters(str s)
{
    size_t count = 0;
    for (size_t i = 0; i < s.len; i++)
        count += ((unsigned char)s.ptr[i] & 0xC0) != 0x80;
    return count;
}

/* White space of Unicode, and what has no width at all. */
static const str blanks[] = {
    STR(" "),      STR("\t"),     STR("\n"),     STR("\v"),     STR("\f"),     STR("\r"),
    STR("\u00A0"), STR("\u1680"), STR("\u2000"), STR("\u2001"), STR("\u2002"), STR("\u2003"),
    STR("\u2004"), STR("\u2005"), STR("\u2006"), STR("\u2007"), STR("\u2008"), STR("\u2009"),
    STR("\u200A"), STR("\u200B"), STR("\u200C"), STR("\u200D"), STR("\u2028"), STR("\u2029"),
    STR("\u202F"), STR("\u205F"), STR("\u2060"), STR("\u3000"), STR("\uFEFF"),
};

static size_t blank_len(str s)
{
    for (size_t i = 0; i < sizeof blanks / sizeof blanks[0]; i++) {
        if (str_starts(s, blanks[i]))
            return blanks[i].len;
    }
    return 0;
}

bool str_is_blank(str s)
{
    for (size_t len; s.len > 0; s = (str){ s.ptr + len, s.len - len }) {
        len = blank_len(s);
        if (len == 0)
            return false;
    }
    return true;
}

bool str_has_blank_ends(str s)
{
    for (size_t i = 0; i < sizeof blanks / sizeof blanks[0]; i++) {
        if (str_starts(s, blanks[i]) || str_ends(s, blanks[i]))
            return true;
    }
    return false;
}

/* All of them are three bytes: E2 80 AA to AE and E2 81 A6 to A9. */
bool str_is_reordered(str s)
{
    const unsigned char *bytes = (const unsigned char *)s.ptr;
    for (size_t i = 0; i + 2 < s.len; i++) {
        unsigned char last = bytes[i + 2];
        if (bytes[i] == 0xE2 && ((bytes[i + 1] == 0x80 && last >= 0xAA && last <= 0xAE) ||
                                 (bytes[i + 1] == 0x81 && last >= 0xA6 && last <= 0xA9)))
            return true;
    }
    return false;
}

int hex_value(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* ---- buffers ---- */

struct strbuf strbuf_new(struct arena *arena, size_t limit)
{
    return (struct strbuf){ .arena = arena, .limit = limit };
}

struct strbuf strbuf_fixed(char *bytes, size_t size)
{
    assert(size > 0);
    return (struct strbuf){ .ptr = bytes, .capacity = size, .limit = size - 1 };
}

static void grow(struct strbuf *b, size_t needed)
{
    size_t capacity = b->capacity > 0 ? b->capacity : STRBUF_CAPACITY_MIN;
    while (capacity < needed)
        capacity *= 2;
    if (!b->ptr || !arena_extend(b->arena, b->ptr, b->capacity, capacity)) {
        char *bytes = arena_alloc(b->arena, capacity);
        if (b->ptr)
            memcpy(bytes, b->ptr, b->len);
        b->ptr = bytes;
    }
    b->capacity = capacity;
}

char *strbuf_reserve(struct strbuf *b, size_t size)
{
    if (b->overflow || size > b->limit - b->len) {
        b->overflow = true;
        return NULL;
    }
    size_t needed = b->len + size + 1; /* with the NUL of strbuf_str */
    if (needed > b->capacity)
        grow(b, needed);
    return b->ptr + b->len;
}

void strbuf_add(struct strbuf *b, str s)
{
    char *at = s.len > 0 ? strbuf_reserve(b, s.len) : NULL;
    if (!at)
        return;
    memcpy(at, s.ptr, s.len);
    b->len += s.len;
}

void strbuf_add_char(struct strbuf *b, char c)
{
    char *at = strbuf_reserve(b, 1);
    if (!at)
        return;
    *at = c;
    b->len++;
}

void strbuf_add_format(struct strbuf *b, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    int len = vsnprintf(NULL, 0, format, args);
    va_end(args);
    char *at = len > 0 ? strbuf_reserve(b, (size_t)len) : NULL;
    if (!at)
        return;
    va_start(args, format);
    vsnprintf(at, (size_t)len + 1, format, args);
    va_end(args);
    b->len += (size_t)len;
}

str strbuf_str(struct strbuf *b)
{
    if (!b->ptr)
        return STR("");
    b->ptr[b->len] = '\0';
    return (str){ b->ptr, b->len };
}
