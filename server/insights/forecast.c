#include "insights/forecast.h"

#define THOUSANDTHS(value) ((decimal){ (__int128)(value)*1000000000 })

/* Smoothing of level and trend, and how the trend is damped per month. */
#define LEVEL_SMOOTHING THOUSANDTHS(500)
#define TREND_SMOOTHING THOUSANDTHS(100)
#define TREND_DAMPING THOUSANDTHS(900)

#define WEEK 7
#define WEEKS (FORECAST_WINDOW / WEEK)

/* ---- arithmetic ---- */

static unsigned __int128 root_of(unsigned __int128 square)
{
    unsigned __int128 root = 0;
    for (int bit = 63; bit >= 0; bit--) {
        unsigned __int128 larger = root | (unsigned __int128)1 << bit;
        if (larger * larger <= square)
            root = larger;
    }
    return root;
}

decimal decimal_square_root(decimal value)
{
    if (value.v <= 0)
        return DECIMAL_ZERO;
    unsigned __int128 whole = (unsigned __int128)value.v;
    unsigned __int128 square;
    if (__builtin_mul_overflow(whole, (unsigned __int128)1000000000000U, &square))
        return (decimal){ (__int128)root_of(whole) * 1000000 };
    return (decimal){ (__int128)root_of(square) };
}

static bool times(decimal value, int64_t count, decimal *product)
{
    return decimal_mul(value, decimal_of_int(count), product);
}

static bool over(decimal value, int64_t count, decimal *quotient)
{
    return decimal_div(value, decimal_of_int(count), quotient);
}

/* The largest magnitude of some figures: what squares are measured in, so that they fit. */
static decimal scale_of(const decimal *values, size_t count)
{
    decimal scale = DECIMAL_ZERO;
    for (size_t i = 0; i < count; i++) {
        if (scale.v < decimal_abs(values[i]).v)
            scale = decimal_abs(values[i]);
    }
    return scale;
}

static bool add_square(decimal *sum, decimal value, decimal scale)
{
    decimal part;
    return decimal_div(value, scale, &part) && decimal_mul(part, part, &part) &&
           decimal_add_to(sum, part);
}

/* Student's t for 80 % between both bounds, in thousandths, by degrees of freedom from 1 on. */
static const int student[] = { 3078, 1886, 1638, 1533, 1476, 1440, 1415, 1397, 1383, 1372,
                               1363, 1356, 1350, 1345, 1341, 1337, 1333, 1330, 1328, 1325 };

static decimal student_of(size_t freedom)
{
    size_t last = sizeof(student) / sizeof(student[0]);
    return THOUSANDTHS(student[(freedom < last ? freedom : last) - 1]);
}

static bool bounds(struct interval *interval, decimal half)
{
    return decimal_sub(interval->amount, half, &interval->low) &&
           decimal_add(interval->amount, half, &interval->high);
}

/* ---- month end ---- */

static decimal median_of_three(decimal a, decimal b, decimal c)
{
    decimal low = a.v < b.v ? a : b;
    decimal high = a.v < b.v ? b : a;
    return c.v < low.v ? low : c.v > high.v ? high : c;
}

/* Of the weekday that comes `i` days after the first of the window, and so after its last. */
static decimal usual(const struct running_month *month, size_t i)
{
    const decimal *first = &month->window[i % WEEK];
    return median_of_three(first[0], first[WEEK], first[2 * WEEK]);
}

/*
 * The variance of what runs in the rest of the month, in squares of `scale`. Days that are off on
 * their own: one for each day to come, and a third of the square of how often a weekday comes, its
 * median being of three. Weeks that are off as a whole stay so: (days to come ÷ 7)² of theirs.
 */
static bool variance_of_rest(const struct running_month *month, int64_t left, decimal *scale,
                             decimal *variance)
{
    decimal residuals[FORECAST_WINDOW];
    decimal weeks[WEEKS] = { 0 };
    decimal of_days = DECIMAL_ZERO;
    decimal of_weeks = DECIMAL_ZERO;
    for (size_t i = 0; i < FORECAST_WINDOW; i++) {
        TRY(decimal_sub(month->window[i], usual(month, i), &residuals[i]));
        TRY(decimal_add_to(&weeks[i / WEEK], residuals[i]));
    }
    *scale = scale_of(residuals, FORECAST_WINDOW);
    *variance = DECIMAL_ZERO;
    if (decimal_is_zero(*scale))
        return true;
    for (size_t i = 0; i < FORECAST_WINDOW; i++)
        TRY(add_square(&of_days, residuals[i], *scale));
    for (size_t i = 0; i < WEEKS; i++)
        TRY(add_square(&of_weeks, weeks[i], *scale));

    int64_t thirds = 3 * left; /* of the variance of a day */
    for (int64_t weekday = 0; weekday < WEEK; weekday++) {
        int64_t times_left = (left + WEEK - 1 - weekday) / WEEK;
        thirds += times_left * times_left;
    }
    return times(of_days, thirds, &of_days) &&
           over(of_days, 3 * (FORECAST_WINDOW - WEEK), &of_days) &&
           times(of_weeks, left * left, &of_weeks) &&
           over(of_weeks, WEEK * WEEK * (WEEKS - 1), &of_weeks) &&
           decimal_add(of_days, of_weeks, variance);
}

/* value × part ÷ whole */
static bool in_proportion(decimal part, decimal whole, decimal value, decimal *out)
{
    return decimal_div(part, whole, out) && decimal_mul(*out, value, out);
}

bool forecast_month_end(const struct running_month *month, struct interval *end)
{
    int64_t left = month->of_days - month->days;
    decimal so_far = month->so_far[COURSE_RUNNING];
    decimal derived = month->so_far[COURSE_DERIVED];
    decimal running = so_far;
    decimal half;
    decimal scale;
    for (int64_t i = 0; i < left; i++)
        TRY(decimal_add_to(&running, usual(month, (size_t)i)));
    bool is_growing = so_far.v > 0 && running.v > 0;
    end->amount = running;
    if (is_growing)
        TRY(in_proportion(derived, so_far, running, &derived));
    TRY(decimal_add_to(&end->amount, derived) &&
        decimal_add_to(&end->amount, month->so_far[COURSE_SINGLE]));

    TRY(variance_of_rest(month, left, &scale, &half));
    TRY(decimal_mul(decimal_square_root(half), student_of(FORECAST_WINDOW - WEEK), &half) &&
        decimal_mul(half, scale, &half));
    if (is_growing) {
        TRY(in_proportion(month->so_far[COURSE_DERIVED], so_far, half, &derived));
        TRY(decimal_add_to(&half, decimal_abs(derived)));
    }
    return bounds(end, half);
}

static bool cost_of(const struct running_month *revenue, const struct running_month *margin,
                    struct running_month *cost)
{
    *cost = *revenue;
    for (size_t i = 0; i < FORECAST_WINDOW; i++)
        TRY(decimal_sub(revenue->window[i], margin->window[i], &cost->window[i]));
    for (size_t i = 0; i < COURSE_COUNT; i++)
        TRY(decimal_sub(revenue->so_far[i], margin->so_far[i], &cost->so_far[i]));
    return true;
}

bool forecast_margin_end(const struct running_month *revenue, const struct running_month *margin,
                         struct interval *end)
{
    struct running_month cost;
    struct interval of_revenue;
    struct interval of_cost;
    decimal half;
    TRY(cost_of(revenue, margin, &cost));
    TRY(forecast_month_end(revenue, &of_revenue) && forecast_month_end(&cost, &of_cost) &&
        forecast_month_end(margin, end));
    TRY(decimal_sub(end->high, end->amount, &half) &&
        decimal_sub(of_revenue.amount, of_cost.amount, &end->amount));
    return bounds(end, half);
}

/* ---- months ahead ---- */

struct trend {
    decimal level;
    decimal slope;
    decimal errors[FORECAST_HISTORY]; /* one month ahead */
    size_t error_count;
};

/* One step: what was expected of the month, how far off it was, and what is learnt. */
static bool learn(struct trend *trend, decimal value)
{
    decimal damped;
    decimal expected;
    decimal error;
    decimal step;
    TRY(decimal_mul(trend->slope, TREND_DAMPING, &damped));
    TRY(decimal_add(trend->level, damped, &expected) && decimal_sub(value, expected, &error));
    TRY(decimal_mul(error, LEVEL_SMOOTHING, &step));
    TRY(decimal_add(expected, step, &trend->level));
    TRY(decimal_mul(step, TREND_SMOOTHING, &step) && decimal_add(damped, step, &trend->slope));
    trend->errors[trend->error_count++] = error;
    return true;
}

static bool find_trend(const struct past_month *past, size_t count, struct trend *trend)
{
    decimal values[FORECAST_HISTORY];
    decimal steps[3];
    for (size_t i = 0; i < count; i++)
        TRY(over(past[i].amount, past[i].days, &values[i]));
    for (size_t i = 0; i < 3; i++)
        TRY(decimal_sub(values[i + 1], values[i], &steps[i]));
    *trend = (struct trend){ .level = values[0],
                             .slope = median_of_three(steps[0], steps[1], steps[2]) };
    for (size_t i = 1; i < count; i++)
        TRY(learn(trend, values[i]));
    return true;
}

/* The standard error of one month ahead. */
static bool error_of(const struct trend *trend, decimal *error)
{
    decimal scale = scale_of(trend->errors, trend->error_count);
    decimal sum = DECIMAL_ZERO;
    *error = DECIMAL_ZERO;
    if (decimal_is_zero(scale))
        return true;
    for (size_t i = 0; i < trend->error_count; i++)
        TRY(add_square(&sum, trend->errors[i], scale));
    TRY(over(sum, (int64_t)trend->error_count - 1, &sum));
    return decimal_mul(decimal_square_root(sum), scale, error);
}

bool forecast_ahead(const struct past_month *past, size_t count, const int64_t *days, size_t ahead,
                    struct interval *months)
{
    struct trend trend;
    decimal error;
    decimal half;
    if (count > FORECAST_HISTORY) {
        past += count - FORECAST_HISTORY;
        count = FORECAST_HISTORY;
    }
    TRY(find_trend(past, count, &trend));
    TRY(error_of(&trend, &error) && decimal_mul(error, student_of(trend.error_count - 1), &error));
    decimal variance = decimal_of_int(1); /* of this month, in squares of the error */
    decimal weight = LEVEL_SMOOTHING;     /* of an error on the months after it */
    decimal damping = TREND_DAMPING;
    decimal square;
    for (size_t i = 0; i < ahead; i++) {
        TRY(decimal_mul(trend.slope, TREND_DAMPING, &trend.slope));
        TRY(decimal_add_to(&trend.level, trend.slope) &&
            times(trend.level, days[i], &months[i].amount));
        TRY(decimal_mul(error, decimal_square_root(variance), &half) &&
            times(half, days[i], &half) && bounds(&months[i], half));

        decimal more;
        TRY(decimal_mul(LEVEL_SMOOTHING, TREND_SMOOTHING, &more) &&
            decimal_mul(more, damping, &more) && decimal_add_to(&weight, more));
        TRY(decimal_mul(damping, TREND_DAMPING, &damping));
        TRY(decimal_mul(weight, weight, &square) && decimal_add_to(&variance, square));
    }
    return true;
}

/* ---- shapes ---- */

static const struct field query_fields[] = {
    FIELD(struct forecast_query, measure, .one_of = measure_names,
          .doc = "cost unless given; pro_forma for readers who may not see costs"),
    FILTER_FIELDS(struct forecast_query), FIELDS_END
};
const struct shape forecast_query_shape =
    SHAPE("ForecastQuery", struct forecast_query, query_fields);

static const struct field interval_fields[] = { FIELD(struct forecast_interval, amount),
                                                FIELD(struct forecast_interval, low),
                                                FIELD(struct forecast_interval, high), FIELDS_END };
const struct shape forecast_interval_shape =
    SHAPE("ForecastInterval", struct forecast_interval, interval_fields);

static const struct field overview_fields[] = {
    FIELD(struct overview_forecast, revenue, .of = &forecast_interval_shape),
    FIELD(struct overview_forecast, cost, .of = &forecast_interval_shape, .needs = PERM_COST_READ),
    FIELDS_END
};
const struct shape overview_forecast_shape =
    SHAPE("OverviewForecast", struct overview_forecast, overview_fields);

static const struct field history_fields[] = { FIELD(struct forecast_history, period),
                                               FIELD(struct forecast_history, amount),
                                               FIELD(struct forecast_history, partial),
                                               FIELDS_END };
static const struct shape history_shape =
    SHAPE("ForecastHistory", struct forecast_history, history_fields);

static const struct field month_fields[] = { FIELD(struct forecast_month, period),
                                             FIELD(struct forecast_month, amount),
                                             FIELD(struct forecast_month, low),
                                             FIELD(struct forecast_month, high),
                                             FIELD(struct forecast_month, method,
                                                   .flags = FIELD_OMIT_ABSENT,
                                                   .doc = "run_rate_weekday, of the month's end"),
                                             FIELDS_END };
static const struct shape month_shape = SHAPE("ForecastMonth", struct forecast_month, month_fields);

static const struct field forecast_fields[] = {
    FIELD(struct forecast, currency),
    FIELD(struct forecast, measure),
    FIELD(struct forecast, history, .of = &history_shape, .doc = "Oldest first"),
    FIELD(struct forecast, month_end, .of = &month_shape, .flags = FIELD_NULLABLE,
          .doc = "Of the month that is not over"),
    FIELD(struct forecast, month_end_missing, .flags = FIELD_NULLABLE,
          .doc = "Why there is none: no_data, month_is_over or too_few_days"),
    FIELD(struct forecast, months, .of = &month_shape, .doc = "The months after that; may be none"),
    FIELD(struct forecast, months_missing, .flags = FIELD_NULLABLE,
          .doc = "Why there are none: too_few_months"),
    FIELD(struct forecast, method, .doc = "Of the months: damped_trend"),
    FIELD(struct forecast, level, .doc = "How often an interval holds, in percent"),
    FIELDS_END
};
const struct shape forecast_shape = SHAPE("Forecast", struct forecast, forecast_fields,
                                          .doc = "Where a measure goes, with intervals");

struct forecast_interval forecast_interval_text(struct arena *arena, struct interval interval,
                                                int places)
{
    return (struct forecast_interval){
        .amount = decimal_shown(arena, interval.amount, places),
        .low = decimal_shown(arena, interval.low, places),
        .high = decimal_shown(arena, interval.high, places),
    };
}
