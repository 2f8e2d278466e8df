#include "insights/extent.h"

#include "db/db.h"
#include "insights/extent.sql.h"

static const struct field partial_fields[] = {
    FIELD(struct extent, period), FIELD(struct extent, days, .doc = "With data, from the first on"),
    FIELD(struct extent, of_days), FIELDS_END
};
const struct shape partial_period_shape = SHAPE("PartialPeriod", struct extent, partial_fields,
                                                .doc = "A month that the data does not cover yet");

static const struct field extent_fields[] = {
    FIELD(struct extent, period), FIELD(struct extent, days), FIELD(struct extent, of_days),
    FIELD(struct extent, as_of, .flags = FIELD_NULLABLE), FIELDS_END
};
static const struct shape extent_shape = SHAPE("Extent", struct extent, extent_fields);

struct extent_key {
    period period;
    uuid payer_id;
};
static const struct field key_fields[] = {
    FIELD(struct extent_key, period), FIELD(struct extent_key, payer_id, .flags = FIELD_NULLABLE),
    FIELDS_END
};
static const struct shape key_shape = SHAPE("ExtentKey", struct extent_key, key_fields);

bool extent_load(struct cx *cx, period p, uuid payer_id, struct extent *extent)
{
    struct extent_key key = { p, payer_id };
    return db_one(cx, &sql_extent_of_period, IN(key_shape, &key), IN_NONE, &extent_shape, extent);
}

bool extent_newest(struct cx *cx, uuid payer_id, period *newest)
{
    struct extent_key key = { .payer_id = payer_id };
    TRY(db_one(cx, &sql_extent_newest_period, IN(key_shape, &key), IN_NONE, &key_shape, &key));
    *newest = key.period;
    return true;
}

bool extent_is_partial(const struct extent *extent)
{
    return extent->days > 0 && extent->days < extent->of_days;
}

object extent_partial(struct arena *arena, const struct extent *extent)
{
    if (!extent_is_partial(extent))
        return (object){ NULL };
    return (object){ arena_copy(arena, extent, sizeof(*extent)) };
}
