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
 * changes. Two that would share one are told apart, as long as there are colours left.
 */
export function coloursOf(ids: readonly string[]): Map<string, string> {
  const colours = new Map<string, string>()
  const taken = new Set<number>()
  for (const id of ids.toSorted()) {
    let index = hash(id) % PALETTE.length
    while (taken.has(index) && taken.size < PALETTE.length) index = (index + 1) % PALETTE.length
    taken.add(index)
    colours.set(id, PALETTE[index] ?? OTHERS_COLOUR)
  }
  return colours
}
