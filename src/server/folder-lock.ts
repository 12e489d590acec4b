/**
 * One process of this machine at a time does work under a lock folder, and the dead hold nothing.
 *
 * It is Lamport's bakery: whoever comes draws a number one above all numbers seen, and the lowest
 * number of a living process has the turn. A lock file that is broken when its holder is dead would
 * leave a gap in which two break it and both go on; here nobody ever takes what another one made.
 */
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { isLive, newSignature } from './postgres/process-signature.ts'

type Ticket = { number: number; file: string }

/** Does the work while no other holder of the lock, of this process or another, does its own. */
export async function withFolderLock<T>(folder: string, work: () => Promise<T>): Promise<T> {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const ticket = drawTicket(folder)
  try {
    while (!hasTurn(folder, ticket)) await sleep(20)
    return await work()
  } finally {
    rmSync(path.join(folder, ticket.file), { force: true })
  }
}

function drawTicket(folder: string): Ticket {
  const me = newSignature()
  const choosing = path.join(folder, `choosing-${me}`)
  writeFileSync(choosing, '', { mode: 0o600 })
  try {
    const number = 1 + Math.max(0, ...liveTickets(folder).map((ticket) => ticket.number))
    const file = `ticket-${number}-${me}`
    writeFileSync(path.join(folder, file), '', { mode: 0o600 })
    return { number, file }
  } finally {
    rmSync(choosing, { force: true })
  }
}

function hasTurn(folder: string, mine: Ticket): boolean {
  // Two looks in this order: whoever is past choosing at the first has a ticket at the second.
  if (liveFiles(folder, 'choosing-').length > 0) return false
  return !liveTickets(folder).some((ticket) => isBefore(ticket, mine))
}

function isBefore(a: Ticket, b: Ticket): boolean {
  return a.number === b.number ? a.file < b.file : a.number < b.number
}

function liveTickets(folder: string): Ticket[] {
  return liveFiles(folder, 'ticket-').map((file) => ({ number: Number(file.split('-')[1]), file }))
}

function liveFiles(folder: string, kind: string): string[] {
  return readdirSync(folder).filter((file) => {
    if (!file.startsWith(kind)) return false
    if (isLive(file.slice(file.lastIndexOf('-') + 1))) return true
    rmSync(path.join(folder, file), { force: true })
    return false
  })
}
