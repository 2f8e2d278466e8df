/* Any If-Match or If-None-Match header: matches our tag only where it stands in it. */
#include <assert.h>
#include <stdint.h>
#include <string.h>

#include "http/reply.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    str header = { (const char *)data, size };
    str tag = STR("\"0123456789abcdef\"");
    bool is_any = str_equal(str_trim(header), STR("*"));
    bool has_tag = size > 0 && memmem(data, size, tag.ptr, tag.len);
    assert(!reply_tag_matches(header, tag) || is_any || has_tag);
    return 0;
}
