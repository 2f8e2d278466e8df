export const accounts = {
  accounts: {
    one: 'Account', subtitle: 'Which accounts there are, whose they are, and what they cost.', id: 'Account ID', email: 'Email', group: 'Billing group', groupToday: 'Billing group today', unassigned: 'Unassigned', unassignedCount: 'Unassigned ({count})', since: 'In bills since', costIn: 'Cost {period} ({currency})', trend: '13 months', trendOf: 'Cost of {name} over thirteen months',
    search: 'Search name, ID or email', anyGroup: 'Any billing group', anyState: 'Any status', select: 'Select {name}', selectAll: 'Select all shown', chosen: '{count} selected', emptyTitle: 'No accounts yet', emptyText: 'Accounts appear when a bill names them for the first time.', upload: 'Upload a bill', noneTitle: 'No account fits these filters', showAll: 'Show all accounts',
    assign: 'Assign to a billing group', assignTitle: 'Assign {count} account | Assign {count} accounts', chooseGroup: 'Choose a billing group', firstDay: 'First day', firstDayHint: 'Until the day before, an account stays where it is', from: 'from {name}', moved: 'assigned', assigned: '{count} account assigned | {count} accounts assigned',
    facts: 'Details', history: 'Billing groups by day', fromTo: '{from} – {to}', fromOn: 'since {from}', now: 'Today', neverAssigned: 'This account has not been in a billing group.', services: 'Cost by service', noCost: 'No cost in these months.', explore: 'Explore cost', edit: 'Edit account', nameHint: 'Shown in place of the name in bills',
  },
  accountState: { active: 'Active', suspended: 'Suspended', closed: 'Closed' },
  payers: {
    subtitle: 'The accounts that pay your providers\' bills, and how fresh their data is.', new: 'New payer', edit: 'Edit payer', name: 'Name', provider: 'Provider', externalId: 'Payer account ID', externalIdHint: 'For AWS the 12-digit management account, as named in the bill', fixedHint: 'What the provider knows it by cannot be changed', awsId: 'An AWS account ID has 12 digits', created: 'Payer {name} created',
    emptyTitle: 'No payers yet', emptyText: 'Register the account that pays the bill (the AWS management account), then upload its file.', freshness: 'Freshness', fresh: 'Up to date', behind: '{days} day behind | {days} days behind', noData: 'No data yet', deleteTitle: 'Delete {name}?', deleteText: 'Only a payer without data can be deleted.', deleted: 'Payer {name} deleted',
  },
}
