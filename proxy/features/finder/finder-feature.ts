import type { Common } from '#proxy/common.ts'
import { fromStore } from '#proxy/base/store/store-timeout.ts'
import type { CorpFeature } from '#proxy/features/corp/corp-feature.ts'
import type { FlowsFeature } from '#proxy/features/flows/flows-feature.ts'
import type { SessionFeature } from '#proxy/features/session/session-feature.ts'
import { readMember } from '#proxy/upstream/dingtalk/user-info.ts'
import { createFinder } from './finder.ts'
import { createAskers } from './askers.ts'

type Before = { corp: CorpFeature; session: SessionFeature; flows: FlowsFeature }

export type FinderFeature = ReturnType<typeof createFinderFeature>

/** Short answers to people who ask outside the app, by the rules of the page. */
export function createFinderFeature(common: Common, { corp, session, flows }: Before) {
  const { config, store, upstream, now, monotonic } = common
  const { client } = upstream
  const askers = createAskers({
    readMember: (corpId, userId) => readMember(client, corpId, userId),
    admission: corp.admission,
    corpStates: corp.corpStates,
    outsidersAreOut: config.appKind === 'third-party',
    events: store.events,
    now,
    monotonic,
  })
  const { flowContexts, opener } = flows
  return {
    askers,
    finder: createFinder({
      flowContexts,
      opener,
      roles: session.roles,
      isKnown: async (corpId, taskId) =>
        (await fromStore(store.registry.flows.find(corpId, taskId))) !== null,
      now,
    }),
    close: () => askers.close(),
  }
}
