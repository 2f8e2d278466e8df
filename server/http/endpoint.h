/*
 * A route row made ready for serving: what can be worked out once, at start, is.
 * Private to http.
 */
#ifndef PROFORMA_HTTP_ENDPOINT_H
#define PROFORMA_HTTP_ENDPOINT_H

#include "http/route.h"

#define PATH_PARAMS_MAX 8
#define QUERY_FIELDS_MAX 64

struct endpoint {
    const struct route *row;
    size_t index; /* among all endpoints; for metrics */

    /* The {segments} in order, and the fields of path_shape they are read into. */
    size_t param_count;
    const struct field *params[PATH_PARAMS_MAX];

    const struct shape *reply;  /* what is encoded: the row's shape without `cursor`, or NULL */
    const struct field *cursor; /* of the row's list shape: where next_cursor comes from */
    bool is_list;
    bool is_paged;      /* the query has the fields of struct page, */
    size_t page_offset; /* here */
    int status;         /* of a success */
    int64_t body_limit;
};

/*
 * Makes the rows of all tables ready, in the order given. Mistakes in a row (a {segment} without
 * a field, a query route with a parameter that nothing fills, …) end the process with one line
 * each: they are programming errors that any start of the program finds.
 */
const struct endpoint *endpoints_new(struct arena *arena, const struct route_table *tables,
                                     size_t table_count, size_t *count);

/* The shape as clients see it: without the cursor that a list's items carry. */
const struct shape *shown_shape(struct arena *arena, const struct shape *shape);

/* "GET", …; as it stands in a request line. */
str method_name(enum method method);

/* false for a method that no route can have. HEAD reads as GET. */
bool method_parse(str name, enum method *method, bool *is_head);

#endif
