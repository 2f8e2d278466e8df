/* Any Authorization header, beside a cookie: names one token of a sound form, or nobody. */
#include <assert.h>
#include <stdint.h>

#include "http/credentials.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    str header = { (const char *)data, size };
    struct credentials found = credentials_read(header, STR("proforma_session=abc"));
    if (found.kind == CREDENTIAL_NONE) {
        assert(str_is_null(found.token));
        return 0;
    }
    assert(found.token.len > 0 && found.token.len <= TOKEN_MAX);
    for (size_t i = 0; i < found.token.len; i++)
        assert(found.token.ptr[i] > ' ' && found.token.ptr[i] <= '~');
    return 0;
}
