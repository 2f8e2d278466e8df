#include "ingest/fingerprint.h"

#include <stdlib.h>
#include <sys/random.h>

struct fingerprint_key fingerprint_key(void)
{
    struct fingerprint_key key;
    if (getrandom(&key, sizeof key, 0) != (ssize_t)sizeof key)
        abort(); /* 32 bytes are never refused once the machine has started */
    return key;
}
