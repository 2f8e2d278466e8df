/* Any text after `?`: read into a struct or refused with a reason, never anything else. */
#include <assert.h>
#include <stdint.h>

#include "http/decode.h"

struct query {
    struct page page;
    period period;
    day from;
    uuid payer_id;
    decimal percent;
    list kinds;
    bool exact;
    str search;
};
static const str kinds[] = { STR("tax"), STR("credit"), STR_NULL };
static const struct field fields[] = { PAGE_FIELDS(struct query),
                                       FIELD(struct query, period),
                                       FIELD(struct query, from),
                                       FIELD(struct query, payer_id),
                                       FIELD(struct query, percent, .places = 6),
                                       FIELD(struct query, kinds, .one_of = kinds),
                                       FIELD(struct query, exact),
                                       FIELD(struct query, search),
                                       FIELDS_END };
static const struct shape query_shape = SHAPE("Query", struct query, fields);

static bool handle(struct cx *cx)
{
    (void)cx;
    return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const struct route row = { GET, "/x", handle, PERM_SELF, .query = &query_shape };
    const struct route_table table = { &row, 1 };
    struct cx cx = { .arena = arena_new() };
    size_t count;
    const struct endpoint *endpoint = endpoints_new(cx.arena, &table, 1, &count);
    bool is_read = decode_query(&cx, endpoint, (str){ (const char *)data, size });
    assert(is_read == (cx.failure.code == ERR_none));
    if (is_read) {
        const struct query *query = cx.query;
        assert(query->page.limit >= 2 && query->page.limit <= 1001);
        assert(str_is_utf8(query->search));
    }
    arena_free(&cx.arena);
    return 0;
}
