import { accounts } from './accounts'
import { audit } from './audit'
import { billing } from './billing'
import { common } from './common'
import { data } from './data'
import { groups } from './groups'
import { insights } from './insights'
import { overview } from './overview'
import { partners } from './partners'
import { people } from './people'
import { plans } from './plans'
import { session } from './session'
import { shell } from './shell'
import { words } from './words'

/** One file for each feature; `words` are the terms that several share. */
export const messages = { ...accounts, ...audit, ...billing, ...common, ...data, ...groups, ...insights, ...overview, ...partners, ...people, ...plans, ...session, ...shell, ...words }
