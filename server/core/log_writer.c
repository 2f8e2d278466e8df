#include "core/log_writer.h"

#include "core/log.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { HALF_SIZE = 2 * 1024 * 1024, GATHER_MS = 5, CRASH_WAIT_MS = 100 };

/* One half takes lines while the other one is being written. */
static struct {
    pthread_mutex_t lock; /* for all below, but for what is atomic */
    pthread_cond_t changed;
    pthread_t thread;
    char halves[2][HALF_SIZE];
    size_t used[2];
    int taking; /* which half */
    int64_t lost;
    bool is_waiting; /* the thread, for a line */
    bool is_stopping;
    atomic_bool is_running;
    atomic_bool is_writing;
} writer = { .lock = PTHREAD_MUTEX_INITIALIZER, .changed = PTHREAD_COND_INITIALIZER };

static void write_all(const char *bytes, size_t len)
{
    for (size_t done = 0; done < len;) {
        ssize_t written = write(STDERR_FILENO, bytes + done, len - done);
        if (written < 0 && errno != EINTR)
            return;
        done += written > 0 ? (size_t)written : 0;
    }
}

static void pause_ms(int ms)
{
    nanosleep(&(struct timespec){ .tv_nsec = ms * 1000000L }, NULL);
}

bool log_writer_take(str line)
{
    if (!atomic_load(&writer.is_running))
        return false;
    pthread_mutex_lock(&writer.lock);
    size_t *used = &writer.used[writer.taking];
    bool has_room = line.len <= HALF_SIZE - *used;
    if (has_room) {
        memcpy(writer.halves[writer.taking] + *used, line.ptr, line.len);
        *used += line.len;
    } else {
        writer.lost++;
    }
    bool wakes = writer.is_waiting;
    writer.is_waiting = false;
    pthread_mutex_unlock(&writer.lock);
    if (wakes)
        pthread_cond_signal(&writer.changed);
    return true;
}

/* Waits for lines and makes their half the one to write. -1: there are none left, and no more come.
 */
static int next_half(int64_t *lost)
{
    pthread_mutex_lock(&writer.lock);
    while (writer.used[writer.taking] == 0 && !writer.is_stopping) {
        writer.is_waiting = true;
        pthread_cond_wait(&writer.changed, &writer.lock);
    }
    int half = writer.used[writer.taking] > 0 ? writer.taking : -1;
    if (half >= 0) {
        atomic_store(&writer.is_writing, true);
        writer.taking = 1 - half;
    }
    *lost = writer.lost;
    writer.lost = 0;
    pthread_mutex_unlock(&writer.lock);
    return half;
}

static bool is_stopping(void)
{
    pthread_mutex_lock(&writer.lock);
    bool stops = writer.is_stopping;
    pthread_mutex_unlock(&writer.lock);
    return stops;
}

static void *run(void *argument)
{
    int64_t lost;
    for (int half; (half = next_half(&lost)) >= 0;) {
        write_all(writer.halves[half], writer.used[half]);
        pthread_mutex_lock(&writer.lock);
        writer.used[half] = 0;
        pthread_mutex_unlock(&writer.lock);
        atomic_store(&writer.is_writing, false);
        if (lost > 0)
            log_event(LOG_WARNING, "log_lines_lost", LOG_NUMBER("lines", lost));
        if (!is_stopping())
            pause_ms(GATHER_MS);
    }
    return argument;
}

/* ---- crashing ---- */

/* No lock is taken: whoever has it may be the one that crashed. The handler is gone when it
 * returns, so the same happens again and ends the process as it would have. */
static void on_crash(int signal)
{
    (void)signal;
    for (int ms = 0; ms < CRASH_WAIT_MS && atomic_load(&writer.is_writing); ms++)
        pause_ms(1);
    write_all(writer.halves[writer.taking], writer.used[writer.taking]);
    writer.used[writer.taking] = 0;
}

/* A sanitizer has handlers of its own, which stay. */
static void handle_crashes(void)
{
    static const int crashes[] = { SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGSEGV };
    struct sigaction action = { .sa_handler = on_crash, .sa_flags = (int)SA_RESETHAND };
    for (size_t i = 0; i < sizeof crashes / sizeof crashes[0]; i++) {
        struct sigaction known;
        if (sigaction(crashes[i], NULL, &known) == 0 && known.sa_handler == SIG_DFL)
            (void)sigaction(crashes[i], &action, NULL);
    }
}

/* ---- starting and stopping ---- */

void log_start(void)
{
    sigset_t all;
    sigset_t before;
    sigfillset(&all);
    handle_crashes();
    writer.is_stopping = false;
    pthread_sigmask(SIG_SETMASK, &all, &before);
    if (pthread_create(&writer.thread, NULL, run, NULL) != 0)
        abort();
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    pthread_setname_np(writer.thread, "log");
    atomic_store(&writer.is_running, true);
}

void log_stop(void)
{
    if (!atomic_exchange(&writer.is_running, false))
        return;
    pthread_mutex_lock(&writer.lock);
    writer.is_stopping = true;
    pthread_cond_signal(&writer.changed);
    pthread_mutex_unlock(&writer.lock);
    pthread_join(writer.thread, NULL);
    /* What came between the thread's last look and its end. */
    pthread_mutex_lock(&writer.lock);
    write_all(writer.halves[writer.taking], writer.used[writer.taking]);
    writer.used[writer.taking] = 0;
    pthread_mutex_unlock(&writer.lock);
}
