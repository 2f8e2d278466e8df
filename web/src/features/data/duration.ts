/** How long something still takes, roughly: nobody needs the seconds of an hour. */
export function formatDuration(seconds: number, locale: string): string {
  const [value, unit] = seconds < 60 ? [seconds, 'second'] : seconds < 3600 ? [seconds / 60, 'minute'] : [seconds / 3600, 'hour']
  const whole = Math.max(1, unit === 'hour' ? Math.round(value * 10) / 10 : Math.ceil(value))
  return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long', maximumFractionDigits: 1 }).format(whole)
}
