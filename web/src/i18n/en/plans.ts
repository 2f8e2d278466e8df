export const plans = {
  plan: {
    new: 'New pricing plan', name: 'Plan name', nameFor: '{name} pricing', basis: 'Basis', freeTier: 'Free tier', freeTierHint: 'When on, usage within the free tier is free for the customer too', passThrough: 'Pass through at cost',
    passThroughHint: 'These kinds are billed at cost, without a rule. What is neither priced nor passed through stays with you.', choiceHint: 'Several groups may share one plan', usedByOthers: '{count} other group uses this plan too. A change applies to it as well. | {count} other groups use this plan too. A change applies to them as well.', shared: 'This plan prices {count} group. | This plan prices {count} groups. A change applies to all of them.',
    copyForGroup: 'Copy the plan for this group only', copyText: 'A copy of {name}, for this group alone; the other groups keep theirs.', open: 'Open the plan', use: 'Use this plan', freeTierOn: 'Free for the customer too', freeTierOff: 'Charged to the customer', passThroughNone: 'Nothing',
    saveAndUse: 'Save and use', saved: 'Pricing saved; bills show it at once', noneTitle: 'No pricing plan', noneText: 'The customer is billed at public on-demand prices, without discount or markup.',
  },
  basisHint: {
    public_on_demand: 'Public on-demand prices; what reservations and savings plans save stays with you', unblended: 'Unblended cost as billed', net_unblended: 'Unblended cost after discounts', amortized: 'Upfront fees spread over the days they cover', net_amortized: 'Upfront fees spread, after discounts',
  },
  ruleScope: { global: 'Everything', billing_entity: 'Billing entity', service: 'Service', sku: 'Usage type' },
  ruleType: { markup: 'Markup', discount: 'Discount', fixed: 'Fixed unit price' },
  rule: {
    title: 'Rules', text: 'Only the most specific rule applies to a charge: usage type, then service, billing entity, everything.', none: 'No rules yet: everything is billed at its base price.', add: 'Add a rule', number: 'Rule {number}', scope: 'Applies to', method: 'Method', methodRate: 'Percentage',
    usageType: 'Usage type', operation: 'Operation', billingEntity: 'Billing entity', chooseOrType: 'Choose or type', ratio: 'Customer pays', ratioHint: '90 is 10% off; above 100 is a markup', ratioPlaceholder: 'e.g. 90', percent: 'Discount or markup', direction: 'Discount or markup', unitPrice: 'Unit price',
    meansDiscount: 'The customer pays {ratio}%, a discount of {percent}%', meansRatio: 'The customer pays {ratio}%, a discount of {percent}%', meansMarkup: 'The customer pays {ratio}%, a markup of {percent}%', from: 'From', lastDay: 'Last day', always: 'always', noEnd: 'no end',
    each: '{price} per unit', unchanged: 'unchanged', off: '{percent}% off', offMuch: '{percent}% off', onTop: '+{percent}%', fromTo: '{from} to {to}', since: 'from {from}', until: 'until {to}', colon: ': ', comma: ', ', ended: 'ended', upcoming: 'upcoming', search: 'Search rules', more: 'Show more ({count})',
    input: 'How rates are entered', inputRatio: 'Share paid (90)', inputPercent: 'Percent off or on top',
  },
  ruleProblem: {
    overlap: 'Another rule prices the same on some of these days', required: 'This is required', notPercent: 'Enter a percent with at most 6 decimals', notRatio: 'Enter the share paid, such as 90', discountOver100: 'A discount is at most 100%', notAmount: 'Enter a unit price of 0 or more', fixedNeedsSku: 'A fixed unit price needs a usage type', endBeforeStart: 'The last day is before the first',
  },
  plans: {
    subtitle: 'What prices exist, who uses them, and where they differ.', view: 'View', emptyTitle: 'No pricing plans yet', emptyText: 'Without one, customers are billed at public prices. Create a plan and give it to billing groups.', newText: 'A plan takes effect on bills as soon as a billing group uses it.',
    general: 'For everything', noGeneral: 'Base price', usedBy: 'Used by', unused: 'nobody', moreGroups: 'and {count} more | and {count} more', search: 'Search plans and groups', noneFound: 'No plan found', noneFoundText: 'Nothing is named “{search}”, neither a plan nor a group that uses one.', clearSearch: 'Clear the search',
    duplicate: 'Duplicate', duplicateOf: 'Duplicate of {name}', copyName: '{name} (copy)', sameAs: 'Same prices as {name}', inUse: 'Billing groups use this plan; give them another one first.', deleteTitle: 'Delete {name}?', deleteText: 'No billing group uses the plan. It and its rules are deleted for good; its history stays in the audit log.', deleted: '{name} deleted',
    searchTarget: 'Search targets', allPlans: 'All plans', choose: 'Plans to compare', onlyDifferences: 'Only differences', matrixNote: 'From most to least specific. Grey: no rule of its own today, so a wider one counts.', asFor: 'as for {target}', noRule: 'no rule: base price', noRuleFits: 'no rule fits: base price', noTarget: 'No targets to show', noDifference: 'Where rules exist, these plans agree.',
    unusedTitle: 'No billing group uses this plan', unusedText: 'Choose it on the Pricing tab of a group.', created: 'Created', changed: 'Changed', noHistory: 'No changes recorded', nothingChanged: 'Saved without a change',
  },
  plansView: { list: 'List', matrix: 'Compare rules' },
  planTab: { rules: 'Prices', groups: 'Used by', history: 'History' },
  planChange: { name: 'Name', basis: 'Basis', freeTier: 'Free tier', passThrough: 'At cost', ruleAdded: 'Rule added', ruleRemoved: 'Rule removed', ruleChanged: 'Rule changed' },
  effect: { title: 'What this made of the bills of {period}', none: 'No bill of the month changes.', text: 'All affected bills are listed.', unchanged: '{count} bill stays as it was. | {count} bills stay as they were.', marginPercent: 'Margin %', close: 'Close' },
}
