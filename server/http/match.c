#include "http/match.h"

#include <stdio.h>
#include <stdlib.h>

/* One segment of the paths that begin alike. */
struct node {
    bool is_parameter;
    str text; /* a fixed segment, or what must follow a parameter: ".csv" */
    struct node *child;
    struct node *next; /* the next sibling, less specific than this one */
    const struct endpoint *endpoints[METHOD_COUNT];
};

struct router {
    struct node root;
};

struct walk {
    struct route_match match;
    enum method method;
    str values[PATH_PARAMS_MAX];
};

/* ---- building ---- */

static struct node node_of_segment(str segment)
{
    if (!str_starts(segment, STR("{")))
        return (struct node){ .text = segment };
    (void)str_cut(&segment, '}');
    return (struct node){ .is_parameter = true, .text = segment };
}

static bool is_before(const struct node *a, const struct node *b)
{
    if (a->is_parameter != b->is_parameter)
        return b->is_parameter;
    return a->text.len > b->text.len;
}

static struct node *child_for(struct arena *arena, struct node *parent, str segment)
{
    struct node wanted = node_of_segment(segment);
    for (struct node *child = parent->child; child; child = child->next)
        if (child->is_parameter == wanted.is_parameter && str_equal(child->text, wanted.text))
            return child;

    struct node *made = ARENA_NEW(arena, struct node);
    *made = wanted;
    struct node **place = &parent->child;
    while (*place && !is_before(made, *place))
        place = &(*place)->next;
    made->next = *place;
    *place = made;
    return made;
}

static void add(struct arena *arena, struct router *router, const struct endpoint *endpoint)
{
    const struct route *row = endpoint->row;
    struct node *node = &router->root;
    str rest = str_of(row->path + 1);
    while (!str_is_null(rest))
        node = child_for(arena, node, str_cut(&rest, '/'));

    if (node->endpoints[row->method]) {
        fprintf(stderr, "proforma: %s %s is there twice\n", method_name(row->method).ptr,
                row->path);
        abort();
    }
    node->endpoints[row->method] = endpoint;
}

struct router *router_new(struct arena *arena, const struct endpoint *endpoints, size_t count)
{
    struct router *router = ARENA_NEW(arena, struct router);
    for (size_t i = 0; i < count; i++)
        add(arena, router, &endpoints[i]);
    return router;
}

/* ---- walking ---- */

/* What a segment gives to a parameter; absent when it does not fit the node. */
static str fit(const struct node *node, str segment)
{
    if (!node->is_parameter)
        return str_equal(node->text, segment) ? segment : STR_NULL;
    if (segment.len <= node->text.len || !str_ends(segment, node->text))
        return STR_NULL;
    return (str){ segment.ptr, segment.len - node->text.len };
}

static void arrive(struct walk *walk, const struct node *node)
{
    for (int method = 0; method < METHOD_COUNT; method++)
        if (node->endpoints[method])
            walk->match.allowed |= 1U << method;
    if (!node->endpoints[walk->method])
        return;
    walk->match.endpoint = node->endpoints[walk->method];
    for (size_t i = 0; i < PATH_PARAMS_MAX; i++)
        walk->match.values[i] = walk->values[i];
}

static void descend(struct walk *walk, const struct node *node, str rest, size_t params)
{
    if (str_is_null(rest)) {
        arrive(walk, node);
        return;
    }
    str segment = str_cut(&rest, '/');
    for (const struct node *child = node->child; child; child = child->next) {
        str value = fit(child, segment);
        if (str_is_null(value))
            continue;
        if (child->is_parameter)
            walk->values[params] = value;
        descend(walk, child, rest, params + child->is_parameter);
        if (walk->match.endpoint)
            return;
    }
}

struct route_match router_match(const struct router *router, enum method method, str path)
{
    struct walk walk = { .method = method };
    if (str_starts(path, STR("/")))
        descend(&walk, &router->root, (str){ path.ptr + 1, path.len - 1 }, 0);
    return walk.match;
}

str router_allow(struct arena *arena, unsigned allowed)
{
    struct strbuf text = strbuf_new(arena, 64);
    for (enum method method = 0; method < METHOD_COUNT; method++) {
        if (!(allowed & 1U << method))
            continue;
        strbuf_add(&text, text.len > 0 ? STR(", ") : STR(""));
        strbuf_add(&text, method_name(method));
        strbuf_add(&text, method == GET ? STR(", HEAD") : STR(""));
    }
    return strbuf_str(&text);
}
