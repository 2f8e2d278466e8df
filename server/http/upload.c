#include "http/upload.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <time.h>
#include <unistd.h>

#include "http/receive.h"
#include "http/service.h"

enum { PIECE_MAX = 256 * 1024, LEFT_BEHIND_S = 24 * 3600 };

struct upload {
    int fd;
    str path;
    int64_t size;
    char *piece;      /* PIECE_MAX bytes */
    size_t piece_len; /* not written yet */
};

struct upload_writer {
    pthread_t thread;
    pthread_mutex_t lock; /* for all below */
    pthread_cond_t changed;
    struct http_exchange *first;
    bool is_stopping;
};

/* ---- the folder ---- */

static void remove_left_behind(const char *folder)
{
    DIR *listing = opendir(folder);
    if (!listing)
        return;
    for (struct dirent *entry; (entry = readdir(listing));) {
        struct stat status;
        int fd = dirfd(listing);
        if (fstatat(fd, entry->d_name, &status, AT_SYMLINK_NOFOLLOW) == 0 &&
            S_ISREG(status.st_mode) && str_ends(str_of(entry->d_name), STR(".part")) &&
            time(NULL) - status.st_mtime > LEFT_BEHIND_S)
            (void)unlinkat(fd, entry->d_name, 0);
    }
    closedir(listing);
}

bool upload_prepare(struct cx *cx, const struct config *config)
{
    str data = str_copy(cx->arena, config->data_dir);
    str uploads = str_format(cx->arena, "%s/uploads", data.ptr);
    bool is_there = (mkdir(data.ptr, 0700) == 0 || errno == EEXIST) &&
                    (mkdir(uploads.ptr, 0700) == 0 || errno == EEXIST);
    if (!is_there)
        return fail(cx, ERR_internal, "could not make %s: %s", uploads.ptr, strerror(errno));
    remove_left_behind(uploads.ptr);
    return true;
}

static bool fail_to_write(struct cx *cx)
{
    if (errno == ENOSPC || errno == EDQUOT)
        return fail(cx, ERR_disk_full, "there is no space for the upload");
    return fail(cx, ERR_internal, "could not write the upload: %s", strerror(errno));
}

/* Asked before the first byte: an answer after the last one is late. */
static bool check_room(struct http_exchange *x)
{
    struct statvfs disk;
    int64_t announced = receive_announced_length(x);
    if (announced <= 0 || fstatvfs(x->upload->fd, &disk) != 0)
        return true;
    if ((uint64_t)announced / disk.f_frsize < disk.f_bavail)
        return true;
    errno = ENOSPC;
    return fail_to_write(&x->cx);
}

bool upload_open(struct http_exchange *x)
{
    struct cx *cx = &x->cx;
    struct upload *upload = ARENA_NEW(cx->arena, struct upload);
    upload->path =
        str_format(cx->arena, "%.*s/uploads/%.*s.part",
                   STR_ARG(service_config(x->server)->data_dir), STR_ARG(cx->request_id));
    upload->fd = open(upload->path.ptr, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (upload->fd < 0)
        return fail_to_write(cx);
    x->upload = upload;
    return check_room(x);
}

void upload_close(struct http_exchange *x)
{
    if (!x->upload)
        return;
    if (x->reply.status == 0)
        (void)fail(&x->cx, ERR_upload_incomplete, "the client left after %lld bytes",
                   (long long)(x->upload->size + (int64_t)x->upload->piece_len));
    close(x->upload->fd);
    (void)unlink(x->upload->path.ptr);
    x->upload = NULL;
}

str upload_path(const struct upload *upload, int64_t *size)
{
    *size = upload->size;
    return upload->path;
}

/* ---- the writer ---- */

static void write_piece(struct http_exchange *x)
{
    struct upload *upload = x->upload;
    for (size_t done = 0; done < upload->piece_len;) {
        ssize_t written = write(upload->fd, upload->piece + done, upload->piece_len - done);
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0) {
            (void)fail_to_write(&x->cx);
            return;
        }
        done += (size_t)written;
    }
    upload->size += (int64_t)upload->piece_len;
    upload->piece_len = 0;
}

static struct http_exchange *wait_for_piece(struct upload_writer *w)
{
    pthread_mutex_lock(&w->lock);
    while (!w->first && !w->is_stopping)
        pthread_cond_wait(&w->changed, &w->lock);
    struct http_exchange *x = w->first;
    if (x)
        w->first = x->next;
    pthread_mutex_unlock(&w->lock);
    return x;
}

static void *run(void *argument)
{
    pthread_setname_np(pthread_self(), "uploads");
    for (struct http_exchange *x; (x = wait_for_piece(argument));) {
        write_piece(x);
        exchange_return(x);
    }
    return NULL;
}

struct upload_writer *upload_writer_start(struct arena *arena)
{
    struct upload_writer *w = ARENA_NEW(arena, struct upload_writer);
    pthread_mutex_init(&w->lock, NULL);
    pthread_cond_init(&w->changed, NULL);
    if (pthread_create(&w->thread, NULL, run, w) != 0)
        abort();
    return w;
}

void upload_writer_stop(struct upload_writer *w)
{
    pthread_mutex_lock(&w->lock);
    w->is_stopping = true;
    pthread_cond_signal(&w->changed);
    pthread_mutex_unlock(&w->lock);
    pthread_join(w->thread, NULL);
    pthread_cond_destroy(&w->changed);
    pthread_mutex_destroy(&w->lock);
}

bool upload_is_written(const struct http_exchange *x)
{
    return !x->upload || x->upload->piece_len == 0;
}

bool upload_take(struct http_exchange *x, const char *data, size_t *size)
{
    struct upload *upload = x->upload;
    if (!upload->piece)
        upload->piece = arena_alloc(x->cx.arena, PIECE_MAX);
    size_t room = PIECE_MAX - upload->piece_len;
    size_t taken = *size < room ? *size : room;
    if (upload->size + (int64_t)(upload->piece_len + taken) > x->body_limit) {
        (void)fail(&x->cx, ERR_body_too_large, "an upload has at most %lld MB",
                   (long long)service_config(x->server)->upload_limit_mb);
        return false;
    }
    memcpy(upload->piece + upload->piece_len, data, taken);
    upload->piece_len += taken;
    *size -= taken;
    return upload->piece_len == PIECE_MAX;
}

void upload_write(struct http_exchange *x)
{
    struct upload_writer *w = x->server->writer;
    x->next = NULL;
    pthread_mutex_lock(&w->lock);
    struct http_exchange **place = &w->first;
    while (*place)
        place = &(*place)->next;
    *place = x;
    pthread_cond_signal(&w->changed);
    pthread_mutex_unlock(&w->lock);
}
