#include "audit/audit.h"

#include "audit/audit.sql.h"
#include "core/json.h"

/* What the unit of work does not know itself. */
struct append_args {
    str actor;
    str action;
    str entity;
    str entity_id;
    str before;
    str after;
};

static const struct field append_fields[] = { FIELD(struct append_args, actor),
                                              FIELD(struct append_args, action),
                                              FIELD(struct append_args, entity),
                                              FIELD(struct append_args, entity_id),
                                              FIELD(struct append_args, before),
                                              FIELD(struct append_args, after),
                                              FIELDS_END };
static const struct shape append_shape = SHAPE("AuditAppend", struct append_args, append_fields);

static const struct field chain_fields[] = { FIELD(struct audit_chain, chain),
                                             FIELD(struct audit_chain, slug), FIELDS_END };
const struct shape audit_chain_shape = SHAPE("AuditChain", struct audit_chain, chain_fields);

static str state_text(struct cx *cx, const struct shape *shape, const void *state)
{
    return state == NULL ? STR_NULL : json_text_of(cx->arena, shape, state);
}

bool audit_record(struct cx *cx, str action, str entity, str entity_id, const struct shape *shape,
                  const void *before, const void *after)
{
    const struct append_args args = {
        .actor = str_is_null(cx->principal.username) ? STR("system") : cx->principal.username,
        .action = action,
        .entity = entity,
        .entity_id = entity_id,
        .before = state_text(cx, shape, before),
        .after = state_text(cx, shape, after),
    };
    return db_exec(cx, &sql_audit_append, IN(append_shape, &args), IN_NONE, NULL);
}
