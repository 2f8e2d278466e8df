/** The kinds of things the log is about, and what happens to them, as the server names them. */
export const ENTITIES = ['billing_group', 'pricing_plan', 'custom_charge', 'account', 'payer', 'drop', 'job', 'user', 'session', 'api_key', 'partner'] as const

export const ACTIONS = [
  'billing_group.create', 'billing_group.update', 'billing_group.assign', 'billing_group.delete', 'pricing_plan.create', 'pricing_plan.update', 'pricing_plan.delete',
  'custom_charge.create', 'custom_charge.update', 'custom_charge.delete', 'account.update', 'payer.create', 'payer.update', 'payer.delete', 'drop.create', 'job.create', 'job.retry',
  'user.create', 'user.update', 'user.password_change', 'user.password_reset', 'user.delete', 'session.create', 'session.delete', 'api_key.create', 'api_key.delete', 'partner.create', 'partner.update',
] as const
