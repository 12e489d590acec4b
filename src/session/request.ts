/** The request that is being answered, as far as pages and forms may know it. */
import { headers } from 'next/headers'
import { CLIENT_ADDRESS, networkOf } from '../domain/network.ts'

/** The address that asks, and its network (domain/network.ts). */
export async function readOrigin(): Promise<{ address: string; network: string | null }> {
  const address = (await headers()).get(CLIENT_ADDRESS) ?? ''
  return { address, network: networkOf(address) }
}
