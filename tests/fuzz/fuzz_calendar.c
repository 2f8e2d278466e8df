/* Any text: a day, period or instant that is written as a text which reads back the same, or none
 * of them. */
#include <assert.h>
#include <stdint.h>

#include "core/calendar.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_day(str text)
{
    day d, again, of_timestamp;
    if (!day_parse(text, &d))
        return;
    char written[CALENDAR_TEXT_MAX];
    size_t len = (size_t)day_format(d, written);
    assert(str_equal((str){ written, len }, text));
    assert(day_parse((str){ written, len }, &again) && again.days == d.days);
    assert(day_of_timestamp(text, &of_timestamp) && of_timestamp.days == d.days);
    period month = period_of_day(d);
    assert(period_first_day(month).days <= d.days && d.days < period_end_day(month).days);
}

static void check_period(str text)
{
    period p;
    if (!period_parse(text, &p))
        return;
    char written[CALENDAR_TEXT_MAX];
    size_t len = (size_t)period_format(p, written);
    assert(str_equal((str){ written, len }, text));
    assert(period_of_day(period_first_day(p)).months == p.months);
    assert(period_of_day(period_end_day(p)).months == p.months + 1);
}

static void check_instant(str text)
{
    instant t, again;
    day d;
    if (!instant_parse(text, &t))
        return;
    char written[CALENDAR_TEXT_MAX];
    size_t len = (size_t)instant_format(t, written);
    assert(day_of_timestamp(text, &d) && d.days == day_of_instant(t).days);
    /* An offset may lead out of the years that are read. */
    if (instant_parse((str){ written, len }, &again))
        assert(again.us == t.us);
    else
        assert(d.days < -25567 || d.days > 2932896);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    str text = { (const char *)data, size };
    check_day(text);
    check_period(text);
    check_instant(text);
    return 0;
}
