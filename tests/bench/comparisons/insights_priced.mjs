import { madeDatabase } from '../lib/database.mjs'
import { measurePanels, rangesOf, rowsOf } from '../lib/insights.mjs'
import * as panels from '../lib/panels.mjs'

export const title = 'insights-priced'
const what = 'pro forma and margin'
export const how = 'the same of what is priced: pro forma by what bills say (service, account, group, ' +
  'payer) and by two of the dimensions that SKUs decide, margin by the former'
export const rows = rowsOf('insights-priced', what)

const OF_BILLS = ['none', 'service', 'account', 'billing_group', 'payer', 'kind']
const OF_SKUS = ['usage_type', 'category']

export const prepare = (bench) => madeDatabase(bench, panels.name(bench), panels.version, panels.make)

export const measure = (bench) => measurePanels(bench, 'insights-priced', what, (facts) => {
  const { months } = rangesOf(facts)
  const both = (dimension, measure) => [
    `costs?${months}&group_by=${dimension}&measure=${measure}`,
    ...(dimension === 'none' ? []
      : [`month-over-month?period=${panels.LAST}&group_by=${dimension}&measure=${measure}`])]
  return [
    ...OF_BILLS.flatMap((dimension) => both(dimension, 'pro_forma')),
    ...OF_SKUS.flatMap((dimension) => both(dimension, 'pro_forma')),
    `costs?${months}&group_by=service&measure=pro_forma&billing_group=${facts.groups[7].id}`,
    'forecast?measure=pro_forma',
    ...OF_BILLS.filter((dimension) => dimension !== 'kind' && dimension !== 'payer')
      .flatMap((dimension) => both(dimension, 'margin')),
  ]
})
