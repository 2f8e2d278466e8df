/*
 * Compiles migrations in: migrationgen OUT.c 0001_platform.sql…
 *
 * OUT.c defines the table `migrations` of db/migrations.h, in the order given: the name without
 * its suffix, the SHA-256 of the file in hex, and its text.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/evp.h>

static void stop(const char *file)
{
    fprintf(stderr, "%s: %s\n", file, strerror(errno));
    exit(1);
}

static char *read_file(const char *path, size_t *length)
{
    FILE *in = fopen(path, "r");
    if (in == NULL)
        stop(path);
    char *content = NULL;
    size_t size = 0;
    ssize_t got = getdelim(&content, &size, '\0', in);
    if (got < 0)
        stop(path);
    fclose(in);
    *length = (size_t)got;
    return content;
}

/* "0001_platform" of "…/0001_platform.sql". */
static void write_name(FILE *out, const char *path)
{
    const char *name = strrchr(path, '/') != NULL ? strrchr(path, '/') + 1 : path;
    fprintf(out, "\"%.*s\"", (int)strcspn(name, "."), name);
}

static void write_checksum(FILE *out, const char *text, size_t length)
{
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned int size = 0;
    if (EVP_Digest(text, length, digest, &size, EVP_sha256(), NULL) != 1)
        exit(1);
    fputc('"', out);
    for (unsigned int i = 0; i < size; i++)
        fprintf(out, "%02x", digest[i]);
    fputc('"', out);
}

static void write_text(FILE *out, const char *text)
{
    fputc('"', out);
    for (; *text != '\0'; text++) {
        if (*text == '\n')
            fputs("\\n\"\n      \"", out);
        else if (*text == '"' || *text == '\\')
            fprintf(out, "\\%c", *text);
        else
            fputc(*text, out);
    }
    fputc('"', out);
}

int main(int argc, char **argv)
{
    if (argc < 2) {
        fprintf(stderr, "usage: migrationgen OUT.c migration.sql…\n");
        return 1;
    }
    FILE *out = fopen(argv[1], "w");
    if (out == NULL)
        stop(argv[1]);
    fprintf(out, "/* Made by tools/migrationgen.c. */\n#include \"db/migrations.h\"\n\n"
                 "const struct migration migrations[] = {\n");
    for (int i = 2; i < argc; i++) {
        size_t length = 0;
        char *text = read_file(argv[i], &length);
        fprintf(out, "    { ");
        write_name(out, argv[i]);
        fprintf(out, ",\n      ");
        write_checksum(out, text, length);
        fprintf(out, ",\n      ");
        write_text(out, text);
        fprintf(out, " },\n");
        free(text);
    }
    fprintf(out, "    { NULL, NULL, NULL },\n};\n");
    if (fclose(out) != 0)
        stop(argv[1]);
    return 0;
}
