/*
 * Strings: a pointer and a length, and a growing buffer with a limit.
 *
 * A `str` borrows its bytes: from an arena, from static storage or from an input buffer. Strings
 * made by the arena functions below are also NUL-terminated (the NUL is not counted), so `.ptr`
 * can be handed to C libraries. A `str` with ptr NULL is the absent string (JSON and SQL null);
 * `STR("")` is present and empty.
 */
#ifndef PROFORMA_CORE_STR_H
#define PROFORMA_CORE_STR_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

struct arena;

typedef struct {
    const char *ptr;
    size_t len;
} str;

/* A `str` of a string literal. */
#define STR(literal) ((str){ (literal), sizeof(literal) - 1 })
#define STR_NULL ((str){ NULL, 0 })

/* For printf: `"%.*s", STR_ARG(s)`. */
#define STR_ARG(s) (int)(s).len, ((s).ptr ? (s).ptr : "")

/* Borrows a NUL-terminated string; NULL gives the absent string. */
str str_of(const char *text);

bool str_is_null(str s);
bool str_is_empty(str s); /* absent or of length 0 */
bool str_equal(str a, str b);
bool str_equal_nocase(str a, str b); /* ASCII only */
bool str_starts(str s, str prefix);
bool str_ends(str s, str suffix);

/* Byte order, shorter first when one is a prefix of the other; the absent string sorts first. */
int str_compare(str a, str b);

str str_trim(str s); /* without ASCII white space at either end; borrows */

/* Cuts *rest at the first `separator`: returns the part before it and leaves the part after it in
 * *rest (absent when there was none). Returns the absent string once *rest is absent. */
str str_cut(str *rest, char separator);

/* Copies into the arena, NUL-terminated. The absent string stays absent. */
str str_copy(struct arena *arena, str s);

__attribute__((format(printf, 2, 3))) str str_format(struct arena *arena, const char *format, ...);
__attribute__((format(printf, 2, 0))) str str_format_v(struct arena *arena, const char *format,
                                                       va_list args);

/* Is it well-formed UTF-8 (no overlong forms, surrogates or values past U+10FFFF)? */
bool str_is_utf8(str s);

/* Bytes of the well-formed UTF-8 sequence `s` begins with; 0 when there is none. */
size_t str_utf8_len(str s);

/* How many characters (code points) well-formed UTF-8 has: what PostgreSQL's length() counts. */
size_t str_characters(str s);

/* What a hexadecimal digit of either case stands for; -1: it is none. */
int hex_value(char c);

/* Is there nothing in it to be seen: no character, or spaces of any kind alone? */
bool str_is_blank(str s);

/* Does it begin or end with a space of any kind? */
bool str_has_blank_ends(str s);

/* Does well-formed UTF-8 hold a character that embeds, overrides or isolates a direction of
 * writing (U+202A to U+202E, U+2066 to U+2069)? What follows one is shown in another order. */
bool str_is_reordered(str s);

/*
 * A byte buffer that grows in an arena up to `limit` bytes. Past the limit, writes are ignored
 * and `overflow` is set: the writer checks once, at the end.
 */
struct strbuf {
    struct arena *arena;
    char *ptr;
    size_t len;
    size_t capacity;
    size_t limit;
    bool overflow;
};

struct strbuf strbuf_new(struct arena *arena, size_t limit);

/* A buffer in `size` bytes of the caller's own (size - 1 usable), for where no arena may be. */
struct strbuf strbuf_fixed(char *bytes, size_t size);

void strbuf_add(struct strbuf *b, str s);
void strbuf_add_char(struct strbuf *b, char c);
__attribute__((format(printf, 2, 3))) void strbuf_add_format(struct strbuf *b, const char *format,
                                                             ...);

/* At least `size` writable bytes at b->ptr + b->len (advance b->len afterwards), or NULL when the
 * limit forbids it. For writers that format in place. */
char *strbuf_reserve(struct strbuf *b, size_t size);

/* The content, NUL-terminated, borrowing the buffer's memory. */
str strbuf_str(struct strbuf *b);

#endif
