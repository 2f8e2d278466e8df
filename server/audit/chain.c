#include "audit/audit.h"

#include "audit/audit.sql.h"

#include <inttypes.h>
#include <stdio.h>

#include <sodium.h>

/* The columns of audit_entries_of_chain: the hashed members, then the stored hash. */
enum { COLUMN_SEQ = 1, MEMBER_COUNT = 11, COLUMN_HASH = MEMBER_COUNT };

#define HASH_SIZE crypto_hash_sha256_BYTES
#define HASH_TEXT_LEN (2 * HASH_SIZE)

struct walk {
    struct audit_verdict *verdict;
    unsigned char previous[HASH_SIZE];
};

struct head {
    int64_t seq;
    str hash;
};
static const struct field head_fields[] = { FIELD(struct head, seq), FIELD(struct head, hash),
                                            FIELDS_END };
static const struct shape head_shape = SHAPE("AuditHead", struct head, head_fields);

static const struct field verdict_fields[] = {
    FIELD(struct audit_verdict, ok, .doc = "No entry was changed, removed or reordered"),
    FIELD(struct audit_verdict, entries, .doc = "Entries read"),
    FIELD(struct audit_verdict, first_bad_seq, .doc = "The first entry that does not fit, or 0"),
    FIELDS_END
};
const struct shape audit_verdict_shape =
    SHAPE("AuditVerdict", struct audit_verdict, verdict_fields, .doc = "What verification found");

static void hash_member(crypto_hash_sha256_state *state, str value)
{
    char length[24];
    if (str_is_null(value)) {
        crypto_hash_sha256_update(state, (const unsigned char *)"-", 1);
        return;
    }
    int size = snprintf(length, sizeof length, "%zu:", value.len);
    crypto_hash_sha256_update(state, (const unsigned char *)length, (unsigned long long)size);
    crypto_hash_sha256_update(state, (const unsigned char *)value.ptr, value.len);
}

static bool equals_hex(const unsigned char hash[HASH_SIZE], str hex)
{
    char text[HASH_TEXT_LEN + 1];
    sodium_bin2hex(text, sizeof text, hash, HASH_SIZE);
    return str_equal((str){ text, HASH_TEXT_LEN }, hex);
}

static bool check_entry(struct cx *cx, void *context, const str *columns)
{
    (void)cx;
    struct walk *walk = context;
    struct audit_verdict *verdict = walk->verdict;
    char seq[24];
    crypto_hash_sha256_state state;
    crypto_hash_sha256_init(&state);
    crypto_hash_sha256_update(&state, walk->previous, HASH_SIZE);
    for (int i = 0; i < MEMBER_COUNT; i++)
        hash_member(&state, columns[i]);
    crypto_hash_sha256_final(&state, walk->previous);

    verdict->entries++;
    int size = snprintf(seq, sizeof seq, "%" PRId64, verdict->entries);
    bool fits = str_equal(columns[COLUMN_SEQ], (str){ seq, (size_t)size }) &&
                equals_hex(walk->previous, columns[COLUMN_HASH]);
    if (!fits && verdict->first_bad_seq == 0)
        verdict->first_bad_seq = verdict->entries;
    return true;
}

bool audit_verify(struct cx *cx, uuid chain, struct audit_verdict *verdict)
{
    *verdict = (struct audit_verdict){ .entries = 0 };
    const struct audit_chain key = { .chain = chain };
    struct walk walk = { .verdict = verdict };
    struct head head = { .seq = 0 };
    bool has_head;
    TRY(db_each(cx, &sql_audit_entries_of_chain, IN(audit_chain_shape, &key), IN_NONE, check_entry,
                &walk));
    TRY(db_maybe(cx, &sql_audit_head, IN(audit_chain_shape, &key), IN_NONE, &head_shape, &head,
                 &has_head));
    bool ends_at_head = has_head ? head.seq == verdict->entries &&
                                       (head.seq == 0 || equals_hex(walk.previous, head.hash))
                                 : verdict->entries == 0;
    if (!ends_at_head && verdict->first_bad_seq == 0)
        verdict->first_bad_seq = verdict->entries + 1;
    verdict->ok = verdict->first_bad_seq == 0;
    return true;
}
