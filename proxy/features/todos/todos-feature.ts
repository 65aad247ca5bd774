import { LocalTime } from '#proxy/base/local-time.ts'
import type { Common } from '#proxy/common.ts'
import type { CorpFeature } from '#proxy/features/corp/corp-feature.ts'
import type { FlowsFeature } from '#proxy/features/flows/flows-feature.ts'
import { readToSend } from '#proxy/features/messages/failure.ts'
import type { MessagesFeature } from '#proxy/features/messages/messages-feature.ts'
import type { SweepFeature } from '#proxy/features/sweep/sweep-feature.ts'
import { createTodos } from './todos.ts'

type Before = {
  corp: CorpFeature
  flows: FlowsFeature
  sweep: SweepFeature
  messages: MessagesFeature
}

/** People's turns in DingTalk's own lists. */
export function createTodosFeature(common: Common, before: Before) {
  const { config, store, upstream, monotonic } = common
  const { corp, flows, sweep, messages } = before
  const todos = createTodos({
    settings: config,
    client: upstream.client,
    registry: store.registry.flows,
    flows: {
      read: (corpId, ...of) =>
        readToSend(sweep.chargeCalls(corpId, () => flows.reader.read(corpId, ...of))),
    },
    jobs: store.jobs,
    localTime: new LocalTime(config.timeZone, config.quietHours),
    publicUrl: config.publicUrl,
    monotonic,
    times: corp.times,
  })
  return { jobs: messages.sending(todos) }
}
