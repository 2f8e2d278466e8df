export const messages = {
  common: {
    retry: 'Try again', loading: 'Loading', cancel: 'Cancel', create: 'Create', save: 'Save', add: 'Add', edit: 'Edit', delete: 'Delete', remove: 'Remove',
    currency: 'Currency', state: 'Status', createdAt: 'Created', actions: 'Actions', total: 'Total', download: 'Download CSV', all: 'All', none: 'None', search: 'Search',
    asOf: 'Data as of {time}', back: 'Back', saved: 'Saved', yes: 'Yes', no: 'No', close: 'Close',
  },
  form: {
    required: 'This is required', optional: 'optional', unsavedTitle: 'Unsaved changes', unsavedText: 'What you have not saved on this page will be lost.', discard: 'Discard changes', keepEditing: 'Keep editing',
    unsaved: 'Unsaved changes', reset: 'Undo changes',
  },
  problem: {
    unexpected: 'Something went wrong', network: 'The server cannot be reached', networkDetail: 'Check your connection and try again.', http: 'The request failed ({status})', requestId: 'Request',
  },
  nav: { billing: 'Billing', monthOverMonth: 'Month over month', groups: 'Billing groups', data: 'Data', people: 'Users', partners: 'Partners' },
  shell: {
    skip: 'Skip to content', navigation: 'Main', openNavigation: 'Open navigation', payer: 'Payer', allPayers: 'All payers', language: 'Switch language', theme: 'Theme: {theme}',
    account: 'Account menu of {name}', changePassword: 'Change password', signOut: 'Sign out', actingAs: 'You are acting as {name}. Everything you do is audited.', stopActing: 'Return',
  },
  theme: { system: 'system', light: 'light', dark: 'dark' },
  role: { superadmin: 'Platform administrator', partner_admin: 'Partner administrator', payer_admin: 'Payer administrator', finance: 'Finance', auditor: 'Auditor', customer: 'Customer' },
  roleHint: {
    partner_admin: 'Manages every payer, billing group and price of this partner.', payer_admin: 'Manages only the chosen payers.', finance: 'Reads everything; cannot change prices.',
    auditor: 'Reads everything, changes nothing.', customer: 'Sees the charges of its own billing groups; never cost or margin.',
  },
  userState: { active: 'Active', disabled: 'Disabled' },
  partnerState: { active: 'Active', suspended: 'Suspended' },
  notFound: { title: 'Nothing to show here', text: 'The page does not exist, or you are not allowed to see it.', home: 'Go to the start page' },
  unreachable: { title: 'No answer from the server' },
  signIn: { title: 'Sign in', tagline: 'Partner billing', username: 'Username', password: 'Password', submit: 'Sign in' },
  password: {
    title: 'Change password', text: 'Your sessions on other devices will end.', firstTitle: 'Choose a new password', firstText: 'You signed in with an initial password. Choose your own to continue.',
    current: 'Current password', next: 'New password', again: 'New password again', hint: 'At least {count} characters', tooShort: 'Use at least {count} characters', same: 'Choose a password other than the current one',
    differs: 'The two passwords differ', submit: 'Save password', done: 'Password changed',
  },
  partners: {
    subtitle: 'Every partner’s data is kept apart. What you do inside one is audited.', new: 'New partner', name: 'Name', slug: 'Slug', slugHint: 'Used on the command line, e.g. acme-cloud; best left unchanged later',
    slugRule: 'Use lower-case letters, digits and hyphens', currencyHint: 'ISO 4217 code, e.g. USD or CNY', actAs: 'Act as', created: 'Partner {name} created',
    emptyTitle: 'No partners yet', emptyText: 'Create the first one, then act as it to upload bills and add its users.',
  },
  people: {
    subtitle: 'Who can sign in to this partner, and as what.', new: 'New user', username: 'Username', name: 'Name', email: 'Email', role: 'Role', password: 'Initial password', passwordHint: 'Must be changed at the first sign-in',
    lastSignIn: 'Last sign-in', payers: 'Payers to manage', groups: 'Billing groups to see', choosePayers: 'Choose payers', chooseGroups: 'Choose billing groups', disable: 'Disable', enable: 'Enable',
    created: 'User {name} created', emptyTitle: 'No users yet', emptyText: 'Create a sign-in for a colleague or a customer.',
  },
  period: { label: 'Billing period', previous: 'Previous period', next: 'Next period' },
}
