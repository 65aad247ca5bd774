import { ProblemError } from '../problem.ts'
import { readReply } from './reply.ts'
import type { Transport, WireRequest } from './transport.ts'

/**
 * Sends a request and gives the body of a reply that succeeded.
 * @param secrets what is sent and must not come back in a message
 * @throws ProblemError, `UpstreamRefusal` or `InvalidToken` among them
 */
export async function exchange(
  transport: Transport,
  request: WireRequest,
  secrets: readonly string[],
): Promise<unknown> {
  try {
    return readReply(await transport.send(request), secrets)
  } catch (error) {
    if (error instanceof ProblemError) {
      error.upstreamCall = `${request.method} ${request.path.replace(/\?.*/s, '')}`
    }
    throw error
  }
}
