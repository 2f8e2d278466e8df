import { describe, expect, it } from 'vitest'
import { serviceCode, serviceName } from './services'

describe('a service', () => {
  it('is called as people know it', () => {
    expect(['AmazonEC2', 'AWSELB', 'awskms', 'AWSQueueService'].map(serviceName)).toEqual(['Amazon EC2', 'Elastic Load Balancing', 'AWS KMS', 'Amazon SQS'])
    expect(serviceCode('AmazonEC2')).toBe('AmazonEC2')
  })

  it('of the marketplace is told from others by the head of its code', () => {
    expect(serviceName('8ac1f5p2qk3wm7n0tzr4')).toBe('AWS Marketplace · 8ac1f5p2…')
  })

  it('that nobody here knows stands as it is', () => {
    for (const code of ['ecs', 'SomethingNew', 'toString', '']) expect([serviceName(code), serviceCode(code)]).toEqual([code, undefined])
  })
})
