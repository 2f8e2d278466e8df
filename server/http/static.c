#include "http/static.h"

#include <fcntl.h>
#include <fts.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "http/reply.h"
#include "http/service.h"

enum { FILES_MAX = 4096, FILE_MAX = 64 * 1024 * 1024 };

/* What the console may do: its own files and this server, nothing else. Charts and components set
 * styles through the object model, which needs no 'unsafe-inline'. */
#define CONSOLE_POLICY                                                                             \
    "default-src 'none'; script-src 'self'; style-src 'self'; "                                    \
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; "                      \
    "manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'self'; "                \
    "frame-ancestors 'none'"

enum encoding { ENCODING_BR, ENCODING_GZIP, ENCODING_NONE, ENCODING_COUNT };

static const struct {
    str token;  /* in Accept-Encoding and Content-Encoding */
    str suffix; /* of the file beside the plain one */
} encodings[ENCODING_COUNT] = {
    [ENCODING_BR] = { { "br", 2 }, { ".br", 3 } },
    [ENCODING_GZIP] = { { "gzip", 4 }, { ".gz", 3 } },
    [ENCODING_NONE] = { { "identity", 8 }, { "", 0 } },
};

static const struct {
    str suffix;
    const char *type;
} types[] = {
    { { ".html", 5 }, "text/html; charset=utf-8" },
    { { ".js", 3 }, "text/javascript; charset=utf-8" },
    { { ".mjs", 4 }, "text/javascript; charset=utf-8" },
    { { ".css", 4 }, "text/css; charset=utf-8" },
    { { ".json", 5 }, "application/json" },
    { { ".svg", 4 }, "image/svg+xml" },
    { { ".png", 4 }, "image/png" },
    { { ".ico", 4 }, "image/x-icon" },
    { { ".webp", 5 }, "image/webp" },
    { { ".woff2", 6 }, "font/woff2" },
    { { ".woff", 5 }, "font/woff" },
    { { ".txt", 4 }, "text/plain; charset=utf-8" },
    { { ".webmanifest", 12 }, "application/manifest+json" },
};

/* One way of sending a file, and of saying that the client has it already. */
struct variant {
    struct MHD_Response *response; /* NULL: there is none */
    struct MHD_Response *unchanged;
    str tag;
};

struct file {
    str path; /* "/assets/app-4f2a.js" */
    struct variant variants[ENCODING_COUNT];
};

struct static_files {
    atomic_int users;
    struct arena *arena;
    const struct http_server *server;
    str folder;
    struct file *files; /* sorted by path */
    size_t count;
    const struct file *index;
};

/* ---- lookup ---- */

static int compare_files(const void *a, const void *b)
{
    const struct file *left = a;
    const struct file *right = b;
    return str_compare(left->path, right->path);
}

static const struct file *file_at(const struct static_files *files, str path)
{
    struct file wanted = { .path = path };
    return bsearch(&wanted, files->files, files->count, sizeof wanted, compare_files);
}

static bool is_console_address(str path)
{
    if (str_starts(path, STR("/api/")) || str_equal(path, STR("/api")))
        return false;
    str last = STR_NULL;
    while (!str_is_null(path))
        last = str_cut(&path, '/');
    return !memchr(last.ptr, '.', last.len);
}

static const struct file *find(const struct static_files *files, str path)
{
    const struct file *file = file_at(files, path);
    return file || !is_console_address(path) ? file : files->index;
}

bool static_has(const struct static_files *files, str path)
{
    return find(files, path) != NULL;
}

size_t static_count(const struct static_files *files)
{
    return files->count;
}

/* Is the coding in the header, and not with weight 0 (RFC 9110 §12.5.3)? */
static bool accepts(str header, str token)
{
    while (!str_is_null(header)) {
        str parameters = str_cut(&header, ',');
        if (!str_equal_nocase(str_trim(str_cut(&parameters, ';')), token))
            continue;
        str weight = str_trim(parameters);
        return !str_starts(weight, STR("q=0")) || weight.len > 4;
    }
    return false;
}

static const struct variant *best_variant(const struct file *file, str accept_encoding)
{
    for (enum encoding e = 0; e < ENCODING_NONE; e++)
        if (file->variants[e].response && accepts(accept_encoding, encodings[e].token))
            return &file->variants[e];
    return &file->variants[ENCODING_NONE];
}

bool static_find(struct http_exchange *x)
{
    const struct file *file = find(x->loop->files, x->path);
    if (!file)
        return fail(&x->cx, ERR_not_found, "there is nothing at this address");
    const struct variant *variant = best_variant(file, exchange_header(x, "Accept-Encoding"));
    str known = exchange_header(x, "If-None-Match");
    bool is_unchanged = !str_is_null(known) && reply_tag_matches(known, variant->tag);
    x->reply.ready = is_unchanged ? variant->unchanged : variant->response;
    x->reply.status = is_unchanged ? 304 : 200;
    return true;
}

/* ---- loading ---- */

static const char *type_of(str path)
{
    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++)
        if (str_ends(path, types[i].suffix))
            return types[i].type;
    return "application/octet-stream";
}

/* The build puts a hash of the content into these names: they never change. */
static bool is_immutable(str path)
{
    return str_starts(path, STR("/assets/"));
}

static void describe(const struct static_files *files, struct MHD_Response *response, str path,
                     enum encoding encoding, str tag)
{
    reply_secure(files->server, response, true);
    MHD_add_response_header(response, "Content-Security-Policy", CONSOLE_POLICY);
    MHD_add_response_header(response, "Cross-Origin-Opener-Policy", "same-origin");
    MHD_add_response_header(response, "Content-Type", type_of(path));
    MHD_add_response_header(response, "Vary", "Accept-Encoding");
    MHD_add_response_header(response, "ETag", tag.ptr);
    MHD_add_response_header(response, "Cache-Control",
                            is_immutable(path) ? "public, max-age=31536000, immutable"
                                               : "no-cache");
    if (encoding != ENCODING_NONE)
        MHD_add_response_header(response, "Content-Encoding", encodings[encoding].token.ptr);
}

static struct MHD_Response *unchanged_response(const struct static_files *files, str path, str tag)
{
    struct MHD_Response *response =
        MHD_create_response_from_buffer(0, (void *)(uintptr_t) "", MHD_RESPMEM_PERSISTENT);
    if (response)
        describe(files, response, path, ENCODING_NONE, tag);
    return response;
}

static struct variant make_variant(const struct static_files *files, str path,
                                   enum encoding encoding, str bytes)
{
    struct variant variant = { .tag = reply_tag_of(files->arena, bytes) };
    /* A copy, because answers under way outlive a reload. */
    variant.response = MHD_create_response_from_buffer(bytes.len, (void *)(uintptr_t)bytes.ptr,
                                                       MHD_RESPMEM_MUST_COPY);
    variant.unchanged = unchanged_response(files, path, variant.tag);
    if (variant.response)
        describe(files, variant.response, path, encoding, variant.tag);
    return variant;
}

static struct variant load_variant(const struct static_files *files, str path,
                                   enum encoding encoding)
{
    struct variant none = { 0 };
    str name = str_format(files->arena, "%.*s%.*s%.*s", STR_ARG(files->folder), STR_ARG(path),
                          STR_ARG(encodings[encoding].suffix));
    int fd = open(name.ptr, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return none;
    struct stat status;
    bool is_usable = fstat(fd, &status) == 0 && S_ISREG(status.st_mode) && status.st_size > 0 &&
                     status.st_size <= FILE_MAX;
    size_t size = is_usable ? (size_t)status.st_size : 0;
    void *bytes = is_usable ? mmap(NULL, size, PROT_READ, MAP_PRIVATE, fd, 0) : MAP_FAILED;
    close(fd);
    if (bytes == MAP_FAILED)
        return none;
    struct variant variant = make_variant(files, path, encoding, (str){ bytes, size });
    munmap(bytes, size);
    return variant;
}

static bool is_sibling(str path)
{
    return str_ends(path, encodings[ENCODING_BR].suffix) ||
           str_ends(path, encodings[ENCODING_GZIP].suffix);
}

static void load_file(struct static_files *files, str path)
{
    if (files->count == FILES_MAX || is_sibling(path))
        return;
    struct file file = { .path = str_copy(files->arena, path) };
    for (enum encoding e = 0; e < ENCODING_COUNT; e++)
        file.variants[e] = load_variant(files, file.path, e);
    if (file.variants[ENCODING_NONE].response)
        files->files[files->count++] = file;
}

/* Symbolic links are not followed: what the console serves lies in its folder. */
static void load_folder(struct static_files *files, const char *folder)
{
    char *roots[] = { (char *)(uintptr_t)folder, NULL };
    FTS *walk = fts_open(roots, FTS_PHYSICAL | FTS_NOCHDIR, NULL);
    if (!walk)
        return;
    for (FTSENT *entry; (entry = fts_read(walk));)
        if (entry->fts_info == FTS_F)
            load_file(files, str_of(entry->fts_path + files->folder.len));
    fts_close(walk);
    qsort(files->files, files->count, sizeof *files->files, compare_files);
    files->index = file_at(files, STR("/index.html"));
}

/* Beside the program when installed so, else where the build puts it. */
static str default_folder(struct arena *arena)
{
    char program[4096];
    ssize_t len = readlink("/proc/self/exe", program, sizeof program - 1);
    str folder = { program, len > 0 ? (size_t)len : 0 };
    while (folder.len > 0 && folder.ptr[folder.len - 1] != '/')
        folder.len--;
    str beside = str_format(arena, "%.*sweb", STR_ARG(folder));
    str index = str_format(arena, "%s/index.html", beside.ptr);
    return access(index.ptr, R_OK) == 0 ? beside : STR("web/dist");
}

struct static_files *static_load(const struct http_server *server, int users)
{
    struct arena *arena = arena_new();
    struct static_files *files = ARENA_NEW(arena, struct static_files);
    str folder = service_config(server)->web_dir;
    if (str_is_empty(folder))
        folder = default_folder(arena);
    while (str_ends(folder, STR("/")))
        folder.len--;
    *files = (struct static_files){ .users = users,
                                    .arena = arena,
                                    .server = server,
                                    .folder = str_copy(arena, folder),
                                    .files = ARENA_ARRAY(arena, struct file, FILES_MAX) };
    load_folder(files, files->folder.ptr);
    return files;
}

void static_free(struct static_files **of)
{
    struct static_files *files = *of;
    *of = NULL;
    if (!files || atomic_fetch_sub(&files->users, 1) > 1)
        return;
    for (size_t i = 0; i < files->count; i++) {
        for (enum encoding e = 0; e < ENCODING_COUNT; e++) {
            const struct variant *variant = &files->files[i].variants[e];
            if (variant->response)
                MHD_destroy_response(variant->response);
            if (variant->unchanged)
                MHD_destroy_response(variant->unchanged);
        }
    }
    struct arena *arena = files->arena;
    arena_free(&arena);
}
