#include "core/log.h"

#include "core/calendar.h"
#include "core/json.h"
#include "core/log_writer.h"

#include <errno.h>
#include <stdatomic.h>
#include <unistd.h>

#define LINE_MAX_BYTES 8192
#define TEXT_MAX_BYTES 1000

static const str level_names[] = {
    [LOG_DEBUG] = STR("debug"),
    [LOG_INFO] = STR("info"),
    [LOG_WARNING] = STR("warning"),
    [LOG_ERROR] = STR("error"),
};

static atomic_int level_min = LOG_INFO;

void log_set_level(enum log_level level)
{
    atomic_store_explicit(&level_min, (int)level, memory_order_relaxed);
}

bool log_level_parse(str word, enum log_level *out)
{
    for (int level = LOG_DEBUG; level <= LOG_ERROR; level++) {
        if (str_equal(word, level_names[level])) {
            *out = (enum log_level)level;
            return true;
        }
    }
    return false;
}

static str shortened(str text)
{
    return text.len > TEXT_MAX_BYTES ? (str){ text.ptr, TEXT_MAX_BYTES } : text;
}

static void write_head(struct json_writer *w, enum log_level level, const char *event)
{
    char now[CALENDAR_TEXT_MAX];
    int len = instant_format(instant_now(), now);
    json_key(w, STR("at"));
    json_str(w, (str){ now, (size_t)len });
    json_key(w, STR("level"));
    json_str(w, level_names[level]);
    json_key(w, STR("event"));
    json_str(w, str_of(event));
}

static void write_fields(struct json_writer *w, const struct log_field *fields, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        json_key(w, str_of(fields[i].key));
        if (str_is_null(fields[i].text))
            json_int(w, fields[i].number);
        else
            json_str(w, shortened(fields[i].text));
    }
}

static void write_line(struct strbuf *line, enum log_level level, const char *event,
                       const struct log_field *fields, size_t count)
{
    struct json_writer w = json_writer(line, 0);
    json_object_begin(&w);
    write_head(&w, level, event);
    write_fields(&w, fields, count);
    json_object_end(&w);
    strbuf_add_char(line, '\n');
}

/* In memory of its own and with one write(2): it must work when memory has run out, and lines of
 * different threads must not mix. */
void log_fields(enum log_level level, const char *event, const struct log_field *fields,
                size_t count)
{
    if ((int)level < atomic_load_explicit(&level_min, memory_order_relaxed))
        return;
    char bytes[LINE_MAX_BYTES];
    struct strbuf line = strbuf_fixed(bytes, sizeof bytes);
    write_line(&line, level, event, fields, count);
    if (line.overflow) {
        const struct log_field cut[] = { LOG_TEXT("fields", STR("too long")) };
        line = strbuf_fixed(bytes, sizeof bytes);
        write_line(&line, level, event, cut, 1);
    }
    if (log_writer_take(strbuf_str(&line)))
        return;
    int error = errno;
    ssize_t written = write(STDERR_FILENO, line.ptr, line.len);
    (void)written;
    errno = error;
}
