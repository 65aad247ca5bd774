import { ProblemError } from '../problem.ts'
import { readReply } from './reply.ts'
import type { ExchangeLimits, Transport, WireRequest } from './transport.ts'

/**
 * Sends a request and gives the body of a reply that succeeded.
 * @param secrets what is sent and must not come back in a message
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
