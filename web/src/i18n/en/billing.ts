export const billing = {
  billing: {
    revenue: 'Revenue', expense: 'Cost', profit: 'Margin', accounts: 'Accounts', composition: 'Cost by group', compositionOf: 'Cost by billing group, {period}', compositionEmpty: 'No billing group has cost in this period yet.',
    others: '{count} other group | {count} other groups', groups: 'Billing groups', groupsIn: 'Billing groups, in {currency}', inCurrency: 'in {currency}', groupsCount: '{count} billing group | {count} billing groups',
    plusUnassigned: 'plus {amount} unassigned', marginIs: '{percent} of revenue', unassignedCount: '{count} of them unassigned', search: 'Search groups',
    columnName: 'Name', columnAccounts: 'Accounts', columnCost: 'Cost', columnProForma: 'Pro forma', columnMargin: 'Margin', columnMarginPercent: 'Margin %',
    unassigned: 'Unassigned', unassignedNote: 'not in the total', noDataTitle: 'No billing data yet', noDataText: 'Upload a bill from your cloud provider to see what each group costs, owes and earns.', noDataWait: 'As soon as your bill is there, you will find it here.', goUpload: 'Upload a bill',
    columnPrevious: 'Before', columnMarginChange: 'Margin change', columnChange: 'Change', totalOfAll: 'of all {count} groups', found: '{count} of {all}',
    noGroupsTitle: 'No billing groups yet', noGroupsText: 'Create a group and put accounts in it to see what the customer owes and what you earn.',
  },
  bill: {
    title: 'Bill', subtitle: '{period} · {accounts} account | {period} · {accounts} accounts', partial: 'partial', partialText: 'Only the accounts of the chosen payer are shown; custom charges are left out.', lines: 'Charges', byService: 'By service', byAccount: 'By account',
    order: 'Order of the charges', service: 'Service', account: 'Account', kind: 'Kind', kindOrRule: 'Kind, priced by', noLines: 'No charges in this period.', showMore: 'Show {count} more',
    noParts: 'Every usage type of this line rounds to zero.', noUsageType: '(no usage type)', unnamed: '(none)', subtotal: 'Subtotal', total: 'Amount due', linesCount: '{count} line | {count} lines', search: 'Search services and accounts', noneFound: 'No charge matches “{search}”.',
    print: 'Print', printStatement: 'Print statement', groupId: 'ID of the billing group', noPrevious: 'No bill for the month before',
  },
  compare: { label: 'Compare with', none: 'No comparison', month: 'Previous month', year: 'Same month last year' },
  priced: { passThrough: 'Passed on at cost', none: 'No rule: the basis price' },
  statement: {
    title: 'Statement', billTo: 'Bill to', period: 'Billing period', days: '{from} – {to}', dataAsOf: 'Data as of', amount: 'Amount', accountId: 'Account ID', taxId: 'Tax ID: {id}', draft: 'This statement is a draft: the billing period has not been closed, and amounts may still change.',
  },
}
