#include "ingest/rollup_block.h"

#include "core/cx.h"

/* What is given of a rollup; the other amounts equal one before them. */
enum {
    IS_FREE = 1,
    HAS_COST = 2,
    HAS_PUBLIC_BASE = 4,
    HAS_AMORTIZED = 8,
    HAS_NET_AMORTIZED = 16,
};

/* ---- numbers ---- */

static bool take_number(str *block, size_t size, uint64_t *number)
{
    if (block->len < size)
        return false;
    *number = 0;
    for (size_t i = 0; i < size; i++)
        *number = *number << 8 | (unsigned char)block->ptr[i];
    block->ptr += size;
    block->len -= size;
    return true;
}

static bool take_day(str *block, day *out)
{
    uint64_t number;
    TRY(take_number(block, 4, &number));
    out->days = (int32_t)(uint32_t)number;
    return true;
}

static bool take_text(str *block, str *text)
{
    uint64_t size;
    TRY(take_number(block, 2, &size));
    if (block->len < size)
        return false;
    *text = (str){ block->ptr, (size_t)size };
    block->ptr += size;
    block->len -= size;
    return true;
}

/* ---- amounts ---- */

/* numeric(38, 12) as it is sent: how many digits to the base of 10,000, the first one's weight,
 * sign and places, each in two bytes; the digits. */
#define DIGITS_MAX 10
#define DIGITS_OF_FRACTION (DECIMAL_PLACES / 4)
#define NUMERIC_NEGATIVE 0x4000

/* Stays below 10^38, as numeric(38, 12) does. */
static bool push_digit(__int128 *sum, uint64_t digit)
{
    static const __int128 limit =
        (__int128)INT64_C(100000000000000000) * INT64_C(100000000000000000);
    if (digit >= 10000 || *sum >= limit)
        return false;
    *sum = *sum * 10000 + (int)digit;
    return true;
}

static bool take_digits(str *block, size_t count, __int128 *sum)
{
    *sum = 0;
    for (size_t i = 0; i < count; i++) {
        uint64_t digit;
        TRY(take_number(block, 2, &digit) && push_digit(sum, digit));
    }
    return true;
}

static bool take_amount(str *block, decimal *amount)
{
    uint64_t count, weight, sign, places;
    __int128 sum;
    TRY(take_number(block, 2, &count) && take_number(block, 2, &weight) &&
        take_number(block, 2, &sign) && take_number(block, 2, &places));
    if (count > DIGITS_MAX || (sign != 0 && sign != NUMERIC_NEGATIVE))
        return false;
    int left_of_point = (int16_t)(uint16_t)weight + 1;
    int zeros = left_of_point + DIGITS_OF_FRACTION - (int)count; /* behind the last digit */
    if (count > 0 && (zeros < 0 || left_of_point > DIGITS_MAX - DIGITS_OF_FRACTION))
        return false;
    TRY(take_digits(block, (size_t)count, &sum));
    for (int i = 0; count > 0 && i < zeros; i++)
        TRY(push_digit(&sum, 0));
    amount->v = sign ? -sum : sum;
    return true;
}

static bool take_or(str *block, bool is_given, decimal *amount, decimal otherwise)
{
    *amount = otherwise;
    return !is_given || take_amount(block, amount);
}

bool rollup_block_next(str *block, struct rollup *rollup)
{
    uint64_t sku_id, flags;
    TRY(take_number(block, 8, &sku_id) && take_day(block, &rollup->first_day) &&
        take_day(block, &rollup->last_day) && take_number(block, 2, &flags));
    if (rollup->first_day.days > rollup->last_day.days)
        return false;
    rollup->sku_id = (int64_t)sku_id;
    rollup->is_free = flags & IS_FREE;
    TRY(take_text(block, &rollup->kind) && take_text(block, &rollup->line_item_type));
    TRY(take_amount(block, &rollup->quantity) && take_amount(block, &rollup->unblended));
    decimal unblended = rollup->unblended;
    return take_or(block, flags & HAS_COST, &rollup->cost, unblended) &&
           take_or(block, flags & HAS_PUBLIC_BASE, &rollup->public_base, unblended) &&
           take_or(block, flags & HAS_AMORTIZED, &rollup->amortized, unblended) &&
           take_or(block, flags & HAS_NET_AMORTIZED, &rollup->net_amortized, rollup->cost);
}
