/*
 * JSON in and out, driven by shapes.
 *
 * Out goes through a direct buffer writer (33 times faster than building a tree,
 * docs/adr/0003-direct-json-writer.md); in is parsed by jansson and checked against the shape:
 * size, depth, UTF-8, duplicate and unknown members, types, ranges, each with a JSON Pointer.
 */
#ifndef PROFORMA_CORE_JSON_H
#define PROFORMA_CORE_JSON_H

#include "core/cx.h"
#include "core/shape.h"

#define JSON_DEPTH_MAX 32
#define JSON_BODY_MAX (1024 * 1024) /* bytes; a route may ask for another limit */

/* A writer into a strbuf. Commas are its business; the caller only says what comes. */
struct json_writer {
    struct strbuf *out;
    bool needs_comma;
    uint64_t permissions; /* of the reader: fields with `.needs` outside it are left out */
    bool is_for_database; /* write-only fields too, and periods as dates: for SQL parameters */
};

struct json_writer json_writer(struct strbuf *out, uint64_t permissions);
void json_object_begin(struct json_writer *w);
void json_object_end(struct json_writer *w);
void json_array_begin(struct json_writer *w);
void json_array_end(struct json_writer *w);
void json_key(struct json_writer *w, str key);
void json_str(struct json_writer *w, str value); /* absent: null. Invalid UTF-8 becomes U+FFFD */
void json_int(struct json_writer *w, int64_t value);
void json_bool(struct json_writer *w, bool value);
void json_absent(struct json_writer *w);                 /* null; jansson owns the name json_null */
void json_decimal(struct json_writer *w, decimal value); /* a string, exact */
void json_raw(struct json_writer *w, str text);          /* already JSON */

/* A whole struct as an object, or `count` of them as an array. An absent list is written as []
 * unless its field is FIELD_NULLABLE; every other absent field as null. */
void json_shape(struct json_writer *w, const struct shape *shape, const void *object);
void json_shape_list(struct json_writer *w, const struct shape *shape, const void *items,
                     size_t count);

/* A struct as JSON text, write-only fields left out; what the audit stores. Absent past 64 MiB. */
str json_text_of(struct arena *arena, const struct shape *shape, const void *object);

enum json_read_mode {
    JSON_CREATE, /* required members must be there; absent others keep shape_init's value */
    JSON_PATCH,  /* members that are there replace the fields of *object; the others stay */
};

/*
 * Reads a JSON object into *object (already initialised by shape_init or, for a patch, filled with
 * the current values). On failure cx->failure has ERR_invalid_json (not JSON at all, too deep,
 * duplicate member) or ERR_invalid_field (with a pointer), and *object may be half written.
 */
bool json_read(struct cx *cx, const struct shape *shape, str text, enum json_read_mode mode,
               void *object);

#endif
