export const people = {
  people: {
    subtitle: 'Who can sign in to this partner, and as what.', new: 'New user', username: 'Username', name: 'Name', email: 'Email', role: 'Role', password: 'Initial password', passwordHint: 'Must be changed at the first sign-in',
    lastSignIn: 'Last sign-in', payers: 'Payers to manage', groups: 'Billing groups to see', choosePayers: 'Choose payers', chooseGroups: 'Choose billing groups', disable: 'Disable', enable: 'Enable',
    created: 'User {name} created', emptyTitle: 'No users yet', emptyText: 'Create a sign-in for a colleague or a customer.',
  },
  roleHint: {
    partner_admin: 'Manages every payer, billing group and price of this partner.', payer_admin: 'Manages only the chosen payers.', finance: 'Reads everything; cannot change prices.',
    auditor: 'Reads everything, changes nothing.', customer: 'Sees the charges of its own billing groups; never cost or margin.',
  },
}
