import { lookup as resolve } from 'node:dns'
import type { Readable } from 'node:stream'
import { Agent } from 'undici'
import { InnerAddressError, publicLookup } from '#proxy/base/http/public-address.ts'
import type { AttemptError } from '#shared/schemas/corp/webhook.ts'

export type Posted =
  | {
      status: number
      /** The beginning of the body, as far as it came in a second. */
      answer: string
      /** The header `retry-after`; null without one. */
      retryAfter: string | null
    }
  | { error: AttemptError }

export type WebhookClient = {
  /** Never follows a redirect. @throws the signal's reason */
  post(
    url: URL,
    headers: Readonly<Record<string, string>>,
    body: string,
    signal: AbortSignal,
  ): Promise<Posted>
  close(): Promise<void>
}

/** Milliseconds for an attempt. */
const timeoutMs = 15_000

/** Of an answer's body, of which nothing is needed: bytes, and milliseconds. */
const keptBytes = 500
const usualBodyMs = 1_000

export type WebhookClientOptions = { attemptMs?: number; bodyMs?: number; lookup?: typeof resolve }

/** @param allowedHosts names that may be in a private network */
export function createWebhookClient(
  allowedHosts: readonly string[],
  { attemptMs = timeoutMs, bodyMs = usualBodyMs, lookup = resolve }: WebhookClientOptions = {},
): WebhookClient {
  // An agent of its own, so that no proxy of the environment resolves the names.
  const agent = new Agent({
    connect: { timeout: 5_000, lookup: publicLookup(allowedHosts, lookup) },
  })

  return {
    async post(url, headers, body, signal) {
      const deadline = AbortSignal.timeout(attemptMs)
      try {
        const reply = await agent.request({
          origin: url.origin,
          path: url.pathname + url.search,
          method: 'POST',
          headers,
          body,
          signal: AbortSignal.any([signal, deadline]),
        })
        const retryAfter = reply.headers['retry-after']
        return {
          status: reply.statusCode,
          answer: await beginningOf(reply.body, bodyMs),
          retryAfter: typeof retryAfter === 'string' ? retryAfter : null,
        }
      } catch (error) {
        signal.throwIfAborted()
        if (deadline.aborted) return { error: 'too-slow' }
        return { error: error instanceof InnerAddressError ? 'inner-address' : 'unreachable' }
      }
    },
    close: () => agent.destroy(),
  }
}

/** The status has decided, so that nothing that befalls the body is a failure. */
async function beginningOf(body: Readable, ms: number): Promise<string> {
  const chunks: Uint8Array[] = []
  let length = 0
  const end = setTimeout(() => body.destroy(), ms)
  try {
    // Leaving the loop early ends the exchange.
    for await (const chunk of body) {
      chunks.push(chunk)
      length += chunk.length
      if (length >= keptBytes) break
    }
  } catch {
    // What came until then is kept.
  } finally {
    clearTimeout(end)
  }
  return Buffer.concat(chunks).subarray(0, keptBytes).toString('utf8')
}
