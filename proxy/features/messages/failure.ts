import { z } from 'zod'
import { possiblyDone } from '#proxy/upstream/dingtalk/client/possibly-done.ts'
import type { ProblemCode } from '#shared/rules/codes/problem-code.ts'
import { TransientFailure } from '#proxy/upstream/dingtalk/client/transient-failure.ts'
import { ProblemError } from '#proxy/base/problem.ts'
import { asProblemError } from '#proxy/base/store/as-problem.ts'
import type { JobFailure } from '#proxy/base/jobs/job-handler.ts'

/** Reasons that hold up all messages of a kind in a corp until somebody fixes them. */
type HeldUpReason =
  | 'permission-missing'
  | 'template-missing'
  | 'template-refused'
  | 'agent-id-missing'
  | 'process-centre-off'
  | 'address-not-listed'
  | 'credentials-refused'
  | 'app-closed'
  | 'quota-spent'

/** Reasons that concern one message. */
type RefusedReason = 'person-outside' | 'person-unknown' | 'refused'

/** Somebody has to change something before it can be sent. */
export class Blocked extends Error {
  override readonly name = 'Blocked'

  readonly reason: HeldUpReason

  constructor(reason: HeldUpReason) {
    super(`nothing can be sent: ${reason}`)
    this.reason = reason
  }
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

/** `detail` has the missing permissions, or DingTalk's code of another refusal. */
export function failureOf(error: unknown): JobFailure {
  if (error instanceof Blocked)
    return { kind: 'held-up', reason: error.reason, detail: null, waitMs: 0, isAnswerLost: false }
  return { ...causeOf(error), isAnswerLost: possiblyDone(error) }
}

function causeOf(error: unknown): Omit<JobFailure, 'isAnswerLost'> {
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
