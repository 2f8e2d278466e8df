#include "core/detail.h"

#include <string.h>

#define VALUES_MAX 9

struct template
{
    str english;
    str chinese;
};

static const struct template templates[] = {
#define DETAIL(english, chinese) { STR(english), STR(chinese) },
#include "core/details.def"
#undef DETAIL
};

/* The place of a value: %1 or, of one that is a detail itself, @1. */
static bool is_mark(str text, size_t i)
{
    return i + 1 < text.len && (text.ptr[i] == '%' || text.ptr[i] == '@') &&
           text.ptr[i + 1] >= '1' && text.ptr[i + 1] <= '9';
}

/* The words up to the next mark; the mark is cut off, too. */
static str cut_words(str *rest, int *value)
{
    size_t end = 0;
    while (end < rest->len && !is_mark(*rest, end))
        end++;
    str words = { rest->ptr, end };
    bool has_mark = end < rest->len;
    *value = has_mark ? rest->ptr[end + 1] - '1' : -1;
    size_t used = has_mark ? end + 2 : end;
    *rest = (str){ rest->ptr + used, rest->len - used };
    return words;
}

/* How far into `text` the words begin; its length when they are not in it. Words at the end of a
 * template end the detail, too. */
static size_t find_words(str text, str words, bool is_last)
{
    if (is_last)
        return str_ends(text, words) ? text.len - words.len : text.len + 1;
    for (size_t i = 0; i + words.len <= text.len; i++) {
        if (memcmp(text.ptr + i, words.ptr, words.len) == 0)
            return i;
    }
    return text.len + 1;
}

static bool fits(str template, str detail, str values[VALUES_MAX])
{
    int value;
    str words = cut_words(&template, &value);
    if (value < 0)
        return str_equal(detail, words);
    if (!str_starts(detail, words))
        return false;
    str rest = { detail.ptr + words.len, detail.len - words.len };
    while (value >= 0) {
        int next;
        words = cut_words(&template, &next);
        size_t at = find_words(rest, words, next < 0);
        if (at > rest.len || at == 0)
            return false;
        values[value] = (str){ rest.ptr, at };
        rest = (str){ rest.ptr + at + words.len, rest.len - at - words.len };
        value = next;
    }
    return true;
}

static str fill(struct arena *arena, str template, const str values[VALUES_MAX])
{
    struct strbuf out = strbuf_new(arena, 16 * 1024);
    while (template.len > 0) {
        const char *begin = template.ptr;
        int value;
        str words = cut_words(&template, &value);
        strbuf_add(&out, words);
        if (value < 0)
            continue;
        bool is_detail = begin[words.len] == '@';
        str inner = is_detail ? detail_in_chinese(arena, values[value]) : STR_NULL;
        strbuf_add(&out, str_is_null(inner) ? values[value] : inner);
    }
    return strbuf_str(&out);
}

str detail_in_chinese(struct arena *arena, str detail)
{
    for (size_t i = 0; i < sizeof templates / sizeof templates[0]; i++) {
        str values[VALUES_MAX] = { STR_NULL };
        if (fits(templates[i].english, detail, values))
            return fill(arena, templates[i].chinese, values);
    }
    return STR_NULL;
}

str detail_for(struct arena *arena, const struct failure *failure, bool is_chinese)
{
    if (!is_chinese || str_is_null(failure->detail))
        return failure->detail;
    if (!str_is_null(failure->detail_zh))
        return failure->detail_zh;
    str chinese = detail_in_chinese(arena, failure->detail);
    return str_is_null(chinese) ? failure->detail : chinese;
}
