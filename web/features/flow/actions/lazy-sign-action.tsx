import type { FlowView } from '#shared/flow.ts'
import { useSession } from '#web/api/session/session-query.ts'
import { lazyPart } from '#web/components/page/lazy-part.tsx'
import { signOffer } from './sign-offer.ts'

const SignAction = lazyPart(async () => (await import('./sign-action.tsx')).SignAction)

/** The way to signing, where the viewer may have something to sign; loaded only then. */
export function LazySignAction({ view }: { view: FlowView }) {
  const offer = signOffer(view, useSession().name)
  if (offer === null) return null
  return (
    <SignAction
      taskId={view.flow.taskId}
      offer={offer}
      placeholder={<i className="bone" style={{ height: 48 }} aria-hidden="true" />}
    />
  )
}
