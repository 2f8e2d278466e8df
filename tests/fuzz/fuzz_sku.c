/* Any names of what is bought, apart by NULs: service, usage type, operation, line item type. Every
 * class has a label, and a key that is part of the name or of the tables. */
#include <assert.h>
#include <stdint.h>

#include "insights/sku_class.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    str rest = { (const char *)data, size };
    const struct sku_name name = {
        .service = str_cut(&rest, '\0'),
        .usage_type = str_cut(&rest, '\0'),
        .operation = str_cut(&rest, '\0'),
        .line_item_type = str_cut(&rest, '\0'),
    };
    for (enum dimension d = BY_CATEGORY; d < DIMENSION_COUNT; d++) {
        str key = sku_class_key(&name, d);
        assert(key.len <= size + 64);
        (void)sku_class_label(key);
    }
    return 0;
}
