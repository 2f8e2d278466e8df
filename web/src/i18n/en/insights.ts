export const insights = {
  insights: {
    title: 'Cost insights', subtitle: 'Where the money goes, what changed, and where it is heading.', explorer: 'Explorer', pivot: 'Pivot', forecast: 'Forecast', controls: 'What is on view', chart: 'Over time', table: 'All figures', groupBy: 'Group by', measure: 'Measure',
    granularity: 'Granularity', monthly: 'Monthly', daily: 'Daily', perDay: 'Per day', perDayHint: 'Amounts divided by the days of data in each month, so that months of different length compare fairly', filters: 'Filters', addFilter: 'Filter', excluding: 'Excluding', clearFilters: 'Clear filters',
    range: '{from} – {to}', totalPerDay: '{measure} per day', against: 'against {amount} in {range}', compared: 'Compared range', others: '{count} other | {count} others', caption: 'By {grouping}, in {currency}', chartOf: 'By {grouping}, {range}',
    openRow: 'What {name} consists of', path: 'Opened rows', step: '{grouping}: {name}', all: 'All', back: 'Back to here', unnamed: '(none)', noRegion: '(no region)', customCharges: 'Custom charges', unassigned: 'Unassigned', emptyTitle: 'Nothing was charged here', emptyText: 'Choose another range or remove a filter.',
  },
  month: {
    change: 'Change', changePercent: 'Change %', isNew: 'new', caption: 'Month over month, in {currency}', emptyTitle: 'Nothing was charged in either month', emptyText: 'Choose another period or widen the filter.',
    sameDays: 'Up to {day}, against the first {days} days of {previous}.', sameDaysHint: 'What a provider charges for a month as a whole, such as tax and support, counts by its share of the days.', compareWhole: 'Compare with the whole month', uneven: '{current} is in up to {day}; {previous} is whole.', ofDays: '{period} ({days} days)', compareSameDays: 'Compare the same days', perDayOf: 'Divided by {previous} and {current} days', moreBehind: '{count} more {grouping} | {count} more by {grouping}',
  },
  pivot: { caption: 'Months by {grouping}, in {currency}', rise: 'rose against the month before', fall: 'fell' },
  sheet: {
    billingSummary: 'Billing summary', accounts: 'Accounts', compute: 'Compute', storage: 'Storage', dataTransfer: 'Data transfer', databases: 'Databases', invoiced: 'Invoiced', invoicedText: 'What the provider bills for the month.', amortized: 'Amortized',
    amortizedText: 'Prepaid commitments spread over the time they are for.', byChargeType: 'By charge type', amortizedByAccount: 'Amortized by account', byService: 'By service', byAccount: 'By account', largestAccounts: 'Largest accounts', byBillingGroup: 'By billing group', byProcessor: 'By processor',
    byFamily: 'By instance family', byPurchaseOption: 'By purchase option', reservations: 'Reservations', savingsPlans: 'Savings plans', commitments: 'Commitments month by month', commitmentsText: 'What was paid for each, what of it was used, and what it saved.', ebsByClass: 'EBS by class', s3ByClass: 'S3 by class',
    gp2AndGp3: 'gp2 and gp3', gp2AndGp3Text: 'gp3 costs up to a fifth less for the same volume.', storageByAccount: 'Storage by account', byTransferType: 'By kind of transfer', byRegion: 'By region', byEngine: 'By engine', byUsageType: 'By usage type',
  },
  panel: { chart: 'Chart', table: 'Table', shape: 'How to show {title}', explore: 'Open in explorer', emptyTitle: 'Nothing of this kind', emptyText: 'No charges in this range, or the filter leaves none.' },
  figures: { month: '{period}', before: 'Against {period}', forecast: '{period} by its end', between: '{low} to {high}' },
  commitments: {
    utilization: 'Utilization', coverage: 'Coverage', unused: 'Unused', used: 'Used', recurring: 'Billed, upfront apart', onDemand: 'Left on demand', savings: 'Saved', inMonth: '{period}: {percent}', commitment: 'Commitment', type: 'Type', reservation: 'Reservation', savings_plan: 'Savings plan',
    caption: 'Reservations and savings plans, in {currency}', emptyTitle: 'No commitments', emptyText: 'No reservation or savings plan was in force in this range.',
  },
  forecast: {
    expected: 'Expected, with its {level}% range', chartOf: '{measure}: known months and what is expected, with a {level}% interval', amount: 'Expected', low: 'Low', high: 'High', monthEnd: 'Expected for {period}', soFar: '{period} so far', table: 'What to expect', caption: 'Forecast, in {currency}',
    method: 'How it is made', toMonthEnd: 'To the end of the month', monthsAhead: 'Months ahead', interval: 'The interval', intervalText: 'In {level} of 100 months like these the figure ends up between low and high.', caveat: 'The forecast continues what the data shows. It knows nothing of planned changes, new customers or new prices.',
    emptyTitle: 'Not enough to forecast from', emptyText: 'A forecast needs at least one month of data behind the filters.',
  },
  forecastMethod: { run_rate_weekday: 'What is charged day by day goes on at the usual rate of each weekday of the last three weeks; tax, discounts and support grow with it; single charges stand as they are.', damped_trend: 'The trend of the whole months so far, flattening out the further it is continued, per day so that long and short months compare.' },
  forecastMissing: { no_data: 'There is no data of this month yet.', month_is_over: 'The newest month is over: there is nothing left to estimate in it.', too_few_days: 'Too few days are in to tell how the month will end.', too_few_months: 'Four whole months are needed to see a trend.' },
  category: {
    compute: 'Compute', storage: 'Storage', database: 'Database', data_transfer: 'Data transfer', network: 'Network', analytics: 'Analytics', machine_learning: 'Machine learning', security: 'Security', management: 'Management',
    integration: 'Application integration', developer_tools: 'Developer tools', support: 'Support', commitment: 'Commitments', other: 'Other',
  },
  purchaseOption: { on_demand: 'On-Demand', reserved: 'Reserved', savings_plan: 'Savings Plans', spot: 'Spot' },
  transferType: {
    internet_out: 'Internet out', internet_in: 'Internet in', inter_region: 'Between regions', inter_az: 'Between availability zones', cloudfront: 'CloudFront', cloudfront_origin: 'Between CloudFront and origin', to_origin: 'CloudFront to origin',
    accelerated: 'Accelerated', other: 'Other',
  },
  storageClass: {
    snapshots: 'Snapshots', snapshots_archive: 'Snapshots archive', fast_snapshot_restore: 'Fast snapshot restore', magnetic: 'Magnetic', magnetic_io: 'Magnetic I/O', gp3_throughput: 'gp3 throughput', standard: 'Standard', reduced_redundancy: 'Reduced redundancy',
    requests_standard: 'Requests, Standard', requests_standard_ia: 'Requests, Standard-IA', retrieval_standard_ia: 'Retrieval, Standard-IA', early_delete: 'Early deletion', monitoring: 'Monitoring and automation', batch_operations: 'Batch operations', tags: 'Object tags',
    inventory: 'Inventory', other: 'Other',
  },
}
