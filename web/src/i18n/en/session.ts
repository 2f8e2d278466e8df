export const session = {
  signIn: { title: 'Sign in', tagline: 'Partner billing', username: 'Username', password: 'Password', submit: 'Sign in' },
  password: {
    title: 'Change password', text: 'Your sessions on other devices will end.', firstTitle: 'Choose a new password', firstText: 'You signed in with an initial password. Choose your own to continue.',
    current: 'Current password', next: 'New password', again: 'New password again', hint: 'At least {count} characters', tooShort: 'Use at least {count} characters', same: 'Choose a password other than the current one',
    differs: 'The two passwords differ', submit: 'Save password', done: 'Password changed',
  },
  profile: { title: 'Profile' },
}
