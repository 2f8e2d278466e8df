#include "ingest/zip.h"

#include <isa-l/crc.h>
#include <string.h>

#include "ingest/inflate.h"
#include "ingest/problem.h"

/* Sizes of the records without their texts (PKWARE's APPNOTE, 4.3). */
enum {
    LOCAL_SIZE = 30,
    ENTRY_SIZE = 46,
    END_SIZE = 22,
    LOCATOR64_SIZE = 20,
    END64_SIZE = 56,
    COMMENT_MAX = 65535,
    EXTRA_MAX = 65535,
};
#define LOCAL_MAGIC "PK\3\4"
#define ENTRY_MAGIC "PK\1\2"
#define END_MAGIC "PK\5\6"
#define LOCATOR64_MAGIC "PK\6\7"
#define END64_MAGIC "PK\6\6"

enum { METHOD_STORED = 0, METHOD_DEFLATED = 8, FLAG_ENCRYPTED = 1, EXTRA_ZIP64 = 1 };

bool is_zip(const char *bytes, size_t size)
{
    return size >= 4 && (memcmp(bytes, LOCAL_MAGIC, 4) == 0 || memcmp(bytes, END_MAGIC, 4) == 0);
}

/* ---- bytes ---- */

static uint16_t get16(const unsigned char *at)
{
    return (uint16_t)(at[0] | at[1] << 8);
}

static uint32_t get32(const unsigned char *at)
{
    return get16(at) | (uint32_t)get16(at + 2) << 16;
}

/* A size beyond 2^62 is nonsense anyway and must not become negative. */
static int64_t get64(const unsigned char *at)
{
    uint64_t value = get32(at) | (uint64_t)get32(at + 4) << 32;
    return value < (UINT64_C(1) << 62) ? (int64_t)value : INT64_C(1) << 62;
}

static bool fail_zip(struct cx *cx, const struct zip *zip)
{
    return fail_file(cx, PROBLEM_BAD_ZIP, zip->name);
}

/* Exactly `size` bytes at `offset`, which were said to be there. */
static bool read_at(struct cx *cx, const struct zip *zip, int64_t offset, void *buffer, size_t size)
{
    struct file_input file = file_input(zip->name, zip->fd, offset, (int64_t)size, NULL);
    size_t got;
    TRY(input_fill(cx, &file.input, buffer, size, &got));
    return got == size || fail_zip(cx, zip);
}

/* ---- the end of the archive ---- */

static const unsigned char *find_end(const unsigned char *tail, size_t size)
{
    for (size_t at = size >= END_SIZE ? size - END_SIZE + 1 : 0; at-- > 0;)
        if (memcmp(tail + at, END_MAGIC, 4) == 0 && at + END_SIZE + get16(tail + at + 20) == size)
            return tail + at;
    return NULL;
}

/* ZIP64: the real numbers are in a record that a locator before the end points to. */
static bool read_end64(struct cx *cx, struct zip *zip, int64_t end)
{
    unsigned char record[END64_SIZE];
    if (end < LOCATOR64_SIZE + END64_SIZE)
        return fail_zip(cx, zip);
    TRY(read_at(cx, zip, end - LOCATOR64_SIZE, record, LOCATOR64_SIZE));
    int64_t at = get64(record + 8);
    if (memcmp(record, LOCATOR64_MAGIC, 4) != 0 || at > end - LOCATOR64_SIZE - END64_SIZE)
        return fail_zip(cx, zip);
    TRY(read_at(cx, zip, at, record, END64_SIZE));
    if (memcmp(record, END64_MAGIC, 4) != 0)
        return fail_zip(cx, zip);
    zip->members = get64(record + 32);
    zip->directory_end = get64(record + 40);
    zip->directory = get64(record + 48);
    return true;
}

static bool read_end(struct cx *cx, struct zip *zip, int64_t size)
{
    size_t tail_size = (size_t)(size < COMMENT_MAX + END_SIZE ? size : COMMENT_MAX + END_SIZE);
    unsigned char *tail = arena_alloc(cx->arena, tail_size);
    TRY(read_at(cx, zip, size - (int64_t)tail_size, tail, tail_size));
    const unsigned char *record = find_end(tail, tail_size);
    if (record == NULL)
        return fail_file(cx, PROBLEM_TRUNCATED, zip->name);

    int64_t end = size - (int64_t)tail_size + (record - tail);
    zip->members = get16(record + 10);
    zip->directory_end = get32(record + 12);
    zip->directory = get32(record + 16);
    if (zip->members == UINT16_MAX || zip->directory_end == UINT32_MAX ||
        zip->directory == UINT32_MAX)
        TRY(read_end64(cx, zip, end));
    if (zip->directory > end || zip->directory_end > end - zip->directory)
        return fail_zip(cx, zip);
    zip->data_end = zip->directory;
    zip->directory_end += zip->directory;
    return true;
}

bool zip_open(struct cx *cx, int fd, int64_t size, str name, struct zip *zip)
{
    *zip = (struct zip){ .name = name, .fd = fd };
    TRY(read_end(cx, zip, size));
    if (zip->members > ZIP_MEMBERS_MAX)
        return fail_file(cx, PROBLEM_ZIP_TOO_MANY, name);
    return true;
}

/* ---- members ---- */

/* The sizes that did not fit into the entry stand in its ZIP64 field, in this order. */
static bool read_extra64(const unsigned char *extra, size_t size, struct zip_member *member)
{
    int64_t *const values[] = { &member->size, &member->packed, &member->header };
    size_t used = 0;
    for (size_t i = 0; i < sizeof values / sizeof values[0]; i++) {
        if (*values[i] != UINT32_MAX)
            continue;
        if (used + 8 > size)
            return false;
        *values[i] = get64(extra + used);
        used += 8;
    }
    return true;
}

static bool read_extras(const unsigned char *extra, size_t size, struct zip_member *member)
{
    while (size >= 4) {
        size_t len = get16(extra + 2);
        if (len > size - 4)
            return true; /* some writers pad; what matters was before or is missed below */
        if (get16(extra) == EXTRA_ZIP64)
            return read_extra64(extra + 4, len, member);
        extra += 4 + len;
        size -= 4 + len;
    }
    return true;
}

static bool check_member(struct cx *cx, struct zip *zip, const struct zip_member *member)
{
    bool is_inside = member->header <= zip->data_end - LOCAL_SIZE &&
                     member->packed <= zip->data_end - LOCAL_SIZE - member->header;
    if (!is_inside)
        return fail_zip(cx, zip);
    zip->packed += member->packed;
    return zip->packed <= zip->data_end || fail_zip(cx, zip);
}

static bool read_entry(struct cx *cx, struct zip *zip, struct zip_member *member)
{
    unsigned char entry[ENTRY_SIZE];
    unsigned char extra[EXTRA_MAX];
    if (zip->directory_end - zip->directory < ENTRY_SIZE)
        return fail_zip(cx, zip);
    TRY(read_at(cx, zip, zip->directory, entry, ENTRY_SIZE));
    size_t name_size = get16(entry + 28);
    size_t extra_size = get16(entry + 30);
    int64_t after = zip->directory + ENTRY_SIZE + (int64_t)name_size;
    int64_t next = after + (int64_t)extra_size + get16(entry + 32);
    if (memcmp(entry, ENTRY_MAGIC, 4) != 0 || next > zip->directory_end)
        return fail_zip(cx, zip);

    size_t kept = name_size < ZIP_NAME_MAX ? name_size : ZIP_NAME_MAX;
    TRY(read_at(cx, zip, after - (int64_t)kept, zip->name_bytes, kept));
    TRY(read_at(cx, zip, after, extra, extra_size));
    *member = (struct zip_member){
        .name = { zip->name_bytes, kept },
        .flags = get16(entry + 8),
        .method = get16(entry + 10),
        .crc = get32(entry + 16),
        .packed = get32(entry + 20),
        .size = get32(entry + 24),
        .header = get32(entry + 42),
    };
    if (!read_extras(extra, extra_size, member))
        return fail_zip(cx, zip);
    zip->directory = next;
    return check_member(cx, zip, member);
}

static str last_part(str name)
{
    for (size_t i = name.len; i > 0; i--)
        if (name.ptr[i - 1] == '/')
            return (str){ name.ptr + i, name.len - i };
    return name;
}

/* Directories, macOS's and other hidden files, and a report's own manifest hold no rows. */
static bool is_passed_over(str name)
{
    str last = last_part(name);
    return last.len == 0 || last.ptr[0] == '.' || str_starts(name, STR("__MACOSX/")) ||
           str_ends(last, STR("Manifest.json"));
}

bool zip_next(struct cx *cx, struct zip *zip, struct zip_member *member, bool *found)
{
    for (*found = false; !*found && zip->members > 0; zip->members--) {
        TRY(read_entry(cx, zip, member));
        *found = !is_passed_over(member->name);
    }
    return true;
}

/* ---- content ---- */

/* Checks length and checksum of what passes through. */
struct checked_input {
    struct input input;
    struct input *under;
    int64_t size;
    int64_t given;
    uint32_t crc;
    uint32_t crc_so_far;
};

static bool read_checked(struct cx *cx, struct input *input, void *buffer, size_t size, size_t *got)
{
    struct checked_input *in = (struct checked_input *)input;
    TRY(in->under->read(cx, in->under, buffer, size, got));
    in->given += (int64_t)*got;
    in->crc_so_far = crc32_gzip_refl(in->crc_so_far, buffer, *got);
    bool is_wrong =
        in->given > in->size || (*got == 0 && (in->given != in->size || in->crc_so_far != in->crc));
    return !is_wrong || fail_file(cx, PROBLEM_BAD_CHECKSUM, input->name);
}

bool zip_member_input(struct cx *cx, const struct zip *zip, const struct zip_member *member,
                      str name, int64_t *counted, struct input **input)
{
    unsigned char local[LOCAL_SIZE];
    if ((member->flags & FLAG_ENCRYPTED) != 0)
        return fail_file(cx, PROBLEM_ZIP_ENCRYPTED, name);
    if (member->method != METHOD_STORED && member->method != METHOD_DEFLATED)
        return fail_file(cx, PROBLEM_ZIP_METHOD, name);
    TRY(read_at(cx, zip, member->header, local, LOCAL_SIZE));
    int64_t start = member->header + LOCAL_SIZE + get16(local + 26) + get16(local + 28);
    if (memcmp(local, LOCAL_MAGIC, 4) != 0 || member->packed > zip->data_end - start)
        return fail_zip(cx, zip);

    struct file_input *file = ARENA_NEW(cx->arena, struct file_input);
    struct checked_input *checked = ARENA_NEW(cx->arena, struct checked_input);
    *file = file_input(name, zip->fd, start, member->packed, counted);
    *checked = (struct checked_input){
        .input = { .name = name, .read = read_checked },
        .under = member->method == METHOD_STORED ? &file->input : deflate_input(cx, &file->input),
        .size = member->size,
        .crc = member->crc,
    };
    *input = &checked->input;
    return true;
}
