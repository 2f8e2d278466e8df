export const shell = {
  nav: { billing: 'Billing', monthOverMonth: 'Month over month', groups: 'Billing groups', plans: 'Pricing plans', data: 'Data', people: 'Users', partners: 'Partners' },
  shell: {
    skip: 'Skip to content', navigation: 'Main', openNavigation: 'Open navigation', payer: 'Payer', allPayers: 'All payers', language: 'Switch language', theme: 'Theme: {theme}',
    account: 'Account menu of {name}', changePassword: 'Change password', signOut: 'Sign out', actingAs: 'You are acting as {name}. Everything you do is audited.', stopActing: 'Return',
  },
}
