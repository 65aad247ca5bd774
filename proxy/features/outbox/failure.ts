import { z } from 'zod'
import { possiblyDone } from '#proxy/upstream/dingtalk/client/possibly-done.ts'
import type { ProblemCode } from '#shared/rules/codes/problem-code.ts'
import { TransientFailure } from '#proxy/upstream/dingtalk/client/transient-failure.ts'
import { ProblemError } from '#proxy/base/problem.ts'
import { asProblemError } from '#proxy/base/store/as-problem.ts'
import { Blocked, type HeldUpReason, type RefusedReason } from './sender.ts'

/** Why a message was not sent, and the consequence. */
export type Failure = {
  /**
   * - `passing`: the same call may work later.
   * - `held-up`: no call of this kind works in this corp until somebody fixes something.
   * - `refused`: this message will never be accepted.
   */
  kind: 'passing' | 'held-up' | 'refused'
  reason: HeldUpReason | RefusedReason | 'unavailable'
  /** The missing permissions, or DingTalk's code of another refusal. */
  detail: string | null
  /** Milliseconds that upstream asks to wait. */
  waitMs: number
}

const refusalSchema = z.object({ code: z.string() })

const heldUp: Partial<Record<ProblemCode, HeldUpReason>> = {
  'agent-id-missing': 'agent-id-missing',
  'upstream-ip-not-listed': 'address-not-listed',
  'upstream-credentials': 'credentials-refused',
  'corp-not-allowed': 'app-closed',
  'corp-not-authorised': 'app-closed',
  'corp-stopped': 'app-closed',
  'upstream-quota': 'quota-spent',
}

const refused: Partial<Record<ProblemCode, RefusedReason>> = {
  'outside-app-scope': 'person-outside',
  'person-not-found': 'person-unknown',
  'upstream-rejected': 'refused',
  'input-refused': 'refused',
  'invalid-request': 'refused',
}

/** Whether upstream may have sent it. Not if the call was blocked, as it was certainly refused. */
export function isAnswerLost(error: unknown): boolean {
  return !(error instanceof Blocked) && possiblyDone(error)
}

/**
 * Reads for a sender. A refusal counts as transient: e签宝 uses general codes for its own faults, and
 * a read can be retried.
 */
export async function readToSend<Value>(reading: Promise<Value>): Promise<Value> {
  try {
    return await reading
  } catch (error) {
    throw readingFailure(error)
  }
}

/** See `readToSend`. */
export function readingFailure(error: unknown): unknown {
  if (!(error instanceof ProblemError) || error.code !== 'upstream-rejected') return error
  return new ProblemError('upstream-unavailable', error.message, { cause: error.cause })
}

export function failureOf(error: unknown): Failure {
  if (error instanceof Blocked)
    return { kind: 'held-up', reason: error.reason, detail: null, waitMs: 0 }
  const problem = asProblemError(error)
  const { code, requiredScopes, cause } = problem
  const waitMs = problem instanceof TransientFailure ? problem.waitMs : 0
  const upstreamCode = refusalSchema.safeParse(cause).data?.code ?? null
  if (code === 'upstream-permission') {
    const scopes = requiredScopes?.join(', ') ?? null
    return { kind: 'held-up', reason: 'permission-missing', detail: scopes, waitMs }
  }
  const stops = heldUp[code]
  if (stops !== undefined) return { kind: 'held-up', reason: stops, detail: upstreamCode, waitMs }
  const forever = refused[code]
  if (forever !== undefined)
    return { kind: 'refused', reason: forever, detail: upstreamCode, waitMs }
  return { kind: 'passing', reason: 'unavailable', detail: upstreamCode, waitMs }
}
