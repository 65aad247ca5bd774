import { useEffect, useState } from 'react'
import type { FlowView } from '../../../shared/flow.ts'
import { useSession } from '../../api/session-query.ts'
import { lazyPart } from '../../components/lazy-part.tsx'
import { signOffer, type SignOffer } from './sign-offer.ts'

const SignAction = lazyPart(async () => (await import('./sign-action.tsx')).SignAction)
const SignNews = lazyPart(async () => (await import('./sign-news.tsx')).SignNews)

/** The way to signing, where the viewer may have something to sign, and what became of it after that. */
export function LazySignAction({ view }: { view: FlowView }) {
  const offer = signOffer(view, useSession().name)
  /** How signing was offered when the page of e签宝 was asked for. */
  const [launched, setLaunched] = useState<SignOffer | null>(null)
  const [isReturn, setReturn] = useState(false)
  useEffect(() => {
    // Looked at after mount, as the address does not belong to what the page is drawn from.
    // oxlint-disable-next-line react/set-state-in-effect
    if (/[?&]returned=/.test(location.search)) setReturn(true)
  }, [])
  const isNews = launched !== null && offer !== launched
  return (
    <>
      {(isNews || isReturn) && (
        <SignNews view={view} offer={offer} isReturn={!isNews} placeholder={null} />
      )}
      {offer !== null && (
        <SignAction
          taskId={view.flow.taskId}
          offer={offer}
          onLaunch={() => setLaunched(offer)}
          placeholder={<i className="bone" style={{ height: 48 }} aria-hidden="true" />}
        />
      )}
    </>
  )
}
