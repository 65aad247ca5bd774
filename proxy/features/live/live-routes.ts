import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import { Hono } from 'hono'
import type { AppContext, AppEnv } from '#proxy/base/http/app-env.ts'
import { policy } from '#proxy/base/http/route-policy.ts'
import type { FlowAccess } from '#proxy/features/access/flow-access.ts'
import { linkOf, taskIdOf } from '#proxy/features/access/requested-flow.ts'
import { ProblemError } from '#proxy/base/problem.ts'
import { requireSession } from '#proxy/features/session/session-middleware.ts'
import type { SessionClaims } from '#proxy/base/http/session-claims.ts'
import type { Sessions } from '#proxy/features/session/sessions.ts'
import type { Listening } from './event-stream.ts'
import type { LiveStreams } from './live-streams.ts'

export type LiveDeps = {
  streams: Pick<LiveStreams, 'open' | 'hasRoomFor'>
  access: FlowAccess
  sessions: Pick<Sessions, 'isOver'>
}

const headers = {
  'content-type': 'text/event-stream; charset=utf-8',
  // Caching or compression on the way would delay events.
  'cache-control': 'no-store, no-transform',
  'x-accel-buffering': 'no',
  // Not kept alive, so that the server can shut down.
  connection: 'close',
}

/** Server-sent events: `changed`, `requests` and `heartbeat`, see `ChangedEvent`. */
export function liveRoutes({ streams, access, sessions }: LiveDeps): Hono<AppEnv> {
  function stream(
    c: AppContext,
    session: SessionClaims,
    taskId: string | null,
    until: number,
  ): Response {
    const isOver = () => sessions.isOver(session)
    const listening: Listening = { asker: askerOf(session), taskId, until, isOver }
    const head = c.body(null, 200, headers)
    if (c.req.method === 'HEAD') return head
    if (!streams.hasRoomFor(listening.asker)) throw tooManyStreams()
    const { outgoing } = c.env
    if (outgoing === undefined) throw new Error('Events can only be sent on a connection.')
    outgoing.writeHead(head.status, Object.fromEntries(head.headers))
    streams.open(outgoing, listening, c.req.header('last-event-id'))
    // If the listener was created before this module was loaded, the package would send the constant
    // itself as an answer; it recognises a clone.
    return RESPONSE_ALREADY_SENT.clone()
  }

  return new Hono<AppEnv>()
    .get('/events', policy({ isPolled: true }), (c) => {
      const session = requireSession(c)
      return stream(c, session, null, session.expiresAt)
    })
    .get('/flows/:taskId/events', policy({ isPolled: true }), async (c) => {
      const taskId = taskIdOf(c)
      const session = requireSession(c)
      const { linkUntil } = await access.require(session, taskId, linkOf(c))
      return stream(c, session, taskId, Math.min(session.expiresAt, linkUntil ?? Infinity))
    })
}

/** The newest stream is refused: if older ones were cut, they would reconnect and cut others. */
function tooManyStreams(): ProblemError {
  return new ProblemError('too-many-streams', 'One person has too many open event streams.', {
    retryAfter: 60,
  })
}

function askerOf({ corpId, userId, sysLevel }: Listening['asker']): Listening['asker'] {
  return { corpId, userId, sysLevel }
}
