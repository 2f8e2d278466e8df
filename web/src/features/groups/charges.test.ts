import { describe, expect, it } from 'vitest'
import { blankCharge, chargeFormOf, chargeOf, chargeProblems } from './charges'

describe('a custom charge', () => {
  it('for one month ends with it', () => {
    const charge = chargeOf({ ...blankCharge('2023-12'), name: 'Setup', amount: '50', repeats: 'once' }, 'g')
    expect(charge).toMatchObject({ amount: '50', percent: null, from: '2023-12', to: '2024-01', filters: null })
    expect(chargeFormOf({ ...charge, id: '1' })).toMatchObject({ repeats: 'once', method: 'flat' })
  })

  it('as a percentage carries its filters', () => {
    const charge = chargeOf({ ...blankCharge('2023-11'), name: 'Support', method: 'percentage', amount: '9', percent: '3', include_flat: true, services: ['AmazonEC2'] }, 'g')
    expect(charge).toMatchObject({ amount: null, percent: '3', include_flat: true, filters: { services: ['AmazonEC2'] }, to: null })
  })

  it('says what is wrong with it', () => {
    expect(chargeProblems({ ...blankCharge('2023-11'), amount: '-5' })).toEqual({ '/name': 'required', '/amount': 'notAmount' })
    expect(chargeProblems({ ...blankCharge('2023-11'), name: 'x', amount: '5', last: '2023-10' })).toEqual({ '/to': 'endBeforeStart' })
  })
})
