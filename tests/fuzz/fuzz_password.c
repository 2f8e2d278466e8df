/* Any password and user name, apart by a NUL: weak for a reason, or long enough. */
#include <assert.h>
#include <stdint.h>

#include "identity/password.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    str username = { (const char *)data, size };
    str password = str_cut(&username, '\0');
    if (str_is_null(username))
        username = STR("somebody");
    if (!password_weakness(password, username))
        assert(password.len >= PASSWORD_CHARACTERS_MIN && !str_equal_nocase(password, username));
    return 0;
}
