// Sides in turn: each round runs every side once, the next round in the opposite order, so that
// neither side always has the machine as the other left it.

// sides: { name: async () => sample } → { name: [sample of each round] }. `between` is run before
// each side and not measured. With isFixed the order stays as given.
export async function alternate(rounds, sides, { between = async () => {}, warmUp = true,
  isFixed = false } = {}) {
  const names = Object.keys(sides)
  const samples = Object.fromEntries(names.map((name) => [name, []]))
  for (let round = warmUp ? -1 : 0; round < rounds; round++)
    for (const name of isFixed || round % 2 === 0 ? names : names.toReversed()) {
      await between(name)
      const sample = await sides[name]()
      if (round >= 0) samples[name].push(sample)
    }
  return samples
}
