#include "ingest/drop.h"
#include "ingest/drop_read.sql.h"
#include "ingest/ingest.h"
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

static const struct route routes[] = {
    { POST, "/api/v1/payers/{payer_id}/uploads", upload_post, PERM_UPLOAD_WRITE, ROUTE_STREAM_BODY,
      .path_shape = &upload_path_shape, .query = &upload_query_shape, .reply = &upload_reply_shape,
      .status = 202, .doc = "Load the files of a bill, one file or several as a ZIP, as a drop" },
    { GET, "/api/v1/drops", .sql = &sql_drop_list, .permission = PERM_DROP_READ,
      .query = &query_shape, .reply_list = &drop_shape, .doc = "List drops, newest period first" },
    { GET, "/api/v1/drops/{id}", .sql = &sql_drop_by_id, .permission = PERM_DROP_READ,
      .path_shape = &id_path_shape, .reply = &drop_detail_shape,
      .doc = "A drop with its cost by line item type and its files" },
};
const struct route_table ingest_routes = ROUTE_TABLE(routes);
