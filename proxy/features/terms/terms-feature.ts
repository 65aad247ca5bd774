import type { JobFailure } from '#proxy/base/jobs/job-handler.ts'
import type { Common } from '#proxy/common.ts'
import { failureOf } from '#proxy/features/messages/failure.ts'
import type { MessagesFeature } from '#proxy/features/messages/messages-feature.ts'
import type { WebhooksFeature } from '#proxy/features/webhooks/webhooks-feature.ts'
import { messageKind, planKind } from './plan-terms.ts'
import { createTermPlanner } from './term-planner.ts'
import { createTermMessageSender } from './term-senders.ts'
import { termsRoutes, type BeforeTerms } from './terms-routes.ts'
import { createTermsStore } from './terms-store.ts'

type Before = BeforeTerms & { messages: MessagesFeature; webhooks: WebhooksFeature }

/** How long completed contracts run, and who is told before they end. */
export function createTermsFeature(common: Common, before: Before) {
  const { messages, corp, webhooks } = before
  const { registry, database, jobs } = common.store
  const book = createTermsStore(database, jobs)
  const { messenger } = messages
  const deps = { book, registry: registry.flows, times: corp.times, messenger }
  const sending = messages.sending({ [messageKind]: createTermMessageSender(deps) })
  return {
    routes: termsRoutes(common, before, book),
    jobs: {
      [planKind]: createTermPlanner({ ...deps, deliveries: webhooks.deliveries }),
      ...Object.fromEntries(
        Object.entries(sending).map(([kind, handler]) => [
          kind,
          { ...handler, failureOf: onceMore },
        ]),
      ),
    },
  }
}

/** What is refused is tried until it expires: a date is worth more than a call. */
function onceMore(error: unknown): JobFailure {
  const failure = failureOf(error)
  return failure.kind === 'refused' ? { ...failure, kind: 'passing' } : failure
}
