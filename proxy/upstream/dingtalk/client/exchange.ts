import { ProblemError } from '#proxy/base/problem.ts'
import { readReply } from './reply.ts'
import type { ExchangeLimits, LargeBody, Transport, WireRequest } from './transport.ts'

/** An unparsed reply. */
export type LargeReply = LargeBody & { status: number; secrets: readonly string[] }

/**
 * Reads a large reply off the event loop: resolves with what `readReply` would return, or something
 * derived from it.
 * @throws ProblemError as `readReply` does
 */
export type ReadLarge = (reply: LargeReply) => Promise<unknown>

/**
 * Sends a request and resolves with the body of a successful reply.
 * @param secrets parts of the request that must not appear in messages
 * @param readLarge replaces `readReply` for large bodies
 * @throws ProblemError, `UpstreamRefusal` or `InvalidToken` among them; the signal's reason
 */
export async function exchange(
  transport: Transport,
  request: WireRequest,
  secrets: readonly string[],
  limits: ExchangeLimits = {},
  readLarge?: ReadLarge,
): Promise<unknown> {
  try {
    const leaveLarge = readLarge !== undefined
    const { large, ...reply } = await transport.send(request, { ...limits, leaveLarge })
    if (large === undefined || readLarge === undefined) return readReply(reply, secrets)
    return await readLarge({ status: reply.status, secrets, ...large })
  } catch (error) {
    if (error instanceof ProblemError) {
      error.upstreamCall = `${request.method} ${request.path.replace(/\?.*/s, '')}`
    }
    throw error
  }
}
