#include "audit/audit.h"

#include "audit/audit.sql.h"

struct entry {
    int64_t seq;
    instant at;
    json_text actor;
    str action;
    str entity;
    str entity_id;
    json_text before;
    json_text after;
    str request_id;
    str cursor;
};

static const struct field entry_fields[] = {
    FIELD(struct entry, seq, .doc = "1, 2, … without gaps"),
    FIELD(struct entry, at),
    FIELD(struct entry, actor, .doc = "id and username of who did it"),
    FIELD(struct entry, action, .doc = "Such as billing_group.update"),
    FIELD(struct entry, entity),
    FIELD(struct entry, entity_id),
    FIELD(struct entry, before, .flags = FIELD_NULLABLE, .doc = "The object before the change"),
    FIELD(struct entry, after, .flags = FIELD_NULLABLE, .doc = "The object after the change"),
    FIELD(struct entry, request_id),
    FIELD(struct entry, cursor, .flags = FIELD_READ_ONLY),
    FIELDS_END
};
static const struct shape entry_shape =
    SHAPE("AuditEntry", struct entry, entry_fields, .doc = "A change somebody made");

struct entry_query {
    struct page page;
    str entity;
    str entity_id;
    str actor;
    str action;
    day from;
    day to;
};
static const struct field query_fields[] = {
    PAGE_FIELDS(struct entry_query),
    FIELD(struct entry_query, entity, .doc = "Kind of object, such as billing_group"),
    FIELD(struct entry_query, entity_id),
    FIELD(struct entry_query, actor, .doc = "User name"),
    FIELD(struct entry_query, action),
    FIELD(struct entry_query, from, .doc = "First day, UTC"),
    FIELD(struct entry_query, to, .doc = "Day after the last one, UTC"),
    FIELDS_END
};
static const struct shape query_shape = SHAPE("AuditQuery", struct entry_query, query_fields);

static bool verify(struct cx *cx)
{
    return audit_verify(cx, cx->principal.partner_id, cx->reply);
}

static const struct route routes[] = {
    { GET, "/api/v1/audit", .sql = &sql_audit_list, .permission = PERM_AUDIT_READ,
      .query = &query_shape, .reply_list = &entry_shape, .doc = "List changes, newest first" },
    { GET, "/api/v1/audit/verify", verify, PERM_AUDIT_READ, ROUTE_READ_ONLY,
      .reply = &audit_verdict_shape, .doc = "Recompute the hash chain of the audit log" },
};
const struct route_table audit_routes = ROUTE_TABLE(routes);
