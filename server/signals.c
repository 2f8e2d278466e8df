#include "signals.h"

#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#include "core/log.h"

enum { STATUS_FORCED = 1 };

static sigset_t watched(void)
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGHUP);
    return set;
}

void signals_block(void)
{
    sigset_t set = watched();
    pthread_sigmask(SIG_BLOCK, &set, NULL);
    signal(SIGPIPE, SIG_IGN);
}

static void *wait_for_signals(void *argument)
{
    const struct signals *signals = argument;
    sigset_t set = watched();
    int stops = 0;
    for (int signal; sigwait(&set, &signal) == 0;) {
        if (signal == SIGHUP) {
            if (signals->reload)
                signals->reload(signals->context);
        } else if (++stops == 1) {
            log_event(LOG_INFO, "stopping", LOG_NUMBER("signal", signal));
            signals->stop(signals->context);
        } else {
            log_event(LOG_WARNING, "stopped_at_once", LOG_NUMBER("signal", signal));
            log_stop();
            _exit(STATUS_FORCED);
        }
    }
    return NULL;
}

void signals_watch(struct signals *signals)
{
    if (pthread_create(&signals->thread, NULL, wait_for_signals, signals) != 0)
        abort();
    pthread_setname_np(signals->thread, "signals");
}

void signals_unwatch(struct signals *signals)
{
    pthread_cancel(signals->thread);
    pthread_join(signals->thread, NULL);
}
