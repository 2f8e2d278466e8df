#include "audit/audit.h"
#include "audit/audit.sql.h"
#include "commands.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static const char usage[] =
    "usage: proforma audit verify [--partner SLUG]\n"
    "\n"
    "Recomputes the hash chains of the audit log: of all partners and the platform, or of one\n"
    "partner. Exit status 1 when an entry was changed, removed, reordered or cut off.\n";

struct selection {
    str slug;
};
static const struct field selection_fields[] = { FIELD(struct selection, slug), FIELDS_END };
static const struct shape selection_shape =
    SHAPE("AuditSelection", struct selection, selection_fields);

static bool report(struct cx *cx, const struct audit_chain *chain, bool *all_ok)
{
    struct audit_verdict verdict;
    TRY(audit_verify(cx, chain->chain, &verdict));
    const char *name = chain->slug.len > 0 ? chain->slug.ptr : "(platform)";
    if (verdict.ok)
        printf("%s: %" PRId64 " entries, unbroken\n", name, verdict.entries);
    else
        printf("%s: broken at entry %" PRId64 "\n", name, verdict.first_bad_seq);
    *all_ok = *all_ok && verdict.ok;
    return true;
}

static bool read_chains(struct cx *cx, str slug, list *chains)
{
    const struct selection selection = { .slug = slug };
    TRY(db_all(cx, &sql_audit_chains, IN(selection_shape, &selection), IN_NONE, &audit_chain_shape,
               chains));
    if (chains->count > 0)
        return true;
    return fail(cx, ERR_not_found, "there is no partner \"%.*s\"", STR_ARG(slug));
}

static bool verify_chains(struct cx *cx, struct db_pool *pool, str slug, bool *all_ok)
{
    list chains;
    TRY(db_begin(cx, pool, DB_PLATFORM, DB_READ));
    TRY(read_chains(cx, slug, &chains));
    const struct audit_chain *items = chains.items;
    for (size_t i = 0; i < chains.count; i++)
        TRY(report(cx, &items[i], all_ok));
    return true;
}

static bool parse(int argc, char **argv, str *slug)
{
    if (argc < 1 || strcmp(argv[0], "verify") != 0)
        return false;
    if (argc == 1)
        return true;
    if (argc != 3 || strcmp(argv[1], "--partner") != 0)
        return false;
    *slug = str_of(argv[2]);
    return true;
}

int command_audit(int argc, char **argv, const struct config *config)
{
    str slug = STR_NULL;
    if (argc == 1 && strcmp(argv[0], "--help") == 0) {
        fputs(usage, stdout);
        return 0;
    }
    if (!parse(argc, argv, &slug)) {
        fputs(usage, stderr);
        return 2;
    }
    struct cx cx = { .arena = arena_new(), .now = instant_now() };
    struct db_pool *pool = db_pool_new(config);
    bool all_ok = true;
    bool done = verify_chains(&cx, pool, slug, &all_ok);
    db_rollback(&cx);
    if (!done)
        fprintf(stderr, "proforma audit: %.*s\n", STR_ARG(cx.failure.detail));
    db_pool_free(&pool);
    arena_free(&cx.arena);
    return done && all_ok ? 0 : 1;
}
