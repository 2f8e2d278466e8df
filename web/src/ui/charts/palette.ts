/* Okabe and Ito's order, darkened to stand out on white and on the dark ground, apart for colour-blind eyes too. */
export const PALETTE = ['#4a5be0', '#e08a1e', '#139a74', '#c75b9b', '#3ba3d9', '#b5541c', '#8a7bd8', '#9aa414', '#d64550', '#5b7f95'] as const
export const OTHERS_COLOUR = '#8d94a8'

function hash(text: string): number {
  let value = 0
  for (const character of text) value = (Math.imul(value, 31) + (character.codePointAt(0) ?? 0)) >>> 0
  return value
}

/**
 * A colour belongs to the thing, not to its rank: it follows from the id, and stays when the month or the order
 * changes. Of two that would share one, the later looks for another among those that nobody here calls his own, as
 * long as there are any; so the company something is in changes few colours.
 */
export function coloursOf(ids: readonly string[]): Map<string, string> {
  const taken = new Map<number, string>()
  const sorted = ids.toSorted()
  for (const id of sorted) if (!taken.has(hash(id) % PALETTE.length)) taken.set(hash(id) % PALETTE.length, id)
  const colours = new Map([...taken].map(([index, id]) => [id, PALETTE[index] ?? OTHERS_COLOUR]))
  for (const id of sorted) {
    if (colours.has(id)) continue
    let index = hash(id) % PALETTE.length
    while (taken.has(index) && taken.size < PALETTE.length) index = (index + 1) % PALETTE.length
    taken.set(index, id)
    colours.set(id, PALETTE[index] ?? OTHERS_COLOUR)
  }
  return colours
}
