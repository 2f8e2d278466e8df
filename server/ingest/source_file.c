#include "ingest/source_file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/fs.h>
#include <openssl/evp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ingest/problem.h"

#define READ_SIZE (256 * 1024)
#define COPY_SIZE (4 * 1024 * 1024)
#define DIRECT_SIZE 4096 /* what is written past the page cache is aligned to */

str hex_text(struct arena *arena, const unsigned char *bytes, size_t size)
{
    static const char digits[] = "0123456789abcdef";
    char *text = arena_alloc(arena, size * 2 + 1);
    for (size_t i = 0; i < size; i++) {
        text[i * 2] = digits[bytes[i] >> 4];
        text[i * 2 + 1] = digits[bytes[i] & 15];
    }
    return (str){ text, size * 2 };
}

static str last_part(str path)
{
    size_t start = path.len;
    while (start > 0 && path.ptr[start - 1] != '/')
        start--;
    return (str){ path.ptr + start, path.len - start };
}

bool source_file_open(struct cx *cx, str path, str name, struct source_file *file)
{
    struct stat status;
    *file = (struct source_file){
        .path = str_copy(cx->arena, path),
        .name = str_copy(cx->arena, str_is_empty(name) ? last_part(path) : name),
        .shown = str_copy(cx->arena, str_is_empty(name) ? path : name),
    };
    file->fd = open(file->path.ptr, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (file->fd < 0)
        return fail_errno(cx, ERR_file_unreadable, "open", file->shown);
    if (fstat(file->fd, &status) != 0)
        return fail_errno(cx, ERR_file_unreadable, "read", file->shown);
    if (!S_ISREG(status.st_mode))
        return fail(cx, ERR_file_unreadable, "\"%.*s\" is not a file", STR_ARG(file->shown));
    file->size = status.st_size;
    file->written_at = status.st_mtim;
    return true;
}

void source_file_close(struct source_file *file)
{
    if (file->fd >= 0)
        close(file->fd);
    file->fd = -1;
}

/* ---- hashes ---- */

static bool goes_on(struct cx *cx, const bool *stop)
{
    return !__atomic_load_n(stop, __ATOMIC_RELAXED) ||
           fail(cx, ERR_unavailable, "the ingest has ended");
}

static bool hash_bytes(struct cx *cx, struct source_file *file, EVP_MD_CTX *hash, const bool *stop)
{
    char *buffer = arena_alloc(cx->arena, READ_SIZE);
    for (off_t offset = 0; goes_on(cx, stop);) {
        ssize_t count = pread(file->fd, buffer, READ_SIZE, offset);
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return fail_errno(cx, ERR_file_unreadable, "read", file->shown);
        if (count == 0)
            return true;
        EVP_DigestUpdate(hash, buffer, (size_t)count);
        offset += count;
    }
    return false;
}

bool source_file_hash(struct cx *cx, struct source_file *file, const bool *stop)
{
    EVP_MD_CTX *hash = EVP_MD_CTX_new();
    EVP_DigestInit_ex(hash, EVP_sha256(), NULL);
    bool is_ok = hash_bytes(cx, file, hash, stop);
    EVP_DigestFinal_ex(hash, file->sha256, NULL);
    EVP_MD_CTX_free(hash);
    return is_ok;
}

static int compare_hashes(const void *a, const void *b)
{
    const struct source_file *const *x = a;
    const struct source_file *const *y = b;
    return memcmp((*x)->sha256, (*y)->sha256, SHA256_SIZE);
}

bool source_files_fingerprint(struct cx *cx, const struct source_file *files, size_t count,
                              uuid payer_id, str source, unsigned char fingerprint[SHA256_SIZE])
{
    const struct source_file **sorted = ARENA_ARRAY(cx->arena, const struct source_file *, count);
    for (size_t i = 0; i < count; i++)
        sorted[i] = &files[i];
    qsort(sorted, count, sizeof sorted[0], compare_hashes);
    for (size_t i = 1; i < count; i++)
        if (compare_hashes(&sorted[i - 1], &sorted[i]) == 0)
            return fail_file(cx, PROBLEM_GIVEN_TWICE, sorted[i]->name);

    EVP_MD_CTX *hash = EVP_MD_CTX_new();
    EVP_DigestInit_ex(hash, EVP_sha256(), NULL);
    for (size_t i = 0; i < count; i++)
        EVP_DigestUpdate(hash, sorted[i]->sha256, SHA256_SIZE);
    EVP_DigestUpdate(hash, payer_id.b, sizeof payer_id.b);
    EVP_DigestUpdate(hash, source.ptr, source.len);
    EVP_DigestFinal_ex(hash, fingerprint, NULL);
    EVP_MD_CTX_free(hash);
    return true;
}

/* ---- keeping ---- */

/* What root makes belongs to the owner of the folder it is in: on the command line root may work
 * beside a server that is not root. */
static bool give_to_owner(str path, str folder)
{
    struct stat status;
    return geteuid() != 0 ||
           (stat(folder.ptr, &status) == 0 && lchown(path.ptr, status.st_uid, status.st_gid) == 0);
}

static bool make_directory(struct cx *cx, str path)
{
    if (mkdir(path.ptr, 0700) == 0
            ? give_to_owner(path, str_format(cx->arena, "%.*s/..", STR_ARG(path)))
            : errno == EEXIST)
        return true;
    return fail_errno(cx, ERR_internal, "make a directory", STR_NULL);
}

bool make_directories(struct cx *cx, str path)
{
    for (size_t i = 1; i < path.len; i++)
        if (path.ptr[i] == '/')
            TRY(make_directory(cx, str_copy(cx->arena, (str){ path.ptr, i })));
    return make_directory(cx, str_copy(cx->arena, path));
}

static str kept_directory(struct arena *arena, const struct kept_place *place)
{
    return str_format(arena, "%.*s/sources/%s/%s/%.*s/%s", STR_ARG(place->data_dir),
                      uuid_text(arena, place->partner_id).ptr,
                      uuid_text(arena, place->payer_id).ptr, STR_ARG(place->source),
                      period_text(arena, place->period).ptr);
}

str kept_path(struct arena *arena, const struct kept_place *place, str sha256_hex)
{
    str directory = kept_directory(arena, place);
    return str_format(arena, "%.*s/%.*s", STR_ARG(directory), STR_ARG(sha256_hex));
}

static bool fail_keep(struct cx *cx, const struct source_file *file)
{
    return fail_errno(cx, ERR_internal, "keep a copy of", file->shown);
}

static bool fail_changed(struct cx *cx, const struct source_file *file)
{
    return fail(cx, ERR_file_unreadable, "\"%.*s\" was changed while it was read",
                STR_ARG(file->shown));
}

static bool check_unchanged(struct cx *cx, const struct source_file *file)
{
    struct stat status;
    if (fstat(file->fd, &status) != 0)
        return fail_errno(cx, ERR_file_unreadable, "read", file->shown);
    bool is_same = status.st_size == file->size &&
                   status.st_mtim.tv_sec == file->written_at.tv_sec &&
                   status.st_mtim.tv_nsec == file->written_at.tv_nsec;
    return is_same || fail_changed(cx, file);
}

/* Past the page cache where the file system can: filling it takes longer than reading a report, and
 * nobody will read the copy soon. The last bytes, which are no whole block, go through it. */
static void write_directly(int to, bool is_direct)
{
    (void)fcntl(to, F_SETFL, is_direct ? O_DIRECT : 0);
}

static bool write_all(int to, const char *bytes, size_t size)
{
    while (size > 0) {
        ssize_t count = write(to, bytes, size);
        if (count < 0 && errno == EINVAL && (fcntl(to, F_GETFL) & O_DIRECT) != 0) {
            write_directly(to, false); /* a file system that only said it could */
            continue;
        }
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return false;
        bytes += count;
        size -= (size_t)count;
    }
    return true;
}

/* As much as there is up to `size`; -1 with errno. */
static ssize_t read_full(int from, char *bytes, size_t size, off_t offset)
{
    size_t filled = 0;
    while (filled < size) {
        ssize_t count = pread(from, bytes + filled, size - filled, offset + (off_t)filled);
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return -1;
        if (count == 0)
            break;
        filled += (size_t)count;
    }
    return (ssize_t)filled;
}

static char *copy_buffer(struct arena *arena)
{
    uintptr_t bytes = (uintptr_t)arena_alloc(arena, COPY_SIZE + DIRECT_SIZE);
    return (char *)((bytes + DIRECT_SIZE - 1) / DIRECT_SIZE * DIRECT_SIZE);
}

static bool copy_bytes(struct cx *cx, const struct source_file *file, int to, const bool *stop)
{
    char *buffer = copy_buffer(cx->arena);
    for (off_t offset = 0; offset < file->size;) {
        TRY(goes_on(cx, stop));
        ssize_t count = read_full(file->fd, buffer, COPY_SIZE, offset);
        if (count < 0)
            return fail_keep(cx, file);
        offset += count;
        if (count == 0 || offset > file->size)
            return fail_changed(cx, file);
        if (count % DIRECT_SIZE != 0)
            write_directly(to, false);
        if (!write_all(to, buffer, (size_t)count))
            return fail_keep(cx, file);
    }
    return fsync(to) == 0 || fail_keep(cx, file);
}

/* The same blocks under another name where the file system has that (XFS, Btrfs). */
static bool clone_file(const struct source_file *file, int to)
{
    return ioctl(to, FICLONE, file->fd) == 0 && fsync(to) == 0;
}

static bool sync_directory(struct cx *cx, const struct source_file *file, str path)
{
    int fd = open(path.ptr, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    bool is_ok = fd >= 0 && fsync(fd) == 0;
    if (!is_ok)
        fail_keep(cx, file);
    if (fd >= 0)
        close(fd);
    return is_ok;
}

/* Copies that a process which died has left half done: their name goes on after `hash`. The payer's
 * lock is held, so that nobody else is making one. */
static void remove_halves(str directory, str hash)
{
    DIR *listing = opendir(directory.ptr);
    if (listing == NULL)
        return;
    for (struct dirent *entry; (entry = readdir(listing)) != NULL;) {
        str name = str_of(entry->d_name);
        if (name.len > hash.len && str_starts(name, hash))
            (void)unlinkat(dirfd(listing), entry->d_name, 0);
    }
    closedir(listing);
}

/* Where a file is kept, and where its copy is until then. */
struct kept {
    str directory;
    str hash;
    str path;
    str half;
};

static struct kept kept_of(struct arena *arena, const struct source_file *file,
                           const struct kept_place *place)
{
    struct kept kept = {
        .directory = kept_directory(arena, place),
        .hash = hex_text(arena, file->sha256, SHA256_SIZE),
    };
    kept.path = kept_path(arena, place, kept.hash);
    kept.half = str_format(arena, "%.*s.%ld", STR_ARG(kept.path), (long)getpid());
    return kept;
}

static bool is_kept(const struct kept *kept, const struct source_file *file)
{
    struct stat status;
    return stat(kept->path.ptr, &status) == 0 && status.st_size == file->size;
}

/* What is ours is given a second name; another file system has none of it. */
static bool link_file(const struct source_file *file, const struct kept *kept)
{
    return file->is_ours && link(file->path.ptr, kept->half.ptr) == 0;
}

static bool copy_file(struct cx *cx, const struct source_file *file, const struct kept *kept,
                      const bool *stop)
{
    int to = open(kept->half.ptr, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (to < 0)
        return fail_keep(cx, file);
    bool is_ok = give_to_owner(kept->half, kept->directory) || fail_keep(cx, file);
    if (is_ok && !clone_file(file, to)) {
        write_directly(to, true);
        is_ok = copy_bytes(cx, file, to, stop);
    }
    close(to);
    return is_ok;
}

bool source_file_copy(struct cx *cx, const struct source_file *file, const struct kept_place *place,
                      const bool *stop)
{
    struct kept kept = kept_of(cx->arena, file, place);
    remove_halves(kept.directory, kept.hash);
    if (is_kept(&kept, file))
        return check_unchanged(cx, file);
    TRY(make_directories(cx, kept.directory));
    if (link_file(file, &kept))
        return fsync(file->fd) == 0 || fail_keep(cx, file);
    return copy_file(cx, file, &kept, stop) && check_unchanged(cx, file);
}

bool source_file_keep(struct cx *cx, const struct source_file *file, const struct kept_place *place)
{
    struct kept kept = kept_of(cx->arena, file, place);
    if (is_kept(&kept, file))
        return true;
    return rename(kept.half.ptr, kept.path.ptr) == 0 ? sync_directory(cx, file, kept.directory)
                                                     : fail_keep(cx, file);
}

void source_file_forget(struct arena *arena, const struct source_file *file,
                        const struct kept_place *place)
{
    (void)unlink(kept_of(arena, file, place).half.ptr);
}
