import { describe, expect, it } from 'vitest'
import { percentOf, rowRate, secondsLeft, speed, withSample, type Sample } from './progress'

const steady = (seconds: number, perSecond: number): Sample[] => Array.from({ length: seconds + 1 }, (_, at) => ({ at: at * 1000, done: at * perSecond }))

describe('the time left', () => {
  it('follows from how fast it went', () => {
    expect(speed(steady(5, 200))).toBe(200)
    expect(secondsLeft(steady(5, 200), 3000)).toBe(10)
  })

  it('is not guessed from too little', () => {
    expect(secondsLeft([], 100)).toBeNull()
    expect(secondsLeft([{ at: 0, done: 0 }], 100)).toBeNull()
    expect(secondsLeft([{ at: 0, done: 0 }, { at: 400, done: 50 }], 100)).toBeNull()
    expect(secondsLeft([{ at: 0, done: 7 }, { at: 9000, done: 7 }], 100)).toBeNull()
  })

  it('is nothing at the end', () => {
    expect(secondsLeft(steady(5, 200), 1000)).toBeNull()
  })

  it('forgets how fast it was long ago', () => {
    const slowThenFast = [...steady(10, 1), { at: 20_000, done: 1000 }].reduce<Sample[]>(withSample, [])
    expect(slowThenFast.every((sample) => sample.at >= 10_000)).toBe(true)
    expect(speed(slowThenFast)).toBe(99)
  })
})

describe('what an ingest says of itself', () => {
  it('is read', () => expect(rowRate('1200 rows, 400 rows/s')).toEqual({ rows: 1200, perSecond: 400 }))
  it('may be something else', () => expect(rowRate('')).toBeNull())
})

describe('percent', () => {
  it('keeps a hundred for what is finished', () => {
    expect(percentOf(0, 0)).toBe(0)
    expect(percentOf(1, 3)).toBe(33)
    expect(percentOf(3, 3)).toBe(99)
  })
})
