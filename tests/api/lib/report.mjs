// Cost and usage reports for tests: rows as plain objects, written as CUR 1.0 CSV.

const COLUMNS = {
  'bill/InvoiceId': 'invoice',
  'bill/BillingEntity': 'entity',
  'bill/BillType': 'billType',
  'bill/PayerAccountId': 'payer',
  'bill/BillingPeriodStartDate': 'periodStart',
  'bill/BillingPeriodEndDate': 'periodEnd',
  'lineItem/UsageAccountId': 'account',
  'lineItem/LineItemType': 'type',
  'lineItem/UsageStartDate': 'start',
  'lineItem/ProductCode': 'service',
  'lineItem/UsageType': 'usageType',
  'lineItem/Operation': 'operation',
  'lineItem/UsageAmount': 'quantity',
  'lineItem/CurrencyCode': 'currency',
  'lineItem/UnblendedRate': 'rate',
  'lineItem/UnblendedCost': 'unblended',
  'lineItem/NetUnblendedCost': 'net',
  'lineItem/LineItemDescription': 'description',
  'product/regionCode': 'region',
  'pricing/publicOnDemandCost': 'publicCost',
  'reservation/ReservationARN': 'reservation',
  'reservation/EffectiveCost': 'reservationCost',
  'reservation/NetEffectiveCost': 'netReservationCost',
  'reservation/UnusedAmortizedUpfrontFeeForBillingPeriod': 'unusedUpfront',
  'reservation/NetUnusedAmortizedUpfrontFeeForBillingPeriod': 'netUnusedUpfront',
  'reservation/UnusedRecurringFee': 'unusedRecurring',
  'reservation/NetUnusedRecurringFee': 'netUnusedRecurring',
  'savingsPlan/SavingsPlanARN': 'savingsPlan',
  'savingsPlan/SavingsPlanEffectiveCost': 'planCost',
  'savingsPlan/NetSavingsPlanEffectiveCost': 'netPlanCost',
  'savingsPlan/TotalCommitmentToDate': 'commitment',
  'savingsPlan/UsedCommitment': 'usedCommitment',
}

// A row with what every row has; `given` overrides. `day` is its usage day.
export function row(given) {
  const period = (given.period ?? given.day?.slice(0, 7)) ?? '2023-11'
  const [year, month] = period.split('-').map(Number)
  const end = month === 12 ? `${year + 1}-01` : `${year}-${String(month + 1).padStart(2, '0')}`
  const day = given.day ?? `${period}-01`
  return {
    entity: 'AWS',
    billType: 'Anniversary',
    payer: '999999999999',
    periodStart: `${period}-01T00:00:00Z`,
    periodEnd: `${end}-01T00:00:00Z`,
    account: '111111111111',
    type: 'Usage',
    service: 'AmazonEC2',
    usageType: 'BoxUsage',
    operation: 'RunInstances',
    quantity: '1',
    currency: 'USD',
    rate: '1',
    unblended: '0',
    ...given,
    day,
    start: given.start ?? `${day}T00:00:00Z`,
  }
}

const cell = (value = '') => (/[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value)

export function csv(rows) {
  const names = Object.keys(COLUMNS)
  const lines = rows.map((each) => names.map((name) => cell(each[COLUMNS[name]])).join(','))
  return [names.join(','), ...lines, ''].join('\n')
}

// A CSV answer as objects: the byte order mark and the header row go.
export function records(rows) {
  const [header, ...rest] = rows
  header[0] = header[0].replace(/^\uFEFF/, '')
  return rest.map((values) => Object.fromEntries(values.map((value, i) => [header[i], value])))
}
