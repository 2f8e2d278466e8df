#include "ingest/aggregate.h"

#include "ingest/detail.h"
#include "ingest/spill.h"
#include "ingest/tags.h"

/* Shares of the memory. */
#define GROUP_SHARE 3
#define DETAIL_SHARE 3
#define TEXT_SHARE 6

#define LINE_TYPES_MAX 1000

/* Rows whose groups are looked up together, so that memory is on its way meanwhile. */
#define SLICE 32

/* Numbers that texts were given last, found by some bits of their fingerprint: the same texts come
 * again with each day and each resource. */
#define KNOWN 65536

struct known {
    struct fingerprint texts;
    struct group_key key;
};

/* The same of tags. */
#define KNOWN_TAGS 4096

struct known_tags {
    struct fingerprint tags;
    uint32_t id; /* 0: none */
};

struct aggregate {
    struct arena *arena;
    struct aggregate_options options;
    struct fingerprint_key key;
    struct group_table *table;
    struct known *known;
    struct known_tags *known_tags;
    struct dictionary *dictionaries[DICTIONARY_RESOURCE]; /* those that must be whole */
    struct detail detail;
    struct spill *spill;
    struct strbuf tuple;
    struct arena *scratch;
    /* giving out */
    size_t next;
    struct group ahead;
    bool has_ahead;
};

/* clang-format off */
/* Where the texts come from and how long they may be: an index entry holds all six of a SKU. */
static const struct text_rule {
    enum column column;
    size_t max;
} resource_rule = { COLUMN_RESOURCE, 2048 }, text_rules[TEXT_COUNT] = {
    [TEXT_ACCOUNT] = { COLUMN_ACCOUNT, 20 },
    [TEXT_SERVICE] = { COLUMN_SERVICE, 400 },
    [TEXT_USAGE_TYPE] = { COLUMN_USAGE_TYPE, 400 },
    [TEXT_OPERATION] = { COLUMN_OPERATION, 400 },
    [TEXT_REGION] = { COLUMN_REGION_CODE, 400 },
    [TEXT_BILLING_ENTITY] = { COLUMN_BILLING_ENTITY, 400 },
    [TEXT_UNIT] = { COLUMN_UNIT, 400 },
    [TEXT_LINE_ITEM_TYPE] = { COLUMN_LINE_ITEM_TYPE, 100 },
    [TEXT_INVOICE] = { COLUMN_INVOICE, 400 },
    [TEXT_COMMITMENT] = { COLUMN_RESERVATION, 2048 },
};
/* clang-format on */

struct aggregate *aggregate_new(const struct aggregate_options *options)
{
    struct arena *arena = arena_new();
    struct aggregate *a = ARENA_NEW(arena, struct aggregate);
    *a = (struct aggregate){
        .arena = arena,
        .options = *options,
        .key = fingerprint_key(),
        .table = group_table_new(options->memory / GROUP_SHARE),
        .known = ARENA_ARRAY(arena, struct known, KNOWN),
        .known_tags = ARENA_ARRAY(arena, struct known_tags, KNOWN_TAGS),
        .tuple = strbuf_new(arena, 16 * 1024),
        .scratch = arena_new(),
    };
    for (int i = 0; i < DICTIONARY_RESOURCE; i++)
        a->dictionaries[i] = dictionary_new();
    detail_init(&a->detail, options->detail_from, options->memory / DETAIL_SHARE);
    return a;
}

void aggregate_free(struct aggregate **aggregate)
{
    struct aggregate *a = *aggregate;
    if (a == NULL)
        return;
    struct arena *arena = a->arena;
    group_table_free(&a->table);
    for (int i = 0; i < DICTIONARY_RESOURCE; i++)
        dictionary_free(&a->dictionaries[i]);
    detail_free(&a->detail);
    spill_free(&a->spill);
    arena_free(&a->scratch);
    arena_free(&arena);
    *aggregate = NULL;
}

/* ---- recognising a row ---- */

/* Of a thread that prints rows while another one moves the day on it may be out of date: its groups
 * are then more finely told apart than they are given out. */
static bool keeps_detail(const struct aggregate *a, const struct charge *charge)
{
    return charge->day.days >= __atomic_load_n(&a->detail.from.days, __ATOMIC_RELAXED);
}

static struct fingerprint print_of_tags(const struct fingerprint_key *key, const struct line *line)
{
    struct fingerprint print = fingerprint_of(key, 0);
    fingerprint_add(&print, key, line_text(line, COLUMN_RESOURCE_TAGS));
    fingerprint_add(&print, key, line_text(line, COLUMN_COST_CATEGORIES));
    for (size_t i = 0; i < line->layout->tag_count; i++)
        if (line->cells[COLUMN_COUNT + i].len > 0) {
            fingerprint_add_number(&print, key, i);
            fingerprint_add(&print, key, line->cells[COLUMN_COUNT + i]);
        }
    return print;
}

static void print_detail(const struct aggregate *a, struct row *row)
{
    row->resource =
        dictionary_print(a->detail.resources.texts, line_text(row->line, COLUMN_RESOURCE));
    row->tags = print_of_tags(&a->key, row->line);
    fingerprint_add_other(&row->print, &a->key, row->resource);
    fingerprint_add_other(&row->print, &a->key, row->tags);
}

/* Whatever normalize_texts looks at. The payer, whose own a line of no account is, is the same in
 * every row. */
static const enum column told_apart[] = {
    COLUMN_ACCOUNT,   COLUMN_LINE_ITEM_TYPE, COLUMN_SERVICE,     COLUMN_USAGE_TYPE,
    COLUMN_OPERATION, COLUMN_REGION_CODE,    COLUMN_REGION,      COLUMN_BILLING_ENTITY,
    COLUMN_UNIT,      COLUMN_INVOICE,        COLUMN_RESERVATION, COLUMN_SAVINGS_PLAN,
};

void aggregate_print(const struct aggregate *a, struct row *row)
{
    const struct charge *charge = &row->charge;
    bool detailed = keeps_detail(a, charge);
    uint64_t given = 0; /* most rows have no invoice and no commitment: one number for all those */
    row->texts = fingerprint_of(&a->key, 0);
    for (size_t i = 0; i < sizeof told_apart / sizeof told_apart[0]; i++) {
        if (!line_has(row->line, told_apart[i]))
            continue;
        given |= UINT64_C(1) << i;
        fingerprint_add(&row->texts, &a->key, line_text(row->line, told_apart[i]));
    }
    fingerprint_add_number(&row->texts, &a->key, given);
    row->print = row->texts;
    fingerprint_add_number(&row->print, &a->key,
                           (uint64_t)(uint32_t)charge->day.days << 32 |
                               (uint64_t)charge->is_free << 1 | detailed);
    row->resource = row->tags = (struct fingerprint){ 0 };
    if (detailed)
        print_detail(a, row);
}

/* ---- a row that is new ---- */

static bool is_clean_text(str text)
{
    for (size_t i = 0; i < text.len; i++)
        if (text.ptr[i] == '\0')
            return false;
    return str_is_utf8(text);
}

static bool check_text(const struct text_rule *rule, str text, struct spot *spot)
{
    bool is_short = text.len <= rule->max;
    spot->column = rule->column;
    spot->problem = is_short ? PROBLEM_NOT_TEXT : PROBLEM_TOO_LONG;
    return is_short && is_clean_text(text);
}

static bool check_texts(const str *texts, struct spot *spot)
{
    for (int i = 0; i < TEXT_COUNT; i++)
        TRY(check_text(&text_rules[i], texts[i], spot));
    return true;
}

/* Numbers a text of those that must be whole; there may be only so many of them. */
static bool number_text(struct aggregate *a, enum dictionary_name name, str text,
                        enum column column, struct spot *spot, uint32_t *id)
{
    *spot = (struct spot){ .problem = PROBLEM_TOO_MANY_VALUES, .column = column };
    *id = dictionary_add(a->dictionaries[name], text);
    size_t size = 0;
    for (int i = 0; i < DICTIONARY_RESOURCE; i++)
        size += dictionary_size(a->dictionaries[i]);
    return size <= a->options.memory / TEXT_SHARE;
}

static bool number_line_type(struct aggregate *a, str text, struct spot *spot, uint16_t *id)
{
    uint32_t number;
    TRY(number_text(a, DICTIONARY_LINE_TYPE, text, COLUMN_LINE_ITEM_TYPE, spot, &number));
    *id = (uint16_t)number;
    return number <= LINE_TYPES_MAX;
}

/* What is the same every day. */
static bool number_texts(struct aggregate *a, const struct line *line, struct spot *spot,
                         struct group_key *key)
{
    str texts[TEXT_COUNT];
    TRY(normalize_texts(line, texts, spot) && check_texts(texts, spot));
    str sku = tuple_make(&a->tuple, &texts[TEXT_SERVICE], SKU_PARTS);
    return number_text(a, DICTIONARY_ACCOUNT, texts[TEXT_ACCOUNT], COLUMN_ACCOUNT, spot,
                       &key->account) &&
           number_text(a, DICTIONARY_SKU, sku, COLUMN_USAGE_TYPE, spot, &key->sku) &&
           number_line_type(a, texts[TEXT_LINE_ITEM_TYPE], spot, &key->line_type) &&
           number_text(a, DICTIONARY_INVOICE, texts[TEXT_INVOICE], COLUMN_INVOICE, spot,
                       &key->invoice) &&
           number_text(a, DICTIONARY_COMMITMENT, texts[TEXT_COMMITMENT], COLUMN_RESERVATION, spot,
                       &key->commitment);
}

static bool number_known_texts(struct aggregate *a, const struct row *row, struct spot *spot,
                               struct group_key *key)
{
    struct known *known = &a->known[row->texts.a % KNOWN];
    if (!fingerprint_is_same(known->texts, row->texts)) {
        struct known found = { .texts = row->texts };
        TRY(number_texts(a, row->line, spot, &found.key));
        *known = found;
    }
    *key = known->key;
    return true;
}

static bool number_tags(struct aggregate *a, const struct row *row, struct spot *spot, uint32_t *id)
{
    str tags;
    arena_reset(a->scratch);
    spot->problem = PROBLEM_NOT_A_MAP;
    TRY(tags_of_line(a->scratch, row->line, &tags, &spot->column));
    struct fingerprint print = dictionary_print(a->detail.tags.texts, tags);
    *id = detail_add(&a->detail.tags, print, tags, row->charge.day);
    return true;
}

static bool number_known_tags(struct aggregate *a, const struct row *row, struct spot *spot,
                              uint32_t *id)
{
    struct known_tags *known = &a->known_tags[row->tags.a % KNOWN_TAGS];
    if (known->id != 0 && fingerprint_is_same(known->tags, row->tags)) {
        *id = known->id;
        detail_see(&a->detail.tags, *id, row->charge.day);
        return true;
    }
    TRY(number_tags(a, row, spot, id));
    *known = (struct known_tags){ row->tags, *id };
    return true;
}

static bool number_detail(struct aggregate *a, const struct row *row, struct spot *spot,
                          struct group_key *key)
{
    str resource = line_text(row->line, COLUMN_RESOURCE);
    TRY(check_text(&resource_rule, resource, spot));
    TRY(number_known_tags(a, row, spot, &key->tags));
    key->resource = detail_add(&a->detail.resources, row->resource, resource, row->charge.day);
    if (detail_fit(&a->detail))
        memset(a->known_tags, 0, KNOWN_TAGS * sizeof a->known_tags[0]);
    return true;
}

static bool number_row(struct aggregate *a, const struct row *row, struct spot *spot,
                       struct group_key *key)
{
    TRY(number_known_texts(a, row, spot, key));
    key->day = row->charge.day.days;
    key->kind = (uint8_t)row->charge.kind;
    key->is_free = row->charge.is_free;
    return !keeps_detail(a, &row->charge) || number_detail(a, row, spot, key);
}

static bool spill_table(struct cx *cx, struct aggregate *a)
{
    if (a->spill == NULL)
        TRY(spill_new(cx, a->options.directory, sizeof(struct group), group_order, &a->spill));
    group_table_sort(a->table);
    TRY(spill_begin(cx, a->spill));
    for (size_t i = 0; i < group_table_count(a->table); i++)
        TRY(spill_write(cx, a->spill, group_table_at(a->table, i)));
    group_table_clear(a->table);
    return true;
}

/* The group of a row whose texts are new; NULL: *spot says what is wrong with them. */
static struct group_entry *add_group(struct aggregate *a, const struct row *row, struct spot *spot)
{
    struct group_key key;
    struct group_entry *entry = group_table_find(a->table, row->print); /* of a row just before */
    if (entry != NULL)
        return entry;
    return number_row(a, row, spot, &key) ? group_table_add(a->table, row->print, &key) : NULL;
}

static void find_groups(const struct aggregate *a, const struct row *rows, size_t count,
                        struct group_entry **entries)
{
    for (size_t i = 0; i < count; i++)
        group_table_expect(a->table, rows[i].print);
    for (size_t i = 0; i < count; i++)
        group_table_fetch(a->table, rows[i].print);
    for (size_t i = 0; i < count; i++) {
        entries[i] = group_table_find(a->table, rows[i].print);
        if (entries[i] == NULL)
            dictionary_expect(a->detail.resources.texts, rows[i].resource);
    }
}

static bool add_slice(struct cx *cx, struct aggregate *a, const struct row *rows, size_t count,
                      struct refusal *refusal)
{
    struct group_entry *entries[SLICE];
    *refusal = (struct refusal){ .spot.problem = PROBLEM_NONE };
    TRY(group_table_has_room(a->table, count) || spill_table(cx, a));
    find_groups(a, rows, count, entries);
    for (size_t i = 0; i < count; i++) {
        refusal->row = &rows[i];
        if (entries[i] == NULL)
            entries[i] = add_group(a, &rows[i], &refusal->spot);
        if (entries[i] == NULL)
            return false;
        group_add(&entries[i]->group, rows[i].charge.measures);
    }
    return true;
}

bool aggregate_add(struct cx *cx, struct aggregate *a, const struct row *rows, size_t count,
                   struct refusal *refusal)
{
    for (size_t i = 0; i < count; i += SLICE) {
        size_t left = count - i;
        TRY(add_slice(cx, a, rows + i, left < SLICE ? left : SLICE, refusal));
    }
    return true;
}

/* ---- giving out ---- */

/* What memory held while `detail_from` was earlier is brought to what it is now. */
static void drop_old_detail(const struct aggregate *a, struct group_key *key)
{
    if (key->day < a->detail.from.days) {
        key->resource = 0;
        key->tags = 0;
    }
}

static bool next_part(struct cx *cx, struct aggregate *a, struct group *group, bool *found)
{
    if (a->spill != NULL) {
        TRY(spill_next(cx, a->spill, group, found));
    } else {
        *found = a->next < group_table_count(a->table);
        if (*found)
            *group = *group_table_at(a->table, a->next++);
    }
    if (*found)
        drop_old_detail(a, &group->key);
    return true;
}

bool aggregate_finish(struct cx *cx, struct aggregate *a)
{
    if (a->spill == NULL) {
        group_table_sort(a->table);
    } else {
        TRY(spill_table(cx, a));
        group_table_free(&a->table);
        TRY(spill_merge(cx, a->spill, a->options.memory / GROUP_SHARE));
    }
    return next_part(cx, a, &a->ahead, &a->has_ahead);
}

bool aggregate_next(struct cx *cx, struct aggregate *a, struct group *group, bool *found)
{
    *found = a->has_ahead;
    *group = a->ahead;
    while (a->has_ahead) {
        TRY(next_part(cx, a, &a->ahead, &a->has_ahead));
        if (!a->has_ahead || group_compare(&group->key, &a->ahead.key) != 0)
            break;
        group_add(group, a->ahead.sums);
    }
    return true;
}

const struct dictionary *aggregate_dictionary(const struct aggregate *a, enum dictionary_name name)
{
    if (name == DICTIONARY_RESOURCE)
        return a->detail.resources.texts;
    if (name == DICTIONARY_TAGS)
        return a->detail.tags.texts;
    return a->dictionaries[name];
}

day aggregate_detail_from(const struct aggregate *a)
{
    return a->detail.from;
}

size_t aggregate_spill_count(const struct aggregate *a)
{
    return a->spill != NULL ? spill_run_count(a->spill) : 0;
}
