import { madeDatabase } from '../lib/database.mjs'
import { measurePanels, rangesOf, rowsOf } from '../lib/insights.mjs'
import * as panels from '../lib/panels.mjs'

export const title = 'insights'
const what = 'costs'
export const how = 'every route of insights with every dimension and each of the five measures of ' +
  'cost, and the explorer\'s filters, over 36 months of 2,000 accounts; one connection, one ' +
  'request after the other, each panel again and again while nothing changes; the first look at ' +
  'each, after a start of the server, apart'
export const rows = rowsOf('insights', what)

const MEASURES = ['cost', 'unblended', 'amortized', 'net_amortized', 'public_on_demand']
export const DIMENSIONS = ['service', 'account', 'usage_type', 'region', 'charge_type', 'kind',
  'billing_group', 'payer', 'category', 'processor', 'instance_family', 'purchase_option',
  'storage_class', 'transfer_type', 'database_engine']

export const prepare = (bench) => madeDatabase(bench, panels.name(bench), panels.version, panels.make)

export const measure = (bench) => measurePanels(bench, 'insights', what, (facts) => {
  const { months, days } = rangesOf(facts)
  return [
    ...MEASURES.flatMap((measure) => [
      ...DIMENSIONS.flatMap((dimension) => [
        `costs?${months}&group_by=${dimension}&measure=${measure}`,
        `month-over-month?period=${panels.LAST}&group_by=${dimension}&measure=${measure}`]),
      `costs?${months}&group_by=none&measure=${measure}`,
      `costs?${days}&group_by=service&measure=${measure}`,
      `costs?${months}&group_by=service&measure=${measure}&billing_group=${facts.groups[7].id}`,
      `costs?${months}&group_by=account&measure=${measure}&service=AmazonEC2`,
      `costs?${months}&group_by=usage_type&measure=${measure}&account=100000000007`,
      `forecast?measure=${measure}`]),
    ...DIMENSIONS.map((dimension) => `values?dimension=${dimension}&${months}`),
    `costs?${months}&group_by=service&top=1000`,
    `costs?${months}&group_by=account&top=1000`,
    `overview?period=${panels.LAST}`,
    `comparison?period=${panels.LAST}`,
    `commitments?${months}`,
  ]
})
