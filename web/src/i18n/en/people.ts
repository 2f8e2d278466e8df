export const people = {
  people: {
    subtitle: 'Who can sign in to this partner, and as what.', new: 'New user', edit: 'Edit user', username: 'Username', name: 'Name', email: 'Email', role: 'Role', scope: 'Limited to', everything: 'Whole partner', comma: ', ', password: 'Initial password', passwordHint: 'At least 10 characters; must be changed at the first sign-in',
    resetPassword: 'New password', resetHint: 'Ends their sessions, and must be changed at the next sign-in', stateHint: 'Disabling ends their sessions and API keys', notYourself: 'Ask another administrator to change this for you', you: 'You', never: 'Never', mustChange: 'Must change password',
    lastSignIn: 'Last sign-in', payers: 'Payers to manage', groups: 'Billing groups to see', choosePayers: 'Choose payers', chooseGroups: 'Choose billing groups', deleteTitle: 'Delete {name}?', deleteText: 'Their sessions and API keys end at once. The audit log keeps what they did.', deleted: 'User {name} deleted',
    created: 'User {name} created', emptyTitle: 'No users yet', emptyText: 'Create a sign-in for a colleague or a customer.', keysSubtitle: 'Your own keys, for programs that use the API with some of your permissions.', keysActingTitle: 'No API keys while acting', keysActingText: 'An API key belongs to one of the partner\'s own people. Sign in as one of them to create it.',
  },
  roleHint: {
    partner_admin: 'Manages every payer, billing group and price of this partner.', payer_admin: 'Manages only the chosen payers.', finance: 'Reads costs, prices and bills; changes nothing.',
    auditor: 'Reads everything, changes nothing.', customer: 'Sees the charges of its own billing groups; never cost or margin.',
  },
}
