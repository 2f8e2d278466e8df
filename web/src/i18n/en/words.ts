export const words = {
  kind: {
    usage: 'Usage', tax: 'Tax', credit: 'Credit', refund: 'Refund', discount: 'Discount', commitment_fee: 'Reservation or savings plan', other: 'Other', support: 'Support', marketplace: 'Marketplace', fee: 'Fee', tier: 'Tier',
  },
  chargeKind: { fee: 'Fee', credit: 'Credit' },
  grouping: { service: 'Service', account: 'Account', billing_group: 'Billing group', usage_type: 'Usage type' },
  measure: { cost: 'Cost', pro_forma: 'Pro forma', margin: 'Margin' },
  provider: { aws: 'AWS', alibaba: 'Alibaba Cloud', anycost: 'AnyCost', focus: 'FOCUS' },
  role: { superadmin: 'Platform administrator', partner_admin: 'Partner administrator', payer_admin: 'Payer administrator', finance: 'Finance', auditor: 'Auditor', customer: 'Customer' },
  billState: { open: 'Open', closed: 'Closed', issued: 'Issued', void: 'Void' },
  dropState: { current: 'Current', superseded: 'Superseded' },
  userState: { active: 'Active', disabled: 'Disabled' },
  partnerState: { active: 'Active', suspended: 'Suspended' },
  basis: { public_on_demand: 'Public on-demand', unblended: 'Unblended', net_unblended: 'Net unblended', amortized: 'Amortized', net_amortized: 'Net amortized' },
}
