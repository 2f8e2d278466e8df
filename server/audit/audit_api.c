#include "audit/audit.h"

#include "audit/audit.sql.h"
#include "core/csv.h"

#define FILE_ROWS_MAX 50000
#define FILE_BYTES_MAX (256 * 1024 * 1024)

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
#define FILTER_FIELDS(type)                                                                        \
    FIELD(type, entity, .doc = "Kind of object, such as billing_group"), FIELD(type, entity_id),   \
        FIELD(type, actor, .doc = "User name"), FIELD(type, action),                               \
        FIELD(type, from, .doc = "First day, UTC"),                                                \
        FIELD(type, to, .doc = "Day after the last one, UTC")

static const struct field query_fields[] = { PAGE_FIELDS(struct entry_query),
                                             FILTER_FIELDS(struct entry_query), FIELDS_END };
static const struct shape query_shape = SHAPE("AuditQuery", struct entry_query, query_fields);

static const struct field file_query_fields[] = { FILTER_FIELDS(struct entry_query), FIELDS_END };
static const struct shape file_query_shape =
    SHAPE("AuditFileQuery", struct entry_query, file_query_fields);

/* ---- as a file ---- */

struct file_limit {
    int64_t rows_max;
};
static const struct field limit_fields[] = { FIELD(struct file_limit, rows_max), FIELDS_END };
static const struct shape limit_shape = SHAPE("AuditFileLimit", struct file_limit, limit_fields);

struct file {
    struct csv csv;
    struct strbuf text;
    int64_t rows;
};

static const str columns_of_file[] = { STR("seq"),    STR("at"),     STR("actor"),
                                       STR("action"), STR("entity"), STR("entity_id"),
                                       STR("before"), STR("after"),  STR("request_id") };
enum { COLUMN_COUNT = sizeof columns_of_file / sizeof columns_of_file[0] };

static bool add_entry(struct cx *cx, void *context, const str *columns)
{
    struct file *file = context;
    if (++file->rows > FILE_ROWS_MAX)
        return fail_at(cx, ERR_invalid_parameter, STR("?from"),
                       "more than %d entries: choose days with from and to", FILE_ROWS_MAX);
    for (size_t i = 0; i < COLUMN_COUNT; i++)
        csv_cell(&file->csv, columns[i]);
    csv_end_row(&file->csv);
    return true;
}

static bool download(struct cx *cx)
{
    struct file_limit limit = { FILE_ROWS_MAX };
    struct file file = { .text = strbuf_new(cx->arena, FILE_BYTES_MAX) };
    file.csv = csv_begin(&file.text);
    csv_header(&file.csv, columns_of_file, COLUMN_COUNT);
    TRY(db_each(cx, &sql_audit_file, IN(file_query_shape, cx->query), IN(limit_shape, &limit),
                add_entry, &file));
    if (file.text.overflow)
        return fail_at(cx, ERR_invalid_parameter, STR("?from"),
                       "the file would be too large: choose days with from and to");
    http_set_attachment(cx, STR("audit.csv"));
    return http_reply_text(cx, 200, "text/csv; charset=utf-8", strbuf_str(&file.text));
}

/* ---- the chain ---- */

static bool verify(struct cx *cx)
{
    return audit_verify(cx, cx->principal.partner_id, cx->reply);
}

static const struct route routes[] = {
    { GET, "/api/v1/audit", .sql = &sql_audit_list, .permission = PERM_AUDIT_READ,
      .query = &query_shape, .reply_list = &entry_shape, .doc = "List changes, newest first" },
    { GET, "/api/v1/audit.csv", download, PERM_AUDIT_READ, ROUTE_READ_ONLY | ROUTE_RAW_REPLY,
      .query = &file_query_shape, .suffix_of = "csv",
      .doc = "Changes as a file, newest first; at most 50000" },
    { GET, "/api/v1/audit/verify", verify, PERM_AUDIT_READ, ROUTE_READ_ONLY | ROUTE_OR_PLATFORM,
      .reply = &audit_verdict_shape,
      .doc = "Recompute the hash chain of the audit log; without a partner, the platform's" },
};
const struct route_table audit_routes = ROUTE_TABLE(routes);
