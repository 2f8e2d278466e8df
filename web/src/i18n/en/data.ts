export const data = {
  upload: {
    subtitle: 'Your providers\' bills; every upload is reconciled with its file to the last digit.', title: 'Upload bills', drop: 'Drop files here, or click to choose', formats: 'Cost and Usage Report: .csv, .csv.gz, .zip or .parquet', parts: 'Several months are queued; put several parts of one month into one ZIP.',
    source: 'Source', sourceHint: 'Data of the same source, payer and period is replaced whole', sourceRule: 'Use lower-case letters, digits, and _ . - after the first', recent: 'Uploads', showAll: 'Show all {count}', storing: 'Reconciling and storing', showLess: 'Show fewer', dismiss: 'Dismiss',
    sent: '{sent} of {total} sent', perSecond: '{amount}/s', rows: '{count} rows', rowsPerSecond: '{count} rows/s', left: '{time} left', unchanged: 'The same file as before: nothing changed', nothingChanged: 'What was there before is unchanged.', seeResult: 'See the reconciliation',
  },
  uploadState: { waiting: 'Waiting', sending: 'Uploading', reading: 'Reading the bill', done: 'Done', failed: 'Could not finish' },
  uploadAdvice: {
    wrong_payer: 'Choose the payer the file is of, or register it as a new payer, and upload again. Nothing was changed.', mixed_payers: 'Split the report so that each file has one payer. Nothing was changed.', mixed_periods: 'Upload each month on its own. Nothing was changed.',
    mixed_currencies: 'Upload each currency as a source of its own. Nothing was changed.', file_format: 'Upload a Cost and Usage Report as CSV, gzip, ZIP or Parquet. Nothing was changed.', file_truncated: 'The download may have stopped early: fetch the file again and upload it. Nothing was changed.', file_corrupt: 'Fetch the file from your provider again and upload it. Nothing was changed.',
    column_missing: 'Export the report with this column and upload it again. Nothing was changed.', value_malformed: 'Look at the named line: a spreadsheet may have changed the file. Upload the original. Nothing was changed.', file_empty: 'Check that the export is complete and upload it again. Nothing was changed.',
    parquet_unavailable: 'Export the report as CSV, or ask the administrator to install libduckdb. Nothing was changed.', disk_full: 'Ask the administrator to make room, then try again. Nothing was changed.', ingest_in_progress: 'Wait until the other upload of this payer is done, then try again.', body_too_large: 'Split the report, or load it with "proforma ingest" on the server.',
    upload_incomplete: 'Check your connection and try again.', network_error: 'Check your connection and try again.', file_repeated: 'The ZIP holds the same file twice: remove one and upload again. Nothing was changed.', unreconciled: 'Nothing was changed. Try again, and tell the administrator if it happens again.',
  },
  coverage: {
    title: 'Coverage', text: 'Which months of each payer are in.', gaps: '{count} missing', complete: 'complete and reconciled', open: 'not over: {days}/{of} days, through {day}', short: 'ends early: through {day}, {days}/{of} days', unreconciled: 'not reconciled: do not bill from it', missing: 'missing: upload it', awaited: 'no data yet this month', none: 'before the first bill',
  },
  coverageKey: { complete: 'Complete and reconciled', open: 'Month not over', short: 'Ends early', missing: 'Missing', unreconciled: 'Not reconciled' },
  drop: {
    title: 'Data', list: 'Received data', subtitle: 'Source {source} · version {version} · {time}', version: 'Version', versionNumber: 'Version {number}', versions: 'Versions', versionsText: 'A new upload of the same source, payer and month replaces the one before; bills use the current one.', earlier: 'Earlier versions', through: 'Data through', rows: 'Rows', skipped: 'Skipped', charges: 'Charges', cost: 'Cost', costIn: 'Cost ({currency})', reconciliation: 'Reconciliation', receivedAt: 'Received',
    allPeriods: 'All periods', reconciled: 'Reconciled', unreconciled: 'Not reconciled', emptyTitle: 'No data yet', emptyText: 'Each upload is listed here with its period, version and reconciliation.', noneInPeriod: 'No data of {period}', sourceCost: 'Sum of the file\'s rows', chargesCost: 'Sum of the stored charges', publicCost: 'Public on-demand',
    reconciledText: 'Both agree to the last digit, in {currency}.', unreconciledText: 'They differ. Do not bill from this data; tell your administrator.', facts: 'What was read', rowsNote: 'became charges', skippedNote: 'split-cost rows, left out of totals', chargesNote: 'stored after aggregation', rounded: 'Rounded', roundedNote: 'rows with more than 12 decimals',
    unknown: 'Unknown types', unknownNote: 'kept as cost and flagged', byChargeType: 'By charge type', lineItemType: 'Line item type', files: 'Source files', fileName: 'File', fileSize: 'Size', fileRows: 'Rows', downloadFile: 'Download',
  },
}
