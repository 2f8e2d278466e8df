import type { AuditState } from '@/api/types'

/** One member that an entry of the log changed; a side without a value had no such member. */
export interface FieldChange {
  /** Members from the outside in: `bill_to.name`, `rules[2].percent`. */
  path: string
  before: string | null
  after: string | null
}

/* They change with every write, and say nothing that the entry does not. */
const NOISE = new Set(['updated_at', 'etag', 'cursor'])

type Leaves = Map<string, string>

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)

function gather(value: unknown, path: string, leaves: Leaves): void {
  if (value === null || value === undefined || value === '') return
  if (Array.isArray(value)) gatherList(value, path, leaves)
  else if (isObject(value)) for (const [name, member] of Object.entries(value)) gatherMember(name, member, path, leaves)
  else leaves.set(path, String(value))
}

function gatherMember(name: string, member: unknown, path: string, leaves: Leaves): void {
  if (!NOISE.has(name)) gather(member, path === '' ? name : `${path}.${name}`, leaves)
}

/* Plain values are one line; objects are told apart by what names them, so that one more does not move the others. */
function gatherList(list: readonly unknown[], path: string, leaves: Leaves): void {
  if (!list.some(isObject)) {
    if (list.length > 0) leaves.set(path, list.map(String).join(', '))
    return
  }
  list.forEach((item, index) => gather(item, `${path}[${nameOf(item) ?? index + 1}]`, leaves))
}

function nameOf(item: unknown): string | undefined {
  if (!isObject(item)) return undefined
  const parts = [item.account_id ?? item.line_item_type ?? item.name ?? item.id, item.starts_on].filter((part) => typeof part === 'string')
  return parts.length > 0 ? parts.join(' ') : undefined
}

/** What differs between two states, in the order of the newer one. Without an older one everything is new. */
export function changesOf(before: AuditState, after: AuditState): FieldChange[] {
  const old: Leaves = new Map()
  const young: Leaves = new Map()
  gather(before, '', old)
  gather(after, '', young)
  const paths = [...young.keys(), ...[...old.keys()].filter((path) => !young.has(path))]
  return paths
    .map((path) => ({ path, before: old.get(path) ?? null, after: young.get(path) ?? null }))
    .filter((change) => change.before !== change.after)
}

/** The outermost members that changed, each once: what a row of the list has room for. */
export const changedMembers = (changes: readonly FieldChange[]) => [...new Set(changes.map(({ path }) => path.split(/[.[]/)[0] ?? path))]
