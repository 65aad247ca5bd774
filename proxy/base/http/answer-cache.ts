import type { IncomingMessage, ServerResponse } from 'node:http'
import { createMiddleware } from 'hono/factory'
import { viewerHeader } from '#shared/rules/flow-page.ts'
import { connectionOf, type AppEnv, type Repeatable } from './app-env.ts'
import { LRUCache } from 'lru-cache'
import { newRequestId, routeOf, type RecordRequest } from './observe.ts'
import type { SessionClaims } from './session-claims.ts'

/**
 * Caches whole answers for clients that repeat a request with the same cookie: open pages poll,
 * sometimes hundreds at a time. Answers before Hono, which would be most of the cost of a cached
 * answer (docs/decisions/012-fast-answers.md).
 */
export type AnswerCache = {
  /**
   * Answers from the cache if possible.
   * @returns whether it did
   */
  answer(request: IncomingMessage, response: ServerResponse): boolean
  /** Caches answers that the app marks as repeatable. */
  keep: ReturnType<typeof createMiddleware<AppEnv>>
}

type CachedAnswer = {
  /** Names and values, alternating. */
  headers: readonly string[]
  body: Buffer
  holds: Repeatable['holds']
  path: string
  route: string
  asker: SessionClaims
}

const limits = { max: 2000, maxSize: 32 * 1024 * 1024 }

/** Bytes; larger answers are seldom repeated within seconds. */
const maxBytes = 256 * 1024

/**
 * @param isCurrent whether a session is valid and its role up to date
 * @param onLookup called for each cacheable request
 */
export function createAnswerCache(
  isCurrent: (session: SessionClaims) => boolean,
  note: RecordRequest,
  onLookup?: (lookup: 'hit' | 'miss') => void,
): AnswerCache {
  const answers = new LRUCache<string, CachedAnswer>({
    ...limits,
    sizeCalculation: ({ body }) => body.length + 2000,
  })

  return {
    answer(request, response) {
      const key = keyOf(request)
      if (key === null) return false
      const answer = answers.get(key)
      if (answer === undefined || !isCurrent(answer.asker) || !answer.holds()) {
        answers.delete(key)
        onLookup?.('miss')
        return false
      }
      onLookup?.('hit')
      const startedAt = performance.now()
      const requestId = newRequestId()
      response.writeHead(200, [...answer.headers, 'x-request-id', requestId])
      response.end(answer.body)
      const { path, route, asker } = answer
      note({ requestId, method: 'GET', path, route, status: 200, startedAt, asker })
      return true
    },

    keep: createMiddleware<AppEnv>(async (c, next) => {
      await next()
      const repeatable = c.get('repeatable')
      const asker = c.get('session')
      if (repeatable === undefined || asker === undefined) return
      const incoming = connectionOf(c)?.incoming
      if (incoming === undefined) return
      const key = keyOf(incoming)
      const { body, holds } = repeatable
      if (key === null || c.res.status !== 200 || body.length > maxBytes) return
      const bytes = Buffer.from(body)
      const headers = [...c.res.headers].filter(([name]) => !ownHeaders.has(name))
      answers.set(key, {
        headers: [...headers.flat(), 'content-length', String(bytes.length)],
        body: bytes,
        holds,
        path: c.req.path,
        route: routeOf(c),
        asker,
      })
    }),
  }
}

/** Headers that differ with each answer. */
const ownHeaders: ReadonlySet<string> = new Set(['x-request-id', 'content-length'])

/**
 * Everything the answer depends on, including the whole cookie, so that only its holder gets the
 * answer. Null for a request that wants a new reading.
 */
function keyOf({ method, url, headers }: IncomingMessage): string | null {
  if (method !== 'GET' || url?.startsWith('/api/flows/') !== true) return null
  const { cookie } = headers
  if (cookie === undefined || headers['x-flow-access'] !== undefined) return null
  if (headers['cache-control'] !== undefined || headers[viewerHeader] !== undefined) return null
  const corpId = String(headers['x-corp-id'])
  return `${url}\n${corpId}\n${String(headers['accept-encoding'])}\n${cookie}`
}
