export const plans = {
  plan: {
    new: 'New pricing plan', name: 'Plan name', nameFor: '{name} pricing', basis: 'Basis', freeTier: 'Free tier', freeTierHint: 'When on, usage within the free tier is free for the customer too', passThrough: 'Pass through at cost',
    passThroughHint: 'These kinds are billed at cost, without a rule. What is neither priced nor passed through stays with you.', choiceHint: 'Several groups may share one plan', usedByOthers: 'Other groups use this plan too: {count}. A change applies to them as well.',
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
    input: 'How rates are entered', inputRatio: 'Share paid (90)', inputPercent: 'Percent off or on top',
  },
  ruleProblem: {
    required: 'This is required', notPercent: 'Enter a percent with at most 6 decimals', notRatio: 'Enter the share paid, such as 90', discountOver100: 'A discount is at most 100%', notAmount: 'Enter a unit price of 0 or more', fixedNeedsSku: 'A fixed unit price needs a usage type', endBeforeStart: 'The last day is before the first',
  },
}
