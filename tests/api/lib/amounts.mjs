// Exact amounts in tests: counts of 10^-12 as BigInt.
const PLACES = 12

// "-1.5" → -1500000000000n; more than twelve places are refused.
export function amount(text) {
  const match = /^(-?)(\d+)(?:\.(\d{1,12}))?$/.exec(text)
  if (!match) throw new Error(`not an amount: ${JSON.stringify(text)}`)
  const [, sign, whole, fraction = ''] = match
  const units = BigInt(whole + fraction.padEnd(PLACES, '0'))
  return sign ? -units : units
}

// The way the API writes exact amounts: no trailing zeros.
export function text(units) {
  const digits = (units < 0n ? -units : units).toString().padStart(PLACES + 1, '0')
  const fraction = digits.slice(-PLACES).replace(/0+$/, '')
  return `${units < 0n ? '-' : ''}${digits.slice(0, -PLACES)}${fraction ? `.${fraction}` : ''}`
}

export const sum = (amounts) => amounts.reduce((total, one) => total + one, 0n)
