/* Okabe and Ito's order, darkened to stand out on white and on the dark ground, apart for colour-blind eyes too. */
export const PALETTE = ['#4a5be0', '#e08a1e', '#139a74', '#c75b9b', '#3ba3d9', '#b5541c', '#8a7bd8', '#9aa414', '#d64550', '#5b7f95'] as const
export const OTHERS_COLOUR = '#8d94a8'

/** A colour belongs to the thing, not to its rank: it stays when the month or the order changes. */
export function coloursOf(ids: readonly string[]): Map<string, string> {
  const sorted = ids.toSorted()
  return new Map(sorted.map((id, index) => [id, PALETTE[index % PALETTE.length] ?? OTHERS_COLOUR]))
}
