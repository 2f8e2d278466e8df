// Chance that can be had again: everything random in a run follows from its seed, which is printed.
export const seed = Number(process.env.PROFORMA_FAULT_SEED ?? Date.now() % 2 ** 31)

// Each actor draws from a sequence of its own, so that what one does is not moved by the others'
// timing: new Chance('uploader').
export class Chance {
  constructor(name) {
    this.state = [...name].reduce((hash, c) => Math.imul(hash ^ c.charCodeAt(0), 0x01000193), seed)
  }

  next() {
    this.state = (this.state + 0x6d2b79f5) | 0
    let t = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return (t ^ (t >>> 14)) >>> 0
  }
  below(limit) {
    return this.next() % limit
  }
  between(low, high) {
    return low + this.below(high - low + 1)
  }
  oneIn(n) {
    return this.below(n) === 0
  }
  pick(list) {
    return list[this.below(list.length)]
  }
  // By weight: { often: 5, seldom: 1 }.
  pickWeighted(weights) {
    let place = this.below(Object.values(weights).reduce((sum, weight) => sum + weight))
    return Object.keys(weights).find((key) => (place -= weights[key]) < 0)
  }
}
