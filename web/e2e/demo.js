import { signIn } from './server.js'

const PASSWORD = 'looks at every screen'

export const demoAdmin = () => signIn('demo', 'welcome to proforma')

/** A person of that role who reads that language: the console speaks the language of its user. */
export async function makePerson(admin, role, language, { prefix, name, groups = [] }) {
  const username = `${prefix}-${role.replace('_', '-')}-${language.toLowerCase()}`
  await admin.post('/users', { username, name: name ?? username, email: `${username}@example.com`, password: PASSWORD, role, language, must_change_password: false,
    payer_ids: [], billing_group_ids: groups })
  return { username, password: PASSWORD }
}

/** The newest month that is over. */
export async function wholePeriod(admin) {
  return (await admin.get('/bills/periods')).items[1].period
}

/** The group that the demo's customer sees. */
export async function customerGroup(period) {
  const customer = await signIn('demo-customer', 'welcome to proforma')
  return (await customer.get(`/bills?period=${period}`)).items[0].billing_group_id
}
