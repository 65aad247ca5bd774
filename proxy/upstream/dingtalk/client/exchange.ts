import { ProblemError } from '#proxy/base/problem.ts'
import { readReply } from './reply.ts'
import type { ExchangeLimits, Transport, WireRequest } from './transport.ts'

/**
 * @param secrets parts of the request that must not appear in messages
 * @throws ProblemError, `UpstreamRefusal` or `InvalidToken` among them; the signal's reason
 */
export async function exchange(
  transport: Transport,
  request: WireRequest,
  secrets: readonly string[],
  limits: ExchangeLimits = {},
): Promise<unknown> {
  try {
    return readReply(await transport.send(request, limits), secrets)
  } catch (error) {
    if (error instanceof ProblemError) {
      error.upstreamCall = `${request.method} ${request.path.replace(/\?.*/s, '')}`
    }
    throw error
  }
}
