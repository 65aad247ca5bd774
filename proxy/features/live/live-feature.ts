import type { StoreEvent } from '#proxy/base/store/events.ts'
import type { Common } from '#proxy/common.ts'
import type { AccessFeature } from '#proxy/features/access/access-feature.ts'
import type { FlowsFeature } from '#proxy/features/flows/flows-feature.ts'
import type { SessionFeature } from '#proxy/features/session/session-feature.ts'
import { createFlowPublisher } from './flow-publisher.ts'
import { hearChange } from './hear-changes.ts'
import { liveRoutes } from './live-routes.ts'
import { createLiveStreams } from './live-streams.ts'

type Before = { session: SessionFeature; access: AccessFeature; flows: FlowsFeature }

export type LiveFeature = ReturnType<typeof createLiveFeature>

/** Tolerated clock difference in milliseconds between instances on one database. */
const clockSkewMs = 1000

/** Tells open pages of changes. */
export function createLiveFeature(common: Common, { session, access, flows }: Before) {
  const { config, store, log, now, monotonic } = common
  const { events } = store
  const { flowAccess } = access
  const streams = createLiveStreams({
    maySee: (asker, taskId) => flowAccess.maySee(asker, taskId),
    roles: session.roles,
    log,
    now,
    monotonic,
    skewMs: config.databaseUrl === null ? 0 : clockSkewMs,
  })
  const hear = (event: StoreEvent) => hearChange(event, flows.reader, streams)
  const stopHearing = events.subscribe(hear)
  const publisher = createFlowPublisher({ events, hear, log })
  return {
    publisher,
    /**
     * The corps with open pages of a flow that they have read: listening alone proves nothing, as
     * admins may listen to any task id.
     */
    watchedIn: (taskId: string) =>
      streams.corpsWatching(taskId).filter((corpId) => flows.reader.hasRead(corpId, taskId)),
    connections: () => streams.size,
    /** Ends connections, which would otherwise never end. */
    endStreams: () => streams.close(),
    routes: liveRoutes({ streams, access: flowAccess, sessions: session.sessions }),
    close() {
      stopHearing()
      streams.close()
      publisher.close()
    },
  }
}
