/* Any bytes as a ZIP: members or an error, within bounded memory. */
#include <assert.h>
#include <stdint.h>
#include <sys/mman.h>
#include <unistd.h>

#include "ingest/zip.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define OUTPUT_MAX (1u << 20)

static bool read_member(struct cx *cx, const struct zip *zip, const struct zip_member *member)
{
    struct input *input;
    char buffer[4096];
    size_t got = 1;
    TRY(zip_member_input(cx, zip, member, STR("member"), NULL, &input));
    for (size_t total = 0; got > 0 && total < OUTPUT_MAX; total += got)
        TRY(input->read(cx, input, buffer, sizeof buffer, &got));
    return true;
}

static bool read_all(struct cx *cx, int fd, size_t size)
{
    struct zip zip;
    struct zip_member member;
    bool found = true;
    int64_t packed = 0;
    TRY(zip_open(cx, fd, (int64_t)size, STR("fuzz.zip"), &zip));
    assert(zip.members <= ZIP_MEMBERS_MAX);
    for (int count = 0; found && count < 100; count++) {
        TRY(zip_next(cx, &zip, &member, &found));
        if (!found)
            return true;
        packed += member.packed;
        assert(packed >= 0 && packed <= (int64_t)size);
        TRY(read_member(cx, &zip, &member));
    }
    return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    int fd = memfd_create("fuzz", 0);
    struct cx cx = { .arena = arena_new() };
    assert(write(fd, data, size) == (ssize_t)size);
    bool is_ok = read_all(&cx, fd, size);
    assert(is_ok == (cx.failure.code == ERR_none));
    assert(cx.failure.code != ERR_internal);
    close(fd);
    arena_free(&cx.arena);
    return 0;
}
