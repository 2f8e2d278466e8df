/** Query keys in one place, so that a write can name what it makes stale. */
export const keys = {
  partners: ['partners'] as const,
  users: ['users'] as const,
  payers: ['payers'] as const,
  accounts: ['accounts'] as const,
  periods: ['bills', 'periods'] as const,
  bills: ['bills'] as const,
  insights: ['insights'] as const,
  drops: ['drops'] as const,
  jobs: ['jobs'] as const,
  sessions: ['sessions'] as const,
  apiKeys: ['api-keys'] as const,
  audit: ['audit'] as const,
  plans: ['pricing-plans'] as const,
  groups: ['billing-groups'] as const,
  charges: ['custom-charges'] as const,
  catalogue: ['catalogue'] as const,
}

/** Everything that a change of prices, assignments or data shows up in. */
export const pricedKeys = [keys.bills, keys.insights] as const
