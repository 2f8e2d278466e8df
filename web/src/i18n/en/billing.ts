export const billing = {
  billing: {
    revenue: 'Revenue', expense: 'Cost', profit: 'Margin', accounts: 'Accounts', composition: 'Cost by group', compositionOf: 'Cost by billing group, {period}', compositionEmpty: 'No billing group has cost in this period yet.',
    others: '{count} other group | {count} other groups', groups: 'Billing groups', groupsIn: 'Billing groups, in {currency}', inCurrency: 'in {currency}', groupsCount: '{count} billing group | {count} billing groups',
    plusUnassigned: 'plus {amount} unassigned', marginIs: '{percent} of revenue', unassignedCount: '{count} of them unassigned', search: 'Search groups',
    columnName: 'Name', columnAccounts: 'Accounts', columnCost: 'Cost', columnProForma: 'Pro forma', columnMargin: 'Margin', columnMarginPercent: 'Margin %',
    unassigned: 'Unassigned', unassignedNote: 'not in the total', noDataTitle: 'No billing data yet', noDataText: 'Upload a bill from your cloud provider to see what each group costs, owes and earns.', goUpload: 'Upload a bill',
    noGroupsTitle: 'No billing groups yet', noGroupsText: 'Create a group and put accounts in it to see what the customer owes and what you earn.',
  },
  bill: {
    title: 'Bill', subtitle: '{period} · {accounts} account | {period} · {accounts} accounts', partial: 'partial', partialText: 'Only the accounts of the chosen payer are shown; custom charges are left out.', lines: 'Charges', byService: 'By service', byAccount: 'By account',
    order: 'Order of the charges', service: 'Service', account: 'Account', kind: 'Kind', showUsageTypes: 'Usage types of {name}', noLines: 'No charges in this period.', showMore: 'Show {count} more',
    noParts: 'Every usage type of this line rounds to zero.', noUsageType: '(no usage type)', subtotal: 'Subtotal', total: 'Amount due',
  },
}
