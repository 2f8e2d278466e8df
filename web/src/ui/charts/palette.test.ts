import { expect, it } from 'vitest'
import { coloursOf, PALETTE } from './palette'

const services = ['AmazonEC2', 'AmazonS3', 'AmazonRDS', 'AmazonCloudFront', 'AWSDataTransfer', 'AmazonRedshift', 'AmazonElastiCache', 'AmazonBedrock', 'AWSLambda']

it('what is alone has its own colour, and most keep theirs in any company', () => {
  const together = coloursOf(services)
  expect(new Set(together.values()).size).toBe(services.length)
  const own = services.filter((id) => together.get(id) === coloursOf([id]).get(id))
  const homes = new Set(services.map((id) => coloursOf([id]).get(id)))
  expect(own.length, 'each colour somebody would have alone goes to one of those').toBe(homes.size)
})

it('the order changes nothing, and many share the colours there are', () => {
  expect(coloursOf(services.toReversed())).toEqual(coloursOf(services))
  const many = Array.from({ length: 25 }, (_, index) => `account ${index}`)
  expect(new Set(coloursOf(many).values()).size).toBe(PALETTE.length)
})
