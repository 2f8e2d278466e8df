/*
 * Every screen of the console: who looks at it, and its address on the demo partner, whose things screens.test.js finds.
 * `open` is what is done there before it is looked at, `readme` in which language and theme it is shown in the README.
 */
export const screens = [
  { name: 'sign-in', as: 'nobody', path: () => '/sign-in' },
  { name: 'overview', as: 'partner_admin', readme: 'en-light', path: () => '/overview' },
  { name: 'billing', as: 'partner_admin', readme: 'zh-CN-light', path: ({ period }) => `/billing?period=${period}` },
  { name: 'bill', as: 'partner_admin', open: showRules, readme: 'en-light', path: ({ group, period }) => `/billing/${group}/${period}` },
  { name: 'groups', as: 'partner_admin', path: () => '/groups' },
  { name: 'group-details', as: 'partner_admin', path: ({ group }) => `/groups/${group}` },
  { name: 'group-accounts', as: 'partner_admin', path: ({ group }) => `/groups/${group}/accounts` },
  { name: 'group-pricing', as: 'partner_admin', path: ({ group }) => `/groups/${group}/pricing` },
  { name: 'group-charges', as: 'partner_admin', path: ({ group }) => `/groups/${group}/charges` },
  { name: 'plans', as: 'partner_admin', path: () => '/plans' },
  { name: 'plan', as: 'partner_admin', path: ({ plan }) => `/plans/${plan}` },
  { name: 'insights', as: 'partner_admin', readme: 'en-dark', path: () => '/insights' },
  { name: 'month-over-month', as: 'partner_admin', path: ({ period }) => `/insights/month-over-month?period=${period}` },
  { name: 'pivot', as: 'partner_admin', path: () => '/insights/pivot' },
  { name: 'billing-summary', as: 'partner_admin', path: () => '/insights/billing-summary' },
  { name: 'insights-accounts', as: 'partner_admin', path: () => '/insights/accounts' },
  { name: 'compute', as: 'partner_admin', path: () => '/insights/compute' },
  { name: 'storage', as: 'partner_admin', path: () => '/insights/storage' },
  { name: 'data-transfer', as: 'partner_admin', path: () => '/insights/data-transfer' },
  { name: 'databases', as: 'partner_admin', path: () => '/insights/databases' },
  { name: 'forecast', as: 'partner_admin', path: () => '/insights/forecast' },
  { name: 'accounts', as: 'partner_admin', path: () => '/accounts' },
  { name: 'account', as: 'partner_admin', path: ({ account }) => `/accounts/aws/${account}` },
  { name: 'payers', as: 'partner_admin', path: () => '/payers' },
  { name: 'data', as: 'partner_admin', path: () => '/data' },
  { name: 'drop', as: 'partner_admin', path: ({ drop }) => `/data/drops/${drop}` },
  { name: 'people', as: 'partner_admin', path: () => '/people' },
  { name: 'api-keys', as: 'partner_admin', path: () => '/people/api-keys' },
  { name: 'audit', as: 'partner_admin', path: () => '/audit' },
  { name: 'profile', as: 'partner_admin', path: () => '/profile' },
  { name: 'customer-overview', as: 'customer', path: () => '/overview' },
  { name: 'customer-bill', as: 'customer', path: ({ customerGroup, period }) => `/billing/${customerGroup}/${period}` },
  { name: 'customer-insights', as: 'customer', path: () => '/insights' },
  { name: 'partners', as: 'superadmin', path: () => '/partners' },
]

/** Opens the first service of a bill, and in it the first line: what it is made of, and the rule of each price. */
async function showRules(page) {
  for (const rows of ['.lines tbody tr', '.lines tr.line']) await page.locator(rows).first().locator('button[aria-expanded=false]').click()
}
