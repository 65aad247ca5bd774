import { Agent } from 'undici'
import { ProblemError } from '#proxy/base/problem.ts'
import type { Clock, EpochMs } from '#shared/rules/time.ts'

const timeoutMs = 8_000

/**
 * DingTalk's time by the `date` of an answer, to the second, and ours at that moment. Any answer
 * will do, so nothing is asked for.
 * @returns null if the answer has no date
 * @throws ProblemError `upstream-unavailable`
 */
export async function readServerTime(
  apiUrl: string,
  now: Clock,
): Promise<{ theirs: EpochMs; ours: EpochMs } | null> {
  const agent = new Agent()
  try {
    const { origin, pathname } = new URL(apiUrl)
    const signal = AbortSignal.timeout(timeoutMs)
    const { headers, body } = await agent.request({ origin, path: pathname, method: 'GET', signal })
    const ours = now()
    await body.dump()
    const { date } = headers
    const theirs = typeof date === 'string' ? Date.parse(date) : NaN
    return Number.isNaN(theirs) ? null : { theirs, ours }
  } catch (cause) {
    throw new ProblemError('upstream-unavailable', 'DingTalk cannot be reached.', { cause })
  } finally {
    await agent.destroy()
  }
}
