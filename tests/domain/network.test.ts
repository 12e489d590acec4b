import { describe, expect, it } from 'vitest'
import { addressRange, clientAddress, networkOf } from '../../src/domain/network.ts'

describe('what a reader is counted by', () => {
  it.each([
    ['203.0.113.77', '203.0.113.0/24'],
    ['::ffff:203.0.113.77', '203.0.113.0/24'],
    ['2001:DB8:0:1::2', '2001:db8:0:1::/64'],
    ['2001:db8:0:1:ffff::', '2001:db8:0:1::/64'],
  ])('is for %s the network %s, however it is spelt', (address, network) => {
    expect(networkOf(address)).toBe(network)
  })

  it.each([
    ['10.0.0.7', '10.0.0.7/32'],
    ['192.168.1.20', '192.168.1.20/32'],
    ['172.16.0.9', '172.16.0.9/32'],
    ['100.64.3.4', '100.64.3.4/32'],
    ['fd00::7', 'fd00::7/128'],
    ['fe80::1%eth0', 'fe80::1/128'],
  ])('is for %s of a private network the address itself', (address, network) => {
    expect(networkOf(address)).toBe(network)
  })

  it.each(['127.0.0.1', '::1', '::', '', 'unknown', '1.2.3', undefined])(
    'is for %s nothing at all',
    (address) => {
      expect(networkOf(address)).toBeNull()
    },
  )
})

describe('the client behind proxies', () => {
  const trusted = ['127.0.0.1', '10.0.0.0/8']

  it.each([
    ['203.0.113.9', '203.0.113.9'],
    ['203.0.113.9:4711', '203.0.113.9'],
    ['[2001:db8::9]:4711', '2001:db8::9'],
    ['[2001:db8::9]', '2001:db8::9'],
    ['2001:db8::9', '2001:db8::9'],
    ['198.51.100.1, 203.0.113.9', '203.0.113.9'],
    ['198.51.100.1, 203.0.113.9:80, 10.1.2.3:80', '203.0.113.9'],
  ])('is read from %s', (forwarded, address) => {
    expect(clientAddress('127.0.0.1', forwarded, trusted)).toBe(address)
  })

  it.each(['unknown', '_hidden', '203.0.113.9:port', '[nonsense]', '', '203.0.113.9.9'])(
    'is the last address known where a hop is %j',
    (hop) => {
      expect(clientAddress('10.0.0.1', hop, trusted)).toBe('10.0.0.1')
      expect(clientAddress('10.0.0.1', `198.51.100.1, ${hop}, 10.0.0.2`, trusted)).toBe('10.0.0.2')
    },
  )

  it('is whoever asks when that is no proxy of ours', () => {
    expect(clientAddress('198.51.100.1', '203.0.113.9', trusted)).toBe('198.51.100.1')
  })
})

describe('an address or range of trusted proxies', () => {
  it.each(['127.0.0.1', '::1', '10.0.0.0/8', '10.1.2.3/32', 'fd00::/8', '0.0.0.0/0'])(
    'may be %s',
    (text) => {
      expect(addressRange(text)).toBe(text)
    },
  )

  it.each(['10.0.0.0/33', '10.0.0.0/', '10.0.0.0/8/8', '10', '10.0.0/8', '::/129', 'proxy', ''])(
    'may not be %j',
    (text) => {
      expect(addressRange(text)).toBeNull()
    },
  )

  it('is one that can ever hold an address', () => {
    expect(addressRange('::ffff:10.0.0.0/104')).toBeNull()
  })
})
