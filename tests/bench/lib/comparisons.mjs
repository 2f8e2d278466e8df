// All comparisons, in the order of the page. Each module has
//
//   title     its name
//   how       what is run, for the page
//   rows      [{ id, what, against, unit, isFaster, target: { at: 'most' | 'least', limit, next } }]
//   prepare   makes the data it needs, once; not measured
//   measure   → { scale, rows: { id: { ours: […], against: […] } }, tables }
import * as bills from '../comparisons/bills.mjs'
import * as copy from '../comparisons/copy.mjs'
import * as growth from '../comparisons/growth.mjs'
import * as idleMemory from '../comparisons/idle_memory.mjs'
import * as ingestCsv from '../comparisons/ingest_csv.mjs'
import * as ingestParquet from '../comparisons/ingest_parquet.mjs'
import * as insights from '../comparisons/insights.mjs'
import * as insightsPriced from '../comparisons/insights_priced.mjs'
import * as memory from '../comparisons/memory.mjs'
import * as ruleChange from '../comparisons/rule_change.mjs'
import * as smallRead from '../comparisons/small_read.mjs'
import * as start from '../comparisons/start.mjs'
import * as staticFiles from '../comparisons/static.mjs'

export const comparisons = [ingestParquet, ingestCsv, copy, memory, ruleChange, bills, insights,
  insightsPriced, smallRead, staticFiles, start, idleMemory, growth]
