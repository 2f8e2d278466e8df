/*
 * Runs a fuzz target over its corpus, one file after the other, where libFuzzer is not linked: what
 * once broke it is a test from then on.
 *
 *     fuzz_query corpus/query…
 */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { INPUT_MAX = 16 * 1024 * 1024 };

/* The input is copied to a place of its own size, so that reading past it is seen. */
static int replay_file(const char *path)
{
    static uint8_t buffer[INPUT_MAX];
    FILE *file = fopen(path, "rb");
    if (!file) {
        perror(path);
        return 1;
    }
    size_t size = fread(buffer, 1, sizeof buffer, file);
    fclose(file);
    uint8_t *input = malloc(size ? size : 1);
    if (!input)
        abort();
    memcpy(input, buffer, size);
    LLVMFuzzerTestOneInput(input, size);
    free(input);
    return 0;
}

static int replay_folder(const char *folder, int *count)
{
    struct dirent **entries;
    int found = scandir(folder, &entries, NULL, alphasort);
    int failures = found < 0;
    for (int i = 0; i < found; i++) {
        char path[4096];
        snprintf(path, sizeof path, "%s/%s", folder, entries[i]->d_name);
        if (entries[i]->d_name[0] != '.') {
            failures += replay_file(path);
            ++*count;
        }
        free(entries[i]);
    }
    if (found >= 0)
        free(entries);
    return failures;
}

int main(int argc, char **argv)
{
    int count = 0;
    int failures = 0;
    LLVMFuzzerTestOneInput((const uint8_t *)"", 0);
    for (int i = 1; i < argc; i++)
        failures += replay_folder(argv[i], &count);
    printf("%d inputs%s\n", count, count == 0 ? ": the corpus is empty" : "");
    return failures > 0;
}
