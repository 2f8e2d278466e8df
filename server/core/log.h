/*
 * One JSON line per event on stderr: {"at","level","event",…}. Library code never logs; the edges
 * do (request boundary, job boundary, start and stop), so nothing is logged twice. Values of
 * write-only fields never get here.
 */
#ifndef PROFORMA_CORE_LOG_H
#define PROFORMA_CORE_LOG_H

#include <stdint.h>

#include "core/str.h"

enum log_level { LOG_DEBUG, LOG_INFO, LOG_WARNING, LOG_ERROR };

/* A member of the line: text or number. */
struct log_field {
    const char *key;
    str text;       /* used when not absent */
    int64_t number; /* used otherwise */
};

#define LOG_TEXT(k, v) ((struct log_field){ .key = (k), .text = (v) })
#define LOG_NUMBER(k, v) ((struct log_field){ .key = (k), .number = (v) })

void log_set_level(enum log_level level);
bool log_level_parse(str word, enum log_level *out);

/* From log_start to log_stop a thread does the writing (core/log_writer.h), so that no other one
 * waits for the reader of the log. log_stop returns when all is written. */
void log_start(void);
void log_stop(void);

/* log_event(LOG_INFO, "server_started", LOG_TEXT("listen", address), …) */
#define log_event(level, event, ...)                                                               \
    log_fields((level), (event), (const struct log_field[]){ __VA_ARGS__ },                        \
               sizeof((const struct log_field[]){ __VA_ARGS__ }) / sizeof(struct log_field))
void log_fields(enum log_level level, const char *event, const struct log_field *fields,
                size_t count);

#endif
