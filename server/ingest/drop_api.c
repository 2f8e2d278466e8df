#include "ingest/drop.h"
#include "ingest/drop_read.sql.h"
#include "ingest/ingest.h"
#include "ingest/source_file.h"
#include "ingest/upload.h"

struct drop_query {
    struct page page;
    uuid payer_id;
    period period;
    str state;
};
static const str query_states[] = { STR("current"), STR("superseded"), STR_NULL };
static const struct field query_fields[] = {
    PAGE_FIELDS(struct drop_query), FIELD(struct drop_query, payer_id),
    FIELD(struct drop_query, period), FIELD(struct drop_query, state, .one_of = query_states),
    FIELDS_END
};
static const struct shape query_shape = SHAPE("DropQuery", struct drop_query, query_fields);

/* `/drops/{id}/files/{number}` */
struct file_path {
    uuid id;
    int64_t number;
};
static const struct field file_path_fields[] = {
    FIELD(struct file_path, id, .flags = FIELD_REQUIRED),
    FIELD(struct file_path, number, .flags = FIELD_REQUIRED, .min = 1, .max = INT32_MAX,
          .doc = "1, 2, … in the order of the drop's files"),
    FIELDS_END
};
static const struct shape file_path_shape =
    SHAPE("DropFilePath", struct file_path, file_path_fields);

/* Where it lies follows from the drop alone: nothing of the request becomes part of a path. */
static bool drop_file_get(struct cx *cx)
{
    const struct file_path *path = cx->path;
    struct drop drop;
    TRY(db_one(cx, &sql_drop_by_id, IN(file_path_shape, path), IN_NONE, &drop_detail_shape, &drop));
    if (path->number > (int64_t)drop.files.count)
        return fail(cx, ERR_not_found, "the drop has %zu files", drop.files.count);
    const struct drop_file *file = &((const struct drop_file *)drop.files.items)[path->number - 1];
    const struct kept_place place = {
        .data_dir = http_config(cx)->data_dir,
        .partner_id = cx->principal.partner_id,
        .payer_id = drop.payer_id,
        .source = drop.source,
        .period = drop.period,
    };
    http_set_attachment(cx, file->name);
    return http_reply_file(cx, "application/octet-stream",
                           kept_path(cx->arena, &place, file->sha256)) ||
           fail(cx, ERR_not_found, "the file is not kept any more");
}

static const struct route routes[] = {
    { POST, "/api/v1/payers/{payer_id}/uploads", upload_post, PERM_UPLOAD_WRITE, ROUTE_STREAM_BODY,
      .path_shape = &upload_path_shape, .query = &upload_query_shape, .reply = &upload_reply_shape,
      .status = 202, .doc = "Load the files of a bill, one file or several as a ZIP, as a drop" },
    { GET, "/api/v1/drops", .sql = &sql_drop_list, .permission = PERM_DROP_READ,
      .query = &query_shape, .reply_list = &drop_shape, .doc = "List drops, newest period first" },
    { GET, "/api/v1/drops/{id}", .sql = &sql_drop_by_id, .permission = PERM_DROP_READ,
      .path_shape = &id_path_shape, .reply = &drop_detail_shape,
      .doc = "A drop with its cost by line item type and its files" },
    { GET, "/api/v1/drops/{id}/files/{number}", drop_file_get, PERM_DROP_READ,
      ROUTE_READ_ONLY | ROUTE_RAW_REPLY, .path_shape = &file_path_shape,
      .doc = "A file of the drop as it came in" },
};
const struct route_table ingest_routes = ROUTE_TABLE(routes);
