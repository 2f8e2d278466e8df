#include "ingest/inflate.h"

#include <isa-l/igzip_lib.h>

#include "ingest/problem.h"

#define BUFFER_SIZE (64 * 1024)
#define OUTPUT_MAX (1u << 30)

struct inflate_input {
    struct input input;
    struct input *under;
    struct inflate_state state;
    int64_t taken; /* compressed bytes */
    int64_t given; /* inflated bytes */
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

/* After a member: another one, zeros up to the end, or bytes that do not belong there. */
static bool next_member(struct cx *cx, struct inflate_input *in)
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
    if (*in->state.next_in != 0x1f)
        return fail_file(cx, PROBLEM_TRAILING_BYTES, in->input.name);
    isal_inflate_reset(&in->state);
    in->state.crc_flag = ISAL_GZIP;
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
    struct inflate_input *in = inflate_input(cx, under, ISAL_GZIP);
    in->input.read = read_gzip;
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
