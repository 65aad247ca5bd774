import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import { Hono } from 'hono'
import type { AppContext, AppEnv } from '../app-env.ts'
import type { FlowAccess } from '../flows/flow-access.ts'
import { linkOf, taskIdOf } from '../flows/flow-routes.ts'
import { ProblemError } from '../problem.ts'
import { requireSession } from '../session/session-middleware.ts'
import type { Listening } from './event-stream.ts'
import type { LiveStreams } from './live-streams.ts'

export type LiveParts = { streams: Pick<LiveStreams, 'open' | 'hasRoomFor'>; access: FlowAccess }

const headers = {
  'content-type': 'text/event-stream; charset=utf-8',
  // Nobody on the way may keep it, nor compress it, which would hold events back.
  'cache-control': 'no-store, no-transform',
  'x-accel-buffering': 'no',
  // The connection is for this alone: it ends with the stream, so that we can stop.
  connection: 'close',
}

/** Server-sent events: `changed` and `heartbeat`, see `ChangedEvent`. */
export function liveRoutes({ streams, access }: LiveParts): Hono<AppEnv> {
  function stream(c: AppContext, listening: Listening): Response {
    const head = c.body(null, 200, headers)
    if (c.req.method === 'HEAD') return head
    if (!streams.hasRoomFor(listening.asker)) throw tooManyStreams()
    const { outgoing } = c.env
    if (outgoing === undefined) throw new Error('Events can only be sent on a connection.')
    outgoing.writeHead(head.status, Object.fromEntries(head.headers))
    streams.open(outgoing, listening, c.req.header('last-event-id'))
    return RESPONSE_ALREADY_SENT
  }

  return new Hono<AppEnv>()
    .get('/events', (c) => {
      const session = requireSession(c)
      return stream(c, { asker: askerOf(session), taskId: null, until: session.expiresAt })
    })
    .get('/flows/:taskId/events', async (c) => {
      const taskId = taskIdOf(c)
      const session = requireSession(c)
      const { linkUntil } = await access.require(session, taskId, linkOf(c))
      const until = Math.min(session.expiresAt, linkUntil ?? Infinity)
      return stream(c, { asker: askerOf(session), taskId, until })
    })
}

/** The newest is refused: a page whose stream is cut comes back, and would have another one cut. */
function tooManyStreams(): ProblemError {
  return new ProblemError('too-many-streams', 'Too many pages of one person wait for changes.', {
    retryAfter: 60,
  })
}

/** Of a session no more than is needed, for it is kept as long as the connection. */
function askerOf({ corpId, userId, sysLevel }: Listening['asker']): Listening['asker'] {
  return { corpId, userId, sysLevel }
}
