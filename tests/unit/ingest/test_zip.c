#include "ingest/zip.h"

#include <sys/mman.h>
#include <unistd.h>
#include <zlib.h>

#include "unit/ingest/ingest_test.h"

/* ---- an archive, written byte by byte ---- */

struct archive {
    struct strbuf bytes;
    struct strbuf directory;
    int members;
    bool is_zip64;
};

static void put(struct strbuf *out, uint64_t value, int size)
{
    for (int i = 0; i < size; i++)
        strbuf_add_char(out, (char)(i < 8 ? value >> (8 * i) : 0));
}

static struct archive archive_new(struct cx *cx)
{
    return (struct archive){ .bytes = strbuf_new(cx->arena, 8u << 20),
                             .directory = strbuf_new(cx->arena, 8u << 20) };
}

struct member_options {
    bool is_stored;
    unsigned flags;
    int method;         /* -1: the right one */
    int64_t crc_change; /* added to what is right, as the next two */
    int64_t size_change;
    int64_t offset_change;
};

static str deflated(struct cx *cx, str text)
{
    z_stream z = { .next_in = (unsigned char *)(uintptr_t)text.ptr,
                   .avail_in = (unsigned)text.len };
    assert_int_equal(deflateInit2(&z, 6, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY), Z_OK);
    size_t room = deflateBound(&z, text.len);
    char *out = arena_alloc(cx->arena, room);
    z.next_out = (unsigned char *)out;
    z.avail_out = (unsigned)room;
    assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
    deflateEnd(&z);
    return (str){ out, room - z.avail_out };
}

static void add_member(struct cx *cx, struct archive *a, const char *name, str text,
                       struct member_options options)
{
    str packed = options.is_stored ? text : deflated(cx, text);
    uint64_t crc = crc32(0, (const unsigned char *)text.ptr, (unsigned)text.len);
    uint64_t offset = a->bytes.len + (uint64_t)options.offset_change;
    uint64_t size = text.len + (uint64_t)options.size_change;
    unsigned method = options.method >= 0 ? (unsigned)options.method : options.is_stored ? 0 : 8;

    strbuf_add(&a->bytes, STR("PK\3\4"));
    put(&a->bytes, 20, 2);
    put(&a->bytes, options.flags, 2);
    put(&a->bytes, method, 2);
    put(&a->bytes, 0, 4 + 12); /* time; the rest stands in the directory */
    put(&a->bytes, strlen(name), 2);
    put(&a->bytes, 0, 2);
    strbuf_add(&a->bytes, str_of(name));
    strbuf_add(&a->bytes, packed);

    struct strbuf *d = &a->directory;
    strbuf_add(d, STR("PK\1\2"));
    put(d, 20, 2);
    put(d, 20, 2);
    put(d, options.flags, 2);
    put(d, method, 2);
    put(d, 0, 4);
    put(d, crc + (uint64_t)options.crc_change, 4);
    put(d, a->is_zip64 ? UINT32_MAX : packed.len, 4);
    put(d, a->is_zip64 ? UINT32_MAX : size, 4);
    put(d, strlen(name), 2);
    put(d, a->is_zip64 ? 4 + 24 : 0, 2);
    put(d, 0, 2 + 2 + 2 + 4);
    put(d, a->is_zip64 ? UINT32_MAX : offset, 4);
    strbuf_add(d, str_of(name));
    if (a->is_zip64) {
        put(d, 1, 2);
        put(d, 24, 2);
        put(d, size, 8);
        put(d, packed.len, 8);
        put(d, offset, 8);
    }
    a->members++;
}

static void add_end64(struct archive *a, uint64_t directory)
{
    uint64_t end = a->bytes.len;
    strbuf_add(&a->bytes, STR("PK\6\6"));
    put(&a->bytes, 44, 8);
    put(&a->bytes, 45, 4);
    put(&a->bytes, 0, 8);
    put(&a->bytes, (unsigned)a->members, 8);
    put(&a->bytes, (unsigned)a->members, 8);
    put(&a->bytes, a->directory.len, 8);
    put(&a->bytes, directory, 8);
    strbuf_add(&a->bytes, STR("PK\6\7"));
    put(&a->bytes, 0, 4);
    put(&a->bytes, end, 8);
    put(&a->bytes, 1, 4);
}

static str finish(struct archive *a, const char *comment)
{
    uint64_t directory = a->bytes.len;
    strbuf_add(&a->bytes, strbuf_str(&a->directory));
    if (a->is_zip64)
        add_end64(a, directory);
    strbuf_add(&a->bytes, STR("PK\5\6"));
    put(&a->bytes, 0, 4);
    put(&a->bytes, a->is_zip64 ? UINT16_MAX : (unsigned)a->members, 2);
    put(&a->bytes, a->is_zip64 ? UINT16_MAX : (unsigned)a->members, 2);
    put(&a->bytes, a->is_zip64 ? UINT32_MAX : a->directory.len, 4);
    put(&a->bytes, a->is_zip64 ? UINT32_MAX : directory, 4);
    put(&a->bytes, strlen(comment), 2);
    strbuf_add(&a->bytes, str_of(comment));
    return strbuf_str(&a->bytes);
}

/* ---- reading it ---- */

static bool read_members(struct cx *cx, struct zip *zip, struct strbuf *out)
{
    for (;;) {
        struct zip_member member;
        struct input *input;
        bool found;
        TRY(zip_next(cx, zip, &member, &found));
        if (!found)
            return true;
        str name = str_copy(cx->arena, member.name);
        TRY(zip_member_input(cx, zip, &member, name, NULL, &input));
        strbuf_add_format(out, "%.*s=", STR_ARG(name));
        char buffer[100];
        size_t got = 1;
        while (got > 0) {
            TRY(input->read(cx, input, buffer, sizeof buffer, &got));
            strbuf_add(out, (str){ buffer, got });
        }
        strbuf_add(out, STR(";"));
    }
}

/* "name=content;…", or the code of the failure. */
static str read_archive(struct cx *cx, str bytes)
{
    int fd = memfd_create("test", 0);
    struct zip zip;
    struct strbuf out = strbuf_new(cx->arena, 8u << 20);
    assert_int_equal(write(fd, bytes.ptr, bytes.len), bytes.len);
    cx->failure = (struct failure){ .code = ERR_none };
    bool is_ok =
        zip_open(cx, fd, (int64_t)bytes.len, STR("x.zip"), &zip) && read_members(cx, &zip, &out);
    close(fd);
    return is_ok ? strbuf_str(&out) : error_entry(cx->failure.code)->code;
}

static const struct member_options plain = { .method = -1 };
static const struct member_options stored = { .method = -1, .is_stored = true };

static void test_members_in_order(void **state)
{
    struct cx *cx = *state;
    for (int is_zip64 = 0; is_zip64 < 2; is_zip64++) {
        struct archive a = archive_new(cx);
        a.is_zip64 = is_zip64 == 1;
        add_member(cx, &a, "b.csv", STR("one one one one"), plain);
        add_member(cx, &a, "../../etc/a.csv", STR("two"), stored);
        add_member(cx, &a, "empty", STR(""), plain);
        assert_text(read_archive(cx, finish(&a, "")),
                    "b.csv=one one one one;../../etc/a.csv=two;empty=;");
    }
}

static void test_a_comment_may_follow(void **state)
{
    struct cx *cx = *state;
    struct archive a = archive_new(cx);
    add_member(cx, &a, "a", STR("x"), plain);
    assert_text(read_archive(cx, finish(&a, "a comment with PK\5\6 in it")), "a=x;");
}

static void test_what_holds_no_rows_is_passed_over(void **state)
{
    struct cx *cx = *state;
    struct archive a = archive_new(cx);
    add_member(cx, &a, "folder/", STR(""), stored);
    add_member(cx, &a, "__MACOSX/folder/._b.csv", STR("x"), plain);
    add_member(cx, &a, "folder/.DS_Store", STR("x"), plain);
    add_member(cx, &a, "folder/report-Manifest.json", STR("{}"), plain);
    add_member(cx, &a, "folder/b.csv", STR("y"), plain);
    assert_text(read_archive(cx, finish(&a, "")), "folder/b.csv=y;");
    struct archive empty = archive_new(cx);
    assert_text(read_archive(cx, finish(&empty, "")), "");
}

static void test_damage_is_found(void **state)
{
    struct cx *cx = *state;
    static const struct {
        struct member_options options;
        const char *code;
    } cases[] = {
        { { .method = -1, .crc_change = 1 }, "file_corrupt" },
        { { .method = -1, .is_stored = true, .crc_change = 1 }, "file_corrupt" },
        { { .method = -1, .size_change = 1 }, "file_corrupt" },
        { { .method = -1, .size_change = -1 }, "file_corrupt" },
        { { .method = -1, .offset_change = 1 }, "file_corrupt" },
        { { .method = -1, .offset_change = 1000000 }, "file_corrupt" },
        { { .method = -1, .flags = 1 }, "file_format" },
        { { .method = 12 }, "file_format" },
        { { .method = 8, .is_stored = true }, "file_corrupt" },
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct archive a = archive_new(cx);
        add_member(cx, &a, "a.csv", STR("some,text\nof,rows\n"), cases[i].options);
        assert_text(read_archive(cx, finish(&a, "")), cases[i].code);
    }
}

/* No prefix and no changed byte does worse than an error or the same content. */
static void test_any_cut_and_any_byte(void **state)
{
    struct cx *cx = *state;
    for (int is_zip64 = 0; is_zip64 < 2; is_zip64++) {
        struct archive a = archive_new(cx);
        a.is_zip64 = is_zip64 == 1;
        add_member(cx, &a, "a.csv", STR("some,text\nof,rows\n"), plain);
        add_member(cx, &a, "b.csv", STR("more"), stored);
        str whole = finish(&a, "");
        for (size_t len = 0; len < whole.len; len++) {
            struct cx own = { .arena = arena_new() };
            assert_text(read_archive(&own, (str){ whole.ptr, len }), "file_truncated");
            arena_free(&own.arena);
        }
        for (size_t at = 0; at < whole.len * 3; at++) {
            static const unsigned char flips[] = { 0xff, 0x01, 0x80 };
            struct cx own = { .arena = arena_new() };
            char *changed = arena_copy(own.arena, whole.ptr, whole.len);
            changed[at / 3] = (char)(changed[at / 3] ^ flips[at % 3]);
            (void)read_archive(&own, (str){ changed, whole.len });
            arena_free(&own.arena);
        }
    }
}

static void test_members_may_not_overlap(void **state)
{
    struct cx *cx = *state;
    struct archive a = archive_new(cx);
    char *zeros = arena_alloc(cx->arena, 1u << 20);
    add_member(cx, &a, "a", (str){ zeros, 1u << 20 }, plain);
    str entry = str_copy(cx->arena, strbuf_str(&a.directory));
    for (int i = 0; i < 3; i++) {
        strbuf_add(&a.directory, entry);
        a.members++;
    }
    assert_text(read_archive(cx, finish(&a, "")), "file_corrupt");
}

static void test_members_are_counted(void **state)
{
    struct cx *cx = *state;
    struct archive a = archive_new(cx);
    a.is_zip64 = true;
    a.members = ZIP_MEMBERS_MAX + 1;
    assert_text(read_archive(cx, finish(&a, "")), "file_format");
    struct archive more = archive_new(cx);
    add_member(cx, &more, "a", STR("x"), plain);
    more.members = 2;
    assert_text(read_archive(cx, finish(&more, "")), "file_corrupt");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_members_in_order),
        TEST(test_a_comment_may_follow),
        TEST(test_what_holds_no_rows_is_passed_over),
        TEST(test_damage_is_found),
        TEST(test_any_cut_and_any_byte),
        TEST(test_members_may_not_overlap),
        TEST(test_members_are_counted),
    };
    return cmocka_run_group_tests_name("ingest zip", tests, NULL, NULL);
}
