// All comparisons, in the order of the page. Each module has
//
//   title     its name
//   how       what is run, for the page
//   rows      [{ id, what, against, unit, target: { at: 'most' | 'least', limit, next } }]
//   prepare   makes the data it needs, once; not measured
//   measure   → { scale, rows: { id: { ours: […], against: […] } }, tables }
import * as bills from '../comparisons/bills.mjs'
import * as insights from '../comparisons/insights.mjs'
import * as smallRead from '../comparisons/small_read.mjs'
import * as staticFiles from '../comparisons/static.mjs'

export const comparisons = [bills, insights, smallRead, staticFiles]
