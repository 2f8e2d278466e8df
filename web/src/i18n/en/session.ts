export const session = {
  signIn: { title: 'Sign in', tagline: 'Partner billing', username: 'Username', password: 'Password', submit: 'Sign in', ended: 'Your session has ended. Sign in to continue where you were.' },
  password: {
    title: 'Change password', text: 'Your sessions on other devices will end.', firstTitle: 'Choose a new password', firstText: 'You signed in with an initial password. Choose your own to continue.',
    current: 'Current password', next: 'New password', again: 'New password again', hint: 'At least {count} characters', tooShort: 'Use at least {count} characters', same: 'Choose a password other than the current one',
    differs: 'The two passwords differ', submit: 'Save password', done: 'Password changed',
  },
  profile: {
    title: 'Profile', subtitle: 'What is yours alone', account: 'Account', role: 'Role', partner: 'Partner', name: 'Name', email: 'Email', preferences: 'Preferences', language: 'Language', theme: 'Theme',
    rateInput: 'Entering rates', rateInputHint: 'How prices of a plan are typed', shortcuts: 'Keyboard shortcuts', shortcutsHint: 'Keys without Ctrl or ⌘',
  },
  rateInput: { ratio: 'What is paid, 90%', percent: 'Discount, 10%' },
  shortcutKeys: { on: 'On', off: 'Off' },
  sessions: { title: 'Sessions', current: 'This one', seen: 'Last active {seen}, signed in {since}', end: 'Sign out', endOf: 'Sign out {device}', unknown: 'Unknown device' },
  apiKey: {
    title: 'API keys', new: 'New API key', name: 'Name', nameHint: 'What it is for, such as nightly export', key: 'API key', prefix: 'Begins with', permissions: 'Permissions', lastUsed: 'Last used', neverUsed: 'Never',
    expires: 'Expires', expired: 'Expired', lifetime: 'Valid for', onlyReading: 'Reading only', everything: 'All of mine', nothing: 'None', needsPermission: 'Choose at least one permission',
    created: 'The key {name} is ready.', shownOnce: 'Copy it now: it is not shown again.', revoke: 'Revoke', revokeTitle: 'Revoke {name}?', revokeText: 'Programs that use it are refused from now on.',
    emptyTitle: 'No API keys', emptyText: 'A key lets a program read and do what you allow it, in your name.',
  },
  apiKeyLifetime: { days30: '30 days', days90: '90 days', year: 'One year', never: 'No end' },
}
