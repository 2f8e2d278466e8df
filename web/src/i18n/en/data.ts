export const data = {
  payers: {
    new: 'New payer', name: 'Name', provider: 'Provider', externalId: 'Account ID', externalIdHint: 'For AWS the 12-digit management account, as named in the bill', awsId: 'An AWS account ID has 12 digits', created: 'Payer {name} created',
    emptyTitle: 'No payers yet', emptyText: 'Register the account that pays the bill (the AWS management account), then upload its file.',
  },
  upload: {
    subtitle: 'Upload your provider\'s bills; every upload is reconciled with its file to the last digit.', title: 'Upload a bill', drop: 'Drop a file here, or click to choose one', formats: 'Cost and Usage Report: .csv, .csv.gz, .zip or .parquet; put several parts into one .zip', oneFile: 'One file at a time; put several parts into one ZIP',
    source: 'Source', sourceHint: 'Data of the same source, payer and period is replaced whole', sent: '{sent} of {total} sent', unchanged: 'The same file as before: nothing changed', nothingChanged: 'What was there before is unchanged.', seeResult: 'See the reconciliation', another: 'Upload another file',
  },
  uploadState: { idle: 'Waiting', sending: 'Uploading', reading: 'Reading the bill', done: 'Done', failed: 'Could not finish' },
  drop: {
    title: 'Data', list: 'Received data', subtitle: 'Source {source} · version {version} · {time}', version: 'Version', rows: 'Rows', skipped: 'Skipped', charges: 'Charges', cost: 'Cost', reconciliation: 'Reconciliation', receivedAt: 'Received', showVersions: 'Show old versions',
    allPeriods: 'All periods', reconciled: 'Reconciled', unreconciled: 'Not reconciled', emptyTitle: 'No data yet', emptyText: 'Each upload is listed here with its period, version and reconciliation.', sourceCost: 'Sum of the file\'s rows', chargesCost: 'Sum of the stored charges', publicCost: 'Public on-demand',
    reconciledText: 'Both agree to the last digit, in {currency}.', unreconciledText: 'They differ. Do not bill from this data; tell your administrator.', facts: 'What was read', rowsNote: 'became charges', skippedNote: 'split-cost rows, left out of totals', chargesNote: 'stored after aggregation', rounded: 'Rounded', roundedNote: 'rows with more than 12 decimals',
    unknown: 'Unknown types', unknownNote: 'kept as cost and flagged', byChargeType: 'By charge type', lineItemType: 'Line item type', files: 'Source files', fileName: 'File', fileSize: 'Size', fileRows: 'Rows',
  },
}
