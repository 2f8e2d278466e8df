export const groups = {
  groups: {
    new: 'New billing group', edit: 'Edit billing group', name: 'Name', nameHint: 'Usually the customer\'s name; it appears on the bill', description: 'Description', currency: 'Bill currency', plan: 'Pricing plan', noPlan: 'No pricing plan', planLater: 'Can be changed under Pricing later',
    newText: 'Put one customer\'s accounts into a group and bill them at one set of prices.', createAndChoose: 'Create and choose accounts', updatedAt: 'Updated', subtitle: 'One group for each customer: which accounts, at what prices, billed to whom.',
    currencyHint: 'ISO 4217 code, such as USD or CNY', partial: 'partial', partialText: 'This group holds accounts of other payers too. You see yours; only the partner\'s administrator may change it.', viewBill: 'View bill', about: 'Details', billTo: 'Bill to', billToName: 'Company', billToTaxId: 'Tax ID', billToEmail: 'Email for bills', billToAddress: 'Address',
    deleteTitle: 'Delete {name}?', deleteText: 'The group cannot be brought back.', losesAccounts: 'It holds no account today. | {count} account becomes unassigned and is billed to nobody. | {count} accounts become unassigned and are billed to nobody.', losesBill: 'Its bill of {period}, {amount}, disappears, and so do those of all other months.', losesCharges: 'Its custom charges are deleted: {names}.', deleteHead: 'Delete this group', deleteHint: 'Its accounts become unassigned; its bills and custom charges disappear.', delete: 'Delete the group',
    search: 'Search name, plan or company', figuresOf: 'Figures of {period}', noneFound: 'No billing group found', noneFoundText: 'Nothing matches “{search}”.', deleted: '{name} deleted',
    emptyTitle: 'No billing groups yet', emptyText: 'Create one to give accounts to a customer and set prices.',
  },
  groupTab: { details: 'Details', accounts: 'Accounts', pricing: 'Pricing', charges: 'Custom charges' },
  assignment: {
    title: 'Accounts', text: 'Charges count by day: those from the first day through the last day belong to this group.', add: 'Add an account (name or ID)', inNone: 'unassigned', inGroup: 'in {name}', noneLeft: 'No account to add',
    saveFirst: 'in {name}; save first to move it', account: 'Account', days: 'Days', search: 'Search accounts', more: 'Show more ({count})', noneFound: 'No account of this group matches', since: 'since {from}', fromTo: '{from} to {to}', startsOn: 'First day', lastDay: 'Last day', ongoing: 'ongoing', endBeforeStart: 'The last day is before the first',
    emptyTitle: 'No accounts yet', emptyText: 'Choose accounts above to put them into this group.', noAccounts: 'There are no accounts at all yet. Those named in a bill appear when it is uploaded.',
  },
  move: {
    title: 'Move {account} here', text: 'From that day on its charges belong to {to}; until the day before they stay with {from}.', day: 'First day here', dayHint: 'The first of a month moves whole bills; any other day splits the month.', stay: '{name} from {from}',
    effect: 'What becomes of the bills', noEffect: 'There is no data from that day on yet, so no bill changes.', joined: 'this group', submit: 'Move the account', done: '{account} is in {group} now',
  },
  charge: {
    new: 'New custom charge', edit: 'Edit custom charge', name: 'Name', description: 'Description', kind: 'Kind', flat: 'Flat per month ({currency})', percentage: 'Percentage', periods: 'Periods', since: 'from {from}', fromTo: '{from} to {to}',
    inBillOf: 'In the bill of {period}', onlyOf: 'only {names}', onlyAccounts: 'only {count} account | only {count} accounts', deleted: '{name} deleted',
    text: 'Adds to or takes off the bill, beside its charges: a flat amount, or a percentage of usage.', emptyTitle: 'No custom charges', emptyText: 'Add one for a service fee or a credit to the customer.', deleteTitle: 'Delete {name}?', deleteText: 'It disappears from open bills at once.',
    method: 'Calculated as', methodFlat: 'Flat amount', methodPercentage: 'Percentage', amount: 'Amount', percent: 'Percent', percentHint: 'Of the subtotal of this group\'s charges', creditHint: 'Enter a positive amount; the bill shows it as negative', repeats: 'Repeats', monthly: 'Monthly', once: 'Once',
    inPeriod: 'In period', from: 'First period', last: 'Last period', noEnd: 'no end', services: 'Only these services', accounts: 'Only these accounts', allServices: 'All services', allAccounts: 'All accounts', includeFlat: 'Include flat custom charges', dropNegation: 'Leave savings plan negation out',
  },
  chargeProblem: { required: 'This is required', notAmount: 'Enter an amount of 0 or more', notPercent: 'Enter a percent with at most 6 decimals', endBeforeStart: 'The last period is before the first' },
}
