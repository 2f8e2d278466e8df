#include "ingest/inflate.h"

#include <isa-l/igzip_lib.h>

#include "ingest/problem.h"

#define BUFFER_SIZE (64 * 1024)
#define OUTPUT_MAX (1u << 30)

struct inflate_input {
    struct input input;
    struct input *under;
    struct inflate_state state;
    int64_t taken;    /* compressed bytes */
    int64_t given;    /* inflated bytes */
    bool has_members; /* one was begun */
    bool is_between_members;
    bool is_finished;
    uint8_t buffer[BUFFER_SIZE];
};

bool is_gzip(const char *bytes, size_t size)
{
    return size > 0 && bytes[0] == '\x1f' && (size == 1 || bytes[1] == '\x8b');
}

/* More compressed bytes; *ended when there are none. */
static bool take(struct cx *cx, struct inflate_input *in, bool *ended)
{
    size_t got;
    TRY(in->under->read(cx, in->under, in->buffer, sizeof in->buffer, &got));
    in->state.next_in = in->buffer;
    in->state.avail_in = (uint32_t)got;
    in->taken += (int64_t)got;
    *ended = got == 0;
    return true;
}

/* One step: inflates what it can, and takes more input when nothing came of it. */
static bool inflate_some(struct cx *cx, struct inflate_input *in)
{
    uint32_t room = in->state.avail_out;
    int result = isal_inflate(&in->state);
    if (result == ISAL_INCORRECT_CHECKSUM)
        return fail_file(cx, PROBLEM_BAD_CHECKSUM, in->input.name);
    if (result != ISAL_DECOMP_OK && result != ISAL_END_INPUT)
        return fail_file(cx, PROBLEM_BAD_GZIP, in->input.name);
    if (in->state.block_state == ISAL_BLOCK_FINISH || in->state.avail_out < room)
        return true;
    bool ended = false;
    if (in->state.avail_in == 0)
        TRY(take(cx, in, &ended));
    return !ended || fail_file(cx, PROBLEM_TRUNCATED, in->input.name);
}

static bool check_ratio(struct cx *cx, const struct inflate_input *in)
{
    return in->given <= INFLATE_FREE || in->given / INFLATE_RATIO_MAX <= in->taken ||
           fail_file(cx, PROBLEM_INFLATES_TOO_FAR, in->input.name);
}

static void begin_read(struct inflate_input *in, void *buffer, size_t size)
{
    in->state.next_out = buffer;
    in->state.avail_out = size < OUTPUT_MAX ? (uint32_t)size : OUTPUT_MAX;
}

static size_t end_read(struct inflate_input *in, const void *buffer)
{
    size_t got = (size_t)(in->state.next_out - (const uint8_t *)buffer);
    in->given += (int64_t)got;
    return got;
}

/* ---- gzip ---- */

/* Parts of a header (RFC 1952), told by its flags. ISA-L reads headers too, but what it makes of
 * the rarer parts depends on where its input is cut. */
enum {
    HEADER_CRC = 2,
    HEADER_EXTRA = 4,
    HEADER_NAME = 8,
    HEADER_COMMENT = 16,
    HEADER_RESERVED = 0xe0
};
enum { HEADER_FIXED = 10, HEADER_FLAGS_AT = 3, TEXT_MAX = 65536 };

static bool next_byte(struct cx *cx, struct inflate_input *in, uint8_t *byte)
{
    bool ended = false;
    if (in->state.avail_in == 0)
        TRY(take(cx, in, &ended));
    if (ended)
        return fail_file(cx, PROBLEM_TRUNCATED, in->input.name);
    *byte = *in->state.next_in++;
    in->state.avail_in--;
    return true;
}

static bool skip_bytes(struct cx *cx, struct inflate_input *in, int count)
{
    uint8_t byte;
    for (int i = 0; i < count; i++)
        TRY(next_byte(cx, in, &byte));
    return true;
}

static bool skip_extra(struct cx *cx, struct inflate_input *in)
{
    uint8_t low, high;
    TRY(next_byte(cx, in, &low));
    TRY(next_byte(cx, in, &high));
    return skip_bytes(cx, in, low | high << 8);
}

/* A name or comment: up to a NUL. */
static bool skip_text(struct cx *cx, struct inflate_input *in)
{
    uint8_t byte = 1;
    for (int len = 0; byte != 0; len++) {
        if (len == TEXT_MAX)
            return fail_file(cx, PROBLEM_BAD_GZIP, in->input.name);
        TRY(next_byte(cx, in, &byte));
    }
    return true;
}

static bool read_header(struct cx *cx, struct inflate_input *in)
{
    uint8_t header[HEADER_FIXED];
    for (int i = 0; i < HEADER_FIXED; i++)
        TRY(next_byte(cx, in, &header[i]));
    uint8_t flags = header[HEADER_FLAGS_AT];
    if (header[0] != 0x1f || header[1] != 0x8b || header[2] != 8 || (flags & HEADER_RESERVED) != 0)
        return fail_file(cx, PROBLEM_BAD_GZIP, in->input.name);
    if ((flags & HEADER_EXTRA) != 0)
        TRY(skip_extra(cx, in));
    if ((flags & HEADER_NAME) != 0)
        TRY(skip_text(cx, in));
    if ((flags & HEADER_COMMENT) != 0)
        TRY(skip_text(cx, in));
    return (flags & HEADER_CRC) == 0 || skip_bytes(cx, in, 2);
}

/* After a member: another one, zeros up to the end, or bytes that do not belong there. */
static bool skip_zeros(struct cx *cx, struct inflate_input *in)
{
    for (;;) {
        while (in->state.avail_in > 0 && *in->state.next_in == 0) {
            in->state.next_in++;
            in->state.avail_in--;
        }
        if (in->state.avail_in > 0)
            break;
        TRY(take(cx, in, &in->is_finished));
        if (in->is_finished)
            return true;
    }
    return *in->state.next_in == 0x1f || fail_file(cx, PROBLEM_TRAILING_BYTES, in->input.name);
}

static bool next_member(struct cx *cx, struct inflate_input *in)
{
    if (in->has_members)
        TRY(skip_zeros(cx, in));
    if (in->is_finished)
        return true;
    TRY(read_header(cx, in));
    isal_inflate_reset(&in->state);
    in->state.crc_flag = ISAL_GZIP_NO_HDR_VER;
    in->has_members = true;
    in->is_between_members = false;
    return true;
}

static bool read_gzip(struct cx *cx, struct input *input, void *buffer, size_t size, size_t *got)
{
    struct inflate_input *in = (struct inflate_input *)input;
    begin_read(in, buffer, size);
    *got = 0;
    while (*got == 0 && !in->is_finished) {
        if (in->is_between_members) {
            TRY(next_member(cx, in));
            continue;
        }
        TRY(inflate_some(cx, in));
        in->is_between_members = in->state.block_state == ISAL_BLOCK_FINISH;
        *got = (size_t)(in->state.next_out - (uint8_t *)buffer);
    }
    *got = end_read(in, buffer);
    return check_ratio(cx, in);
}

static struct inflate_input *inflate_input(struct cx *cx, struct input *under, uint32_t crc_flag)
{
    struct inflate_input *in = ARENA_NEW(cx->arena, struct inflate_input);
    in->input.name = under->name;
    in->under = under;
    isal_inflate_init(&in->state);
    in->state.crc_flag = crc_flag;
    return in;
}

struct input *gzip_input(struct cx *cx, struct input *under)
{
    struct inflate_input *in = inflate_input(cx, under, ISAL_GZIP_NO_HDR_VER);
    in->input.read = read_gzip;
    in->is_between_members = true;
    return &in->input;
}

/* ---- ZIP's deflate ---- */

static bool read_deflate(struct cx *cx, struct input *input, void *buffer, size_t size, size_t *got)
{
    struct inflate_input *in = (struct inflate_input *)input;
    begin_read(in, buffer, size);
    *got = 0;
    while (*got == 0 && in->state.block_state != ISAL_BLOCK_FINISH) {
        TRY(inflate_some(cx, in));
        *got = (size_t)(in->state.next_out - (uint8_t *)buffer);
    }
    *got = end_read(in, buffer);
    return check_ratio(cx, in);
}

struct input *deflate_input(struct cx *cx, struct input *under)
{
    struct inflate_input *in = inflate_input(cx, under, ISAL_DEFLATE);
    in->input.read = read_deflate;
    return &in->input;
}
