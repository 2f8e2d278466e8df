/* Any file of settings: read, or refused with what is wrong with it. */
#include <assert.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

#include "core/arena.h"
#include "settings.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char path[64];
    int fd = memfd_create("fuzz", MFD_CLOEXEC);
    assert(write(fd, data, size) == (ssize_t)size);
    snprintf(path, sizeof path, "PROFORMA_SETTINGS_FILE=/proc/self/fd/%d", fd);
    char *environment[] = { path, NULL };
    struct arena *arena = arena_new();
    struct config config;
    str problems = STR_NULL;
    if (!settings_read(arena, environment, &config, &problems))
        assert(problems.len > 0);
    arena_free(&arena);
    close(fd);
    return 0;
}
