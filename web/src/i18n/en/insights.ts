export const insights = {
  month: {
    subtitle: 'What changed most since the month before.', groupBy: 'Group by', measure: 'Measure', group: 'Billing group', allGroups: 'All billing groups', change: 'Change', changePercent: 'Change %', isNew: 'new',
    caption: 'Month over month, in {currency}', customCharges: 'Custom charges', unnamed: '(none)', emptyTitle: 'Nothing was charged in either month', emptyText: 'Choose another period or widen the filter.',
  },
}
