/*
 * Shapes as JSON Schema components of the OpenAPI document. Private to http.
 *
 * One shape can become three components, because what a client sends and what it gets differ:
 *   Name        in answers: without write-only members; all others are required, but for those
 *               that may be left out
 *   NameInput   in the body that creates: without read-only members
 *   NamePatch   in the body that changes: the same, with no member required
 */
#ifndef PROFORMA_HTTP_OPENAPI_SCHEMA_H
#define PROFORMA_HTTP_OPENAPI_SCHEMA_H

#include "core/json.h"
#include "core/shape.h"

#define COMPONENTS_MAX 512

enum schema_use { USE_REPLY, USE_CREATE, USE_PATCH, USE_LIST };

/* What has been referred to, in that order. */
struct components {
    struct {
        const struct shape *shape;
        enum schema_use use;
    } items[COMPONENTS_MAX];
    size_t count;
};

/* {"$ref": …}, and remembers the component. */
void schema_reference(struct json_writer *w, struct components *components,
                      const struct shape *shape, enum schema_use use);

/* The schema of one field: a parameter, or a member of a component. */
void schema_field(struct json_writer *w, struct components *components, const struct field *field,
                  enum schema_use use);

/* "Name": {schema}, for every component referred to, and those they refer to. */
void schema_components(struct json_writer *w, struct components *components);

#endif
