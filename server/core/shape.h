/*
 * A shape describes a struct once, and serves every crossing of the program's edge: JSON in (with
 * ranges, unknown members refused, JSON Pointers in errors), JSON out, path and query parameters,
 * SQL parameters and result columns by name, and OpenAPI.
 *
 * Kinds are taken from the C types with _Generic, so struct and descriptor cannot disagree:
 *
 *     struct pricing_rule {
 *         uuid id;
 *         str scope;
 *         decimal percent; ...
 *     };
 *     static const str rule_scopes[] = { STR("global"), ..., STR_NULL };
 *     static const struct field rule_fields[] = {
 *         FIELD(struct pricing_rule, id, .flags = FIELD_READ_ONLY),
 *         FIELD(struct pricing_rule, scope, .one_of = rule_scopes, .flags = FIELD_REQUIRED),
 *         FIELD(struct pricing_rule, percent, .flags = FIELD_NULLABLE, .places = 6),
 *         FIELDS_END
 *     };
 *     const struct shape pricing_rule_shape =
 *         SHAPE("PricingRule", struct pricing_rule, rule_fields);
 *
 * C names are the JSON names, the column names and the SQL parameter names (one word
 * per idea). `.name` overrides where C forbids the word.
 */
#ifndef PROFORMA_CORE_SHAPE_H
#define PROFORMA_CORE_SHAPE_H

#include "core/calendar.h"
#include "core/decimal.h"
#include "core/principal.h"
#include "core/uuid.h"

/* A decimal that may be absent (JSON and SQL null). */
typedef struct {
    decimal value;
    bool is_present;
} maybe_decimal;

/* A sequence of structs (`.of` names their shape) or, when `.of` is NULL, of `str`. Absent
 * (items NULL and is_present false) differs from empty where a PATCH must tell them apart. */
typedef struct {
    void *items;
    size_t count;
    bool is_present;
} list;

/* Text that is JSON already (made by PostgreSQL or kept as received); passed through verbatim.
 * Coming in, any JSON value is accepted and kept as compact text. */
typedef struct {
    str text;
} json_text;

/* A nested struct held by pointer; NULL is JSON null. `.of` names its shape. */
typedef struct {
    void *ptr;
} object;

enum field_kind {
    FIELD_STR,
    FIELD_BOOL,
    FIELD_INT,
    FIELD_DECIMAL,
    FIELD_MAYBE_DECIMAL,
    FIELD_UUID,
    FIELD_DAY,
    FIELD_PERIOD,
    FIELD_INSTANT,
    FIELD_LIST,
    FIELD_OBJECT,
    FIELD_JSON,
};

/* clang-format off */
#define FIELD_KIND(lvalue) _Generic((lvalue),                                                      \
    str: FIELD_STR, bool: FIELD_BOOL, int64_t: FIELD_INT, decimal: FIELD_DECIMAL,                  \
    maybe_decimal: FIELD_MAYBE_DECIMAL, uuid: FIELD_UUID, day: FIELD_DAY, period: FIELD_PERIOD,    \
    instant: FIELD_INSTANT, list: FIELD_LIST, object: FIELD_OBJECT, json_text: FIELD_JSON)
/* clang-format on */

enum field_flags {
    FIELD_REQUIRED = 1,     /* must be present in a JSON body, path or query */
    FIELD_NULLABLE = 2,     /* null is allowed in and written out; others refuse it */
    FIELD_READ_ONLY = 4,    /* written out; refused as unknown in a body */
    FIELD_WRITE_ONLY = 8,   /* read in; never written out, redacted in logs and audit */
    FIELD_OMIT_ABSENT = 16, /* not written at all when absent (instead of null) */
    FIELD_FREE_TEXT = 32,   /* may contain line breaks; others refuse control characters */
    FIELD_NAME = 64,        /* what people know a thing by: no spaces at its ends, and nothing that
                               shows it in another order than it is written */
};

struct shape;

struct field {
    const char *name;
    size_t offset;
    enum field_kind kind;
    unsigned flags;
    int64_t min, max;       /* int: value range; str: length range in characters, and with a min
                               blank text (but for a secret) is none; list: item count.
                               max 0: str 1000 characters, list 1000 items, int unlimited */
    int64_t otherwise;      /* int: what it is until it is given */
    int places;             /* decimal in: most fractional digits allowed; 0 means 12 */
    bool is_not_negative;   /* decimal in */
    const str *one_of;      /* str, items of a list of str: the allowed words, ended by STR_NULL */
    const struct shape *of; /* list, object: the shape of the items */
    enum permission needs;  /* not written unless the principal has it, and as a query parameter
                               not taken from others; PERM_PUBLIC: always */
    const char *doc;        /* one sentence for OpenAPI */
};

struct shape {
    const char *name; /* OpenAPI component, PascalCase */
    size_t size;
    const struct field *fields; /* ended by FIELDS_END */
    const char *doc;
};

#define FIELD(type, member, ...)                                                                   \
    {                                                                                              \
        .name = #member, .offset = offsetof(type, member),                                         \
        .kind = FIELD_KIND(((type *)0)->member), ##__VA_ARGS__                                     \
    }
#define FIELDS_END                                                                                 \
    {                                                                                              \
        .name = NULL                                                                               \
    }
#define SHAPE(api_name, type, field_array, ...)                                                    \
    {                                                                                              \
        .name = (api_name), .size = sizeof(type), .fields = (field_array), ##__VA_ARGS__           \
    }

/* The field of that name, or NULL. */
const struct field *shape_field(const struct shape *shape, str name);

/* Sets every calendar field of a zeroed struct to its NONE value, so that "absent" is absent, and
 * integers to what they are otherwise. */
void shape_init(const struct shape *shape, void *object);

/* Is the field absent (what null stands for)? Never for bool, int64_t and decimal. */
bool shape_field_is_absent(const struct field *field, const void *object);

/* Makes the field absent; bool, int64_t and decimal become false and 0. */
void shape_field_clear(const struct field *field, void *object);

/*
 * Reads one field from text that came from outside (a path segment, a query parameter): absent
 * when all is well, else why not, as a phrase to follow the field's name ("must be a date such as
 * 2023-11-01"), and the field is untouched. Checks ranges, word lists, lengths, UTF-8 and control
 * characters. Lists of str are comma-separated; json, objects and lists of structs are JSON text.
 * `arena` holds what is copied.
 */
str shape_field_read(struct arena *arena, const struct field *field, str text, void *object);

/* The same for who does not care why not: false when the text is not right. */
bool shape_field_from_text(struct arena *arena, const struct field *field, str text, void *object);

/*
 * Reads one field from a result column in PostgreSQL's text format: the same, but what the database
 * holds is taken as it is, without ranges, lengths and word lists. Absent text (SQL null) clears
 * the field; a bool, int64_t or decimal that is not FIELD_NULLABLE refuses it. Lists of str are
 * array literals or JSON. Amounts inside JSON must be text (`cost::text`), as in a body.
 */
bool shape_field_from_column(struct arena *arena, const struct field *field, str text,
                             void *object);

/* The field as SQL parameter text, NUL-terminated; absent for null. A period is its first day.
 * Lists become PostgreSQL array literals for `str` items and JSON for structs, write-only fields
 * included. */
str shape_field_to_text(struct arena *arena, const struct field *field, const void *object);

/* All fields, each with its length: the same text for what is the same, and for nothing else. */
str shape_to_text(struct arena *arena, const struct shape *shape, const void *object);

#endif
