export const shell = {
  nav: {
    overview: 'Overview',
    billing: 'Billing',
    monthOverMonth: 'Month over month',
    groups: 'Billing groups',
    plans: 'Pricing plans',
    accounts: 'Accounts',
    payers: 'Payers',
    data: 'Data',
    people: 'Users',
    audit: 'Audit log',
    partners: 'Partners',
  },
  navSection: { billing: 'Billing', insights: 'Insights', organisation: 'Organisation', administration: 'Administration' },
  shell: {
    skip: 'Skip to content', navigation: 'Main', openNavigation: 'Open navigation', payer: 'Payer', allPayers: 'All payers', language: 'Switch language', theme: 'Theme: {theme}',
    account: 'Account menu of {name}', changePassword: 'Change password', signOut: 'Sign out', actingAs: 'You are acting as {name}. Everything you do is audited.', stopActing: 'Return',
  },
  palette: {
    title: 'Go to or find', open: 'Find', placeholder: 'Pages, billing groups, bills, accounts, payers', pages: 'Pages', commands: 'Commands', groups: 'Billing groups', bills: 'Bills', accounts: 'Accounts', payers: 'Payers',
    searching: 'Searching', count: '{count} result | {count} results',
  },
  shortcut: {
    title: 'Keyboard shortcuts', help: 'Show this help', close: 'Close', nextRow: 'Next row of a table', previousRow: 'Previous row', openRow: 'Open the row', expandRow: 'Show its details',
    everywhere: 'Everywhere', tables: 'In tables', goTo: 'Go to',
  },
}
