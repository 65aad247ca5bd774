import type { Common } from '#proxy/common.ts'
import type { CorpFeature } from '#proxy/features/corp/corp-feature.ts'
import type { FlowsFeature } from '#proxy/features/flows/flows-feature.ts'
import type { LiveFeature } from '#proxy/features/live/live-feature.ts'
import { corpsOfNotice } from './corps-of-notice.ts'
import { createDeveloperSetup } from './developer-setup.ts'
import { createRereadFlow } from './reread-flow.ts'
import { noticeRoutes } from './notice-routes.ts'
import { noticeAddress, noticeSecretsOf } from './notice-secrets.ts'
import { createNoticeWork, noticeKinds } from './notice-work.ts'

type Before = { corp: CorpFeature; flows: FlowsFeature; live: LiveFeature }

export type NoticesFeature = ReturnType<typeof createNoticesFeature>

/** Notices of e签宝, and the reading that follows a change. */
export function createNoticesFeature(common: Common, { corp, flows, live }: Before) {
  const { config, dingtalk, store, upstream, log, now, monotonic } = common
  const { jobs, registry } = store
  const { publisher, watchedIn } = live
  const secrets = noticeSecretsOf(config)
  const noticeUrl = noticeAddress(config.publicUrl, secrets)
  const reread = createRereadFlow({
    flows: flows.reader,
    registry: registry.flows,
    news: publisher,
    onStored: flows.lookUpApprovers,
    now,
    monotonic,
  })
  const work = createNoticeWork({
    corpsOf: (taskId) => corpsOfNotice(taskId, dingtalk.corpId, registry.flows, watchedIn),
    watchedIn,
    authorisedCorp: async (taskId) => dingtalk.corpId ?? (await corp.authorisations.corpOf(taskId)),
    news: publisher,
    reread,
    monotonic,
  })
  return {
    reread,
    noticeUrl,
    initialiseDeveloper: createDeveloperSetup(upstream.esign, noticeUrl, dingtalk.apiUrl),
    /** Notices that have not been followed up. */
    behind: () => jobs.behind(noticeKinds),
    jobs: work.handlers,
    routes: noticeRoutes({ secrets, jobs, work, log, now }),
  }
}
