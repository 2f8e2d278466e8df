/* The first that is named wins: Edge and Opera call themselves Chrome, and Chrome calls itself Safari. */
const BROWSERS = [['Edg/', 'Edge'], ['OPR/', 'Opera'], ['MicroMessenger', 'WeChat'], ['Firefox/', 'Firefox'], ['Chrome/', 'Chrome'], ['Safari/', 'Safari'], ['curl/', 'curl']] as const
const SYSTEMS = [['Windows', 'Windows'], ['iPhone', 'iPhone'], ['iPad', 'iPad'], ['Mac OS X', 'macOS'], ['Android', 'Android'], ['Linux', 'Linux']] as const

/** What people call the browser and machine behind a User-Agent; parts that are unknown stay away. */
export function deviceOf(userAgent: string): string {
  const named = (names: readonly (readonly [string, string])[]) => names.find(([mark]) => userAgent.includes(mark))?.[1]
  return [named(BROWSERS), named(SYSTEMS)].filter((part) => part !== undefined).join(' · ') || userAgent.slice(0, 40)
}
