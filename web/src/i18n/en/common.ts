export const common = {
  common: {
    retry: 'Try again', backTo: 'Back to {place}', loading: 'Loading', cancel: 'Cancel', create: 'Create', save: 'Save', edit: 'Edit', delete: 'Delete', remove: 'Remove',
    currency: 'Currency', state: 'Status', createdAt: 'Created', actions: 'Actions', total: 'Total', download: 'Download CSV',
    asOf: 'Data as of {time}', saved: 'Saved', copy: 'Copy {name}', copied: 'Copied',
  },
  form: {
    required: 'This is required', optional: 'optional', unsavedTitle: 'Unsaved changes', unsavedText: 'What you have not saved on this page will be lost.', discard: 'Discard changes', keepEditing: 'Keep editing',
    unsaved: 'Unsaved changes', reset: 'Undo changes',
  },
  problem: {
    unexpected: 'Something went wrong', network: 'The server cannot be reached', changedMeanwhile: 'Somebody has saved another version meanwhile. Your edits are still here; undo them to see the other version.', networkDetail: 'Check your connection and try again.', http: 'The request failed ({status})', requestId: 'Request',
  },
  theme: { system: 'System', light: 'Light', dark: 'Dark' },
  period: { label: 'Billing period', previous: 'Previous period', next: 'Next period', partial: '{days} of {of} days', partialHint: 'The month is not over, or not all of its data is in' },
  table: { columns: 'Columns', defaultColumns: 'Default columns', sortHint: 'Click to sort; hold Shift to sort by several columns', open: 'Show details of {name}' },
  chart: { legend: 'Legend', toggle: 'Show or hide', others: 'Others', othersCount: 'Others ({count})', none: '(none)' },
  range: {
    label: 'Date range', compare: 'Compare with', versus: 'vs. {range}', pickStart: 'Choose the first month', pickEnd: 'Choose the last month', previousYear: 'Previous year', nextYear: 'Next year',
    days7: 'Last 7 days', days30: 'Last 30 days', days90: 'Last 90 days', thisMonth: 'This month', lastMonth: 'Last month', months3: 'Last 3 months', months6: 'Last 6 months', months12: 'Last 12 months', yearToDate: 'Year to date', lastYear: 'Last year',
  },
  rangeCompare: { off: 'Nothing', previous: 'Previous period', year: 'Previous year' },
  filter: { search: 'Search', searchIn: 'Search {name}', none: 'Nothing found', clear: 'Clear' },
  notFound: { title: 'Nothing to show here', text: 'The page does not exist, or you are not allowed to see it.', home: 'Go to the start page' },
  unreachable: { title: 'No answer from the server' },
}
