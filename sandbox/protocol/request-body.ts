import type { Readable, Writable } from 'node:stream'
import type { Context } from 'hono'

/** Node's own request and answer, if a server calls; empty otherwise. */
export type SandboxBindings = { incoming?: Readable; outgoing?: Writable }

export type SandboxEnv = {
  Bindings: SandboxBindings
  Variables: {
    /** The request's body as text, set for every call of the played protocol. */
    bodyText: string
  }
}

export type SandboxContext = Context<SandboxEnv>

/**
 * Two calls of 1.0 send a body with GET, which the web's `Request` cannot hold; it is read from
 * Node's own request.
 */
export async function readBodyText(c: SandboxContext): Promise<string> {
  if (c.req.method !== 'GET') return c.req.text()
  // Without an HTTP server `c.env` is undefined, although its type says otherwise.
  const bindings: SandboxBindings | undefined = c.env
  const incoming = bindings?.incoming
  if (!incoming) return ''
  const chunks: Buffer[] = []
  for await (const chunk of incoming) chunks.push(Buffer.from(chunk))
  return Buffer.concat(chunks).toString('utf8')
}

/** The text as a JSON object; undefined if it is not JSON or not an object. */
export function parseJsonObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value))
      : undefined
  } catch {
    return undefined
  }
}
