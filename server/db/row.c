#include "db/connection.h"

#include <string.h>

bool db_columns(struct cx *cx, const PGresult *result, const struct shape *shape,
                const struct field ***fields)
{
    int count = PQnfields(result);
    *fields = ARENA_ARRAY(cx->arena, const struct field *, (size_t)count);
    for (int i = 0; i < count; i++) {
        const char *name = PQfname(result, i);
        (*fields)[i] = shape_field(shape, str_of(name));
        if ((*fields)[i] == NULL)
            return fail(cx, ERR_internal, "shape %s has no field %s", shape->name, name);
    }
    return true;
}

str db_column(const PGresult *result, int row, int column)
{
    if (PQgetisnull(result, row, column))
        return STR_NULL;
    return (str){ PQgetvalue(result, row, column), (size_t)PQgetlength(result, row, column) };
}

bool db_row(struct cx *cx, const PGresult *result, int row, const struct field *const *fields,
            const struct shape *shape, void *out)
{
    memset(out, 0, shape->size);
    shape_init(shape, out);
    for (int i = 0; i < PQnfields(result); i++)
        if (!shape_field_from_column(cx->arena, fields[i], db_column(result, row, i), out))
            return fail(cx, ERR_internal, "column %s does not fit its field", fields[i]->name);
    return true;
}
