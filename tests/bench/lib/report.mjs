// Cost and usage reports of a partner of any size, as CSV: which SKUs there are, who uses them, and
// what it costs, all of it decided by numbers so that it is the same every time.
import { createWriteStream } from 'node:fs'
import { once } from 'node:events'

const REGIONS = [['us-east-1', 'USE1'], ['us-west-2', 'USW2'], ['eu-central-1', 'EUC1'],
  ['eu-west-1', 'EUW1'], ['ap-northeast-1', 'APN1'], ['ap-southeast-1', 'APS1'],
  ['ap-southeast-2', 'APS2'], ['sa-east-1', 'SAE1']]
const SIZES = ['large', 'xlarge', '2xlarge', '4xlarge', '8xlarge']
const FAMILIES = ['m5', 'm6g', 'c6i', 'r7g', 't3', 'c7a', 'r6i', 'm7i', 'c6g', 'p4d']
const SPECIAL = {
  AmazonEC2: (i) => i % 5 === 4 ? `EBS:VolumeUsage.${['gp2', 'gp3', 'io2', 'st1'][i % 4]}.${i}`
    : `BoxUsage:${FAMILIES[i % 10]}.${SIZES[Math.floor(i / 10) % 5]}`,
  AmazonS3: (i) => `TimedStorage-${['ByteHrs', 'SIA-ByteHrs', 'GlacierByteHrs', 'INT-FA-ByteHrs'][i % 4]}.${i}`,
  AmazonRDS: (i) => `InstanceUsage:db.${FAMILIES[i % 10]}.${SIZES[Math.floor(i / 10) % 5]}`,
  AWSDataTransfer: (i) => `DataTransfer-${['Out-Bytes', 'In-Bytes', 'Regional-Bytes'][i % 3]}.${i}`,
}
const NAMED = ['AmazonEC2', 'AmazonS3', 'AmazonRDS', 'AWSDataTransfer', 'AWSLambda', 'AmazonECS',
  'AmazonDynamoDB', 'AmazonElastiCache', 'AmazonRedshift', 'AmazonCloudFront', 'AWSELB', 'AmazonVPC',
  'AmazonRoute53', 'AmazonEFS', 'AmazonCloudWatch', 'AWSQueueService', 'AmazonSNS', 'awskms']
const SERVICES = 60
const SKUS_OF_SERVICE = 50
export const SKU_COUNT = SERVICES * SKUS_OF_SERVICE

export const skus = Array.from({ length: SKU_COUNT }, (_, i) => {
  const number = i % SERVICES
  const service = NAMED[number] ?? `AmazonService${number}`
  const at = Math.floor(i / SERVICES)
  const [region, prefix] = REGIONS[at % REGIONS.length]
  const kind = SPECIAL[service]?.(at) ?? `Requests-Tier${at}`
  const operation = service === 'AmazonEC2' ? 'RunInstances' : service === 'AmazonRDS'
    ? `CreateDBInstance:00${['02', '14', '16', '21'][at % 4]}` : `Operation${at % 7}`
  return { service, usageType: `${prefix}-${kind}`, operation, region, rate: 10 + (i * 37) % 997 }
})

export const accountId = (number) => String(100000000000 + number)
export const payerId = (number) => String(900000000000 + number)

const HEADER = ['bill/PayerAccountId', 'bill/BillingPeriodStartDate', 'bill/BillType',
  'bill/BillingEntity', 'lineItem/UsageAccountId', 'lineItem/LineItemType', 'lineItem/UsageStartDate',
  'lineItem/ProductCode', 'lineItem/UsageType', 'lineItem/Operation', 'lineItem/CurrencyCode',
  'product/regionCode', 'pricing/unit', 'lineItem/UsageAmount', 'lineItem/UnblendedRate',
  'lineItem/UnblendedCost', 'pricing/publicOnDemandCost', 'savingsPlan/SavingsPlanARN',
  'savingsPlan/SavingsPlanEffectiveCost', 'reservation/ReservationARN', 'reservation/EffectiveCost']

// Quantities have 2 places, rates 4, so costs 6.
const text = (value, places) => (value / 10 ** places).toFixed(places)

function arn(kind, payer, number) {
  return kind === 'SavingsPlanCoveredUsage'
    ? `arn:aws:savingsplans::${payer}:savingsplan/plan-${number % 10}`
    : `arn:aws:ec2:us-east-1:${payer}:reserved-instances/reservation-${number % 10}`
}

// One use of a SKU: a row, or two where a savings plan covers it.
function* rowsOf(payer, period, account, day, number, k) {
  const sku = skus[number]
  const quantity = 1 + (account * 31 + number * 17 + day * 3) % 4973
  const cost = quantity * sku.rate
  const isCompute = sku.service === 'AmazonEC2' && sku.usageType.includes('BoxUsage')
  const type = isCompute && k % 3 === 0 ? 'SavingsPlanCoveredUsage'
    : isCompute && k % 3 === 1 ? 'DiscountedUsage'
      : k % 23 === 22 ? 'Tax' : k % 29 === 28 ? 'Credit' : 'Usage'
  const start = `${period}-${String(day).padStart(2, '0')}T00:00:00Z`
  const row = (kind, usage, unblended, list, plan, planCost, reservation, reservationCost) =>
    [payer, `${period}-01T00:00:00Z`, 'Anniversary', 'AWS', accountId(account), kind, start,
      sku.service, usage, sku.operation, 'USD', sku.region, 'Hrs', text(quantity, 2),
      text(sku.rate, 4), text(unblended, 6), text(list, 6), plan, planCost, reservation,
      reservationCost].join(',')
  if (type === 'SavingsPlanCoveredUsage') {
    const plan = arn(type, payer, number)
    yield row(type, sku.usageType, cost, cost, plan, text(Math.round(cost * 0.7), 6), '', '')
    yield row('SavingsPlanNegation', sku.usageType, -cost, 0, plan, '', '', '')
  } else if (type === 'DiscountedUsage') {
    yield row(type, sku.usageType, 0, cost, '', '', arn(type, payer, number),
      text(Math.round(cost * 0.6), 6))
  } else if (type === 'Credit') {
    yield row(type, sku.usageType, -Math.round(cost / 10), 0, '', '', '', '')
  } else {
    yield row(type, type === 'Tax' ? '' : sku.usageType, cost, type === 'Tax' ? 0 :
      Math.round(cost * 1.1), '', '', '', '')
  }
}

// Writes the report of one payer and month: each of `accounts` uses `perAccount` SKUs, on `days`
// days of the month each. → rows
export async function writeReport(path, { payer, period, accounts, perAccount, days }) {
  const file = createWriteStream(path, { highWaterMark: 1 << 20 })
  let rows = 0
  let lines = [HEADER.join(',')]
  for (const account of accounts)
    for (let k = 0; k < perAccount; k++) {
      const number = (account * 37 + k * 53) % SKU_COUNT
      for (let i = 0; i < days; i++) {
        const day = days >= 28 ? i + 1 : 1 + (account + k + i * 3) % 28
        for (const row of rowsOf(payer, period, account, day, number, k)) lines.push(row)
      }
      if (lines.length < 10_000) continue
      rows += lines.length
      if (!file.write(lines.join('\n') + '\n')) await once(file, 'drain')
      lines = []
    }
  rows += lines.length
  file.end(lines.length ? lines.join('\n') + '\n' : '')
  await once(file, 'finish')
  return rows - 1
}
