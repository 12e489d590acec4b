/** Asks a feed's service through its gate, skips what is stored already, and waits when told to. */

import type { StoredValidators } from '../db/sources/source-feeds.ts'
import { sourceGate } from '../db/sources/source-gate.ts'
import type { Gate } from '../domain/gate.ts'
import { AnswerError } from '../sources/answer-error.ts'
import type { Ask } from '../sources/feed.ts'
import { type Answer, fetchAnswer } from '../sources/fetch-answer.ts'
import type { Service } from '../sources/service.ts'

/** arXiv says "503, come back in ten seconds" in the middle of a list; that isn't a failure yet. */
const SHORT_REST_MS = 30_000
const MOST_TRIES = 3

export type Asking = Ask & {
  /** Requests made so far. */
  count: () => number
  /** The validators of what this run asked for, to be saved once all of that is stored. */
  validators: () => StoredValidators
}

/**
 * `known`: the validators of what is stored. If the service asks for a short rest, requests wait in
 * the gate; a longer one ends the run.
 */
export function askService(
  service: Service,
  known: StoredValidators,
  gate: Gate = sourceGate(service.name, service),
): Asking {
  let count = 0
  const fresh: StoredValidators = {}
  const request = async (address: URL, stored?: StoredValidators[string]): Promise<Answer> => {
    for (let tries = 1; ; tries++) {
      count++
      try {
        return await fetchAnswer(service, address, gate, stored)
      } catch (error) {
        const restMs = error instanceof AnswerError ? error.retryAfterMs : null
        if (restMs === null || restMs > SHORT_REST_MS || tries === MOST_TRIES) throw error
      }
    }
  }
  return {
    ifChanged: async (address) => {
      const answer = await request(address, known[address.href])
      const stored = known[address.href]
      const validators = answer.kind === 'fresh' ? answer.validators : stored
      if (validators?.etag || validators?.lastModified) fresh[address.href] = validators
      return answer.kind === 'fresh' ? answer.bytes : null
    },
    anyway: async (address) => {
      const answer = await request(address)
      if (answer.kind !== 'fresh') throw new AnswerError('nothing new')
      return answer.bytes
    },
    count: () => count,
    validators: () => fresh,
  }
}
