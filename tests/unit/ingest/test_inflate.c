#include <zlib.h>

#include "ingest/inflate.h"
#include "unit/ingest/ingest_test.h"

/* zlib writes what ISA-L is to read. window_bits 31: gzip, -15: bare deflate. */
static str pack(struct cx *cx, str text, int window_bits)
{
    z_stream z = { .next_in = (unsigned char *)(uintptr_t)text.ptr,
                   .avail_in = (unsigned)text.len };
    assert_int_equal(deflateInit2(&z, 6, Z_DEFLATED, window_bits, 8, Z_DEFAULT_STRATEGY), Z_OK);
    size_t room = deflateBound(&z, text.len) + 64;
    char *out = arena_alloc(cx->arena, room);
    z.next_out = (unsigned char *)out;
    z.avail_out = (unsigned)room;
    assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
    deflateEnd(&z);
    return (str){ out, room - z.avail_out };
}

static str join(struct cx *cx, str a, str b)
{
    char *both = arena_alloc(cx->arena, a.len + b.len + 1);
    memcpy(both, a.ptr, a.len);
    memcpy(both + a.len, b.ptr, b.len);
    return (str){ both, a.len + b.len };
}

/* What comes out, or the code of the failure. */
static str unpack(struct cx *cx, str packed, size_t chunk, size_t out_chunk)
{
    struct memory_input memory = memory_input(STR("x.gz"), packed, chunk);
    struct input *input = gzip_input(cx, &memory.input);
    struct strbuf out = strbuf_new(cx->arena, 4u << 20);
    cx->failure = (struct failure){ .code = ERR_none };
    for (;;) {
        size_t got;
        char *room = strbuf_reserve(&out, out_chunk);
        if (!input->read(cx, input, room, out_chunk, &got))
            return error_entry(cx->failure.code)->code;
        if (got == 0)
            return strbuf_str(&out);
        out.len += got;
    }
}

static str some_text(struct cx *cx, size_t size)
{
    struct strbuf text = strbuf_new(cx->arena, size + 100);
    struct random random = { 5 };
    while (text.len < size)
        strbuf_add_format(&text, "line %llu,%llu\n", (unsigned long long)random_below(&random, 9),
                          (unsigned long long)random_next(&random));
    return strbuf_str(&text);
}

static void test_any_chunks_give_the_same(void **state)
{
    struct cx *cx = *state;
    str text = some_text(cx, 300000);
    str packed = pack(cx, text, 31);
    static const size_t chunks[] = { 0, 1, 2, 7, 64, 1000, 65536 };
    for (size_t i = 0; i < COUNT(chunks); i++)
        assert_true(str_equal(unpack(cx, packed, chunks[i], 4096), text));
    assert_true(str_equal(unpack(cx, packed, 0, 1), text));
    assert_true(str_equal(unpack(cx, packed, 0, 1u << 20), text));
}

/* As gzip itself writes it: with the name of the file, and with whatever else a header may hold. */
static void test_any_header(void **state)
{
    struct cx *cx = *state;
    str bare = pack(cx, STR("a,b\n1,2\n"), 31);
    for (int flags = 0; flags < 32; flags += 2) {
        struct strbuf out = strbuf_new(cx->arena, 1000);
        strbuf_add(&out, (str){ bare.ptr, 3 });
        strbuf_add_char(&out, (char)flags);
        strbuf_add(&out, (str){ bare.ptr + 4, 6 });
        strbuf_add(&out, (flags & 4) != 0 ? STR("\5\0extra") : STR(""));
        strbuf_add(&out, (flags & 8) != 0 ? STR("name.csv\0") : STR(""));
        strbuf_add(&out, (flags & 16) != 0 ? STR("a comment\0") : STR(""));
        strbuf_add(&out, (flags & 2) != 0 ? STR("\x12\x34") : STR(""));
        strbuf_add(&out, (str){ bare.ptr + 10, bare.len - 10 });
        for (size_t chunk = 0; chunk < 40; chunk++)
            assert_text(unpack(cx, strbuf_str(&out), chunk, 100), "a,b\n1,2\n");
    }
    char *reserved = arena_copy(cx->arena, bare.ptr, bare.len);
    reserved[3] = 0x20;
    assert_text(unpack(cx, (str){ reserved, bare.len }, 0, 100), "file_corrupt");
    reserved[3] = 0;
    reserved[2] = 7;
    assert_text(unpack(cx, (str){ reserved, bare.len }, 0, 100), "file_corrupt");
}

static void test_several_members_are_one_text(void **state)
{
    struct cx *cx = *state;
    str a = some_text(cx, 1000);
    str both = join(cx, pack(cx, a, 31), pack(cx, STR("end\n"), 31));
    str expected = join(cx, a, STR("end\n"));
    for (size_t chunk = 0; chunk < 40; chunk++)
        assert_true(str_equal(unpack(cx, both, chunk, 4096), expected));
    str empty_between =
        join(cx, join(cx, pack(cx, a, 31), pack(cx, STR(""), 31)), pack(cx, STR("end\n"), 31));
    assert_true(str_equal(unpack(cx, empty_between, 0, 4096), expected));
}

static void test_zeros_may_follow_and_nothing_else(void **state)
{
    struct cx *cx = *state;
    str packed = pack(cx, STR("a,b\n"), 31);
    str zeros = { arena_alloc(cx->arena, 1000), 1000 };
    assert_text(unpack(cx, join(cx, packed, zeros), 0, 100), "a,b\n");
    assert_text(unpack(cx, join(cx, packed, STR("junk")), 0, 100), "file_corrupt");
    assert_text(unpack(cx, join(cx, join(cx, packed, zeros), STR("x")), 0, 100), "file_corrupt");
    assert_text(unpack(cx, join(cx, packed, STR("\x1f")), 0, 100), "file_truncated");
}

static void test_cut_off_anywhere_is_truncated(void **state)
{
    struct cx *cx = *state;
    str packed = pack(cx, some_text(cx, 3000), 31);
    for (size_t len = 1; len < packed.len; len++) {
        struct cx own = { .arena = arena_new() };
        assert_text(unpack(&own, (str){ packed.ptr, len }, 0, 4096), "file_truncated");
        assert_text(own.failure.detail, "\"x.gz\" ends too early");
        arena_free(&own.arena);
    }
}

/* A flipped bit is found, by the checksum at the latest, or is one that nothing depends on: the
 * time in the header, say, or what pads the last byte. */
static void test_a_flipped_bit_is_found(void **state)
{
    struct cx *cx = *state;
    str text = some_text(cx, 400);
    str packed = pack(cx, text, 31);
    size_t found = 0;
    size_t harmless = 0;
    for (size_t at = 0; at < packed.len * 8; at++) {
        struct cx own = { .arena = arena_new() };
        char *broken = arena_copy(own.arena, packed.ptr, packed.len);
        broken[at / 8] = (char)(broken[at / 8] ^ (1 << at % 8));
        str result = unpack(&own, (str){ broken, packed.len }, 0, 4096);
        bool is_found =
            own.failure.code == ERR_file_corrupt || own.failure.code == ERR_file_truncated;
        harmless += !is_found && str_equal(result, text);
        found += is_found;
        arena_free(&own.arena);
    }
    assert_int_equal(found + harmless, packed.len * 8);
    assert_in_range(harmless, 48, 80);
}

static void test_a_bomb_is_refused(void **state)
{
    struct cx *cx = *state;
    size_t size = 64u << 20;
    str zeros = { arena_alloc(cx->arena, size), size };
    str packed = pack(cx, zeros, 31);
    /* 64 MiB of zeros in 64 KiB, over and over in one stream of members: past 1 GiB it is enough.
     */
    struct strbuf many = strbuf_new(cx->arena, packed.len * 20);
    for (int i = 0; i < 20; i++)
        strbuf_add(&many, packed);
    struct memory_input memory = memory_input(STR("x.gz"), strbuf_str(&many), 0);
    struct input *input = gzip_input(cx, &memory.input);
    char *out = arena_alloc(cx->arena, 1u << 20);
    size_t got = 1;
    while (got > 0 && input->read(cx, input, out, 1u << 20, &got))
        continue;
    assert_int_equal(cx->failure.code, ERR_file_format);
}

static void test_bare_deflate(void **state)
{
    struct cx *cx = *state;
    str text = some_text(cx, 200000);
    struct memory_input memory = memory_input(STR("x"), pack(cx, text, -15), 100);
    struct input *input = deflate_input(cx, &memory.input);
    char *out = arena_alloc(cx->arena, text.len + 1);
    size_t got;
    assert_true(input_fill(cx, input, out, text.len + 1, &got));
    assert_true(str_equal((str){ out, got }, text));
}

static void test_magic(void **state)
{
    (void)state;
    assert_true(is_gzip("\x1f\x8b", 2));
    assert_true(is_gzip("\x1f", 1));
    assert_false(is_gzip("\x1f\x8c", 2));
    assert_false(is_gzip("", 0));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_any_chunks_give_the_same),
        TEST(test_any_header),
        TEST(test_several_members_are_one_text),
        TEST(test_zeros_may_follow_and_nothing_else),
        TEST(test_cut_off_anywhere_is_truncated),
        TEST(test_a_flipped_bit_is_found),
        TEST(test_a_bomb_is_refused),
        TEST(test_bare_deflate),
        TEST(test_magic),
    };
    return cmocka_run_group_tests_name("ingest inflate", tests, NULL, NULL);
}
