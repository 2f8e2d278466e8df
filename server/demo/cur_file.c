#include "demo/cur_file.h"

#include <errno.h>
#include <fcntl.h>
#include <isa-l/igzip_lib.h>
#include <string.h>
#include <unistd.h>

#define TEXT_SIZE (256 * 1024)
#define PACKED_SIZE (256 * 1024)
#define ROW_MAX (16 * 1024)

struct cur_file {
    int fd;
    str path;
    bool is_packed;
    bool with_net_columns;
    char text[TEXT_SIZE];
    size_t text_used;
    uint8_t packed[PACKED_SIZE];
    uint8_t level_buffer[ISAL_DEF_LVL1_DEFAULT];
    struct isal_zstream stream;
};

static bool write_failed(struct cx *cx, const struct cur_file *file)
{
    return fail(cx, errno == ENOSPC ? ERR_disk_full : ERR_file_unreadable,
                "could not write \"%.*s\": %s", STR_ARG(file->path), strerror(errno));
}

static bool write_all(struct cx *cx, struct cur_file *file, const void *bytes, size_t size)
{
    const char *p = bytes;
    while (size > 0) {
        ssize_t written = write(file->fd, p, size);
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return write_failed(cx, file);
        p += written;
        size -= (size_t)written;
    }
    return true;
}

static bool pack(struct cx *cx, struct cur_file *file, bool is_end)
{
    struct isal_zstream *z = &file->stream;
    z->next_in = (uint8_t *)file->text;
    z->avail_in = (uint32_t)file->text_used;
    z->end_of_stream = is_end;
    do {
        z->next_out = file->packed;
        z->avail_out = PACKED_SIZE;
        if (isal_deflate(z) != COMP_OK)
            return fail(cx, ERR_internal, "could not compress \"%.*s\"", STR_ARG(file->path));
        TRY(write_all(cx, file, file->packed, PACKED_SIZE - z->avail_out));
    } while (z->avail_out == 0);
    return true;
}

static bool flush(struct cx *cx, struct cur_file *file, bool is_end)
{
    TRY(file->is_packed ? pack(cx, file, is_end)
                        : write_all(cx, file, file->text, file->text_used));
    file->text_used = 0;
    return true;
}

static char *put(char *p, str text)
{
    memcpy(p, text.ptr, text.len);
    return p + text.len;
}

static char *put_quoted(char *p, str text)
{
    *p++ = '"';
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] == '"')
            *p++ = '"';
        *p++ = text.ptr[i];
    }
    *p++ = '"';
    return p;
}

static bool needs_quotes(str text)
{
    return memchr(text.ptr, ',', text.len) || memchr(text.ptr, '"', text.len);
}

static bool write_row(struct cx *cx, void *context, const struct cur_row *row)
{
    struct cur_file *file = context;
    if (file->text_used + ROW_MAX > TEXT_SIZE)
        TRY(flush(cx, file, false));
    char *p = file->text + file->text_used;
    for (int c = 0; c < CUR_COLUMN_COUNT; c++) {
        str cell = row->cells[c];
        if (!file->with_net_columns && cur_column_is_net((enum cur_column)c))
            continue;
        if (cell.len > 0)
            p = needs_quotes(cell) ? put_quoted(p, cell) : put(p, cell);
        *p++ = ',';
    }
    p[-1] = '\n';
    file->text_used = (size_t)(p - file->text);
    return true;
}

bool cur_file_open(struct cx *cx, str path, bool with_net_columns, struct cur_file **out)
{
    struct cur_file *file = ARENA_NEW(cx->arena, struct cur_file);
    file->path = str_copy(cx->arena, path);
    file->with_net_columns = with_net_columns;
    file->is_packed = str_ends(path, STR(".gz"));
    file->fd = open(file->path.ptr, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    if (file->fd < 0)
        return write_failed(cx, file);
    isal_deflate_init(&file->stream);
    file->stream.gzip_flag = IGZIP_GZIP;
    file->stream.level = 1;
    file->stream.level_buf = file->level_buffer;
    file->stream.level_buf_size = sizeof file->level_buffer;

    struct cur_row header = { 0 };
    for (int c = 0; c < CUR_COLUMN_COUNT; c++)
        cur_set(&header, (enum cur_column)c, cur_column_name((enum cur_column)c));
    *out = file;
    return write_row(cx, file, &header);
}

struct cur_sink cur_file_sink(struct cur_file *file)
{
    return (struct cur_sink){ .write = write_row, .context = file };
}

bool cur_file_close(struct cx *cx, struct cur_file *file)
{
    bool is_good = cx->failure.code == ERR_none && flush(cx, file, true);
    if (close(file->fd) != 0 && is_good)
        return write_failed(cx, file);
    return is_good;
}
