import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { accessRequestsQuery } from '#web/api/queries/access-requests.ts'
import { appConfigQuery } from '#web/api/queries/app-config.ts'
import { meQuery, preferencesQuery } from '#web/api/queries/me.ts'
import { AccessNotice } from '#web/widgets/access/access-notice.tsx'
import { ReturnNote } from '#web/widgets/launch/return-note.tsx'
import { Page } from '#web/components/page/page.tsx'
import { PageSkeleton } from '#web/components/page/page-skeleton.tsx'
import { useWords } from '#web/i18n/words.ts'
import { DisplayCard } from './display-card.tsx'
import { IdentityCard } from './identity-card.tsx'
import './me.css'
import { meWords } from './me-words.ts'
import { NewsCard, newsId } from './news-card.tsx'
import { RequestsCard } from './requests-card.tsx'
import { SandboxRows } from './sandbox-rows.tsx'
import { SignOut } from './sign-out.tsx'
import { SignedOut } from './signed-out.tsx'

/** The person's access requests, identity, notifications and display settings, and signing out. */
export function MePage() {
  const t = useWords(meWords)
  const [isSignedOut, setSignedOut] = useState(false)
  const requests = useQuery(accessRequestsQuery(null))
  const config = useQuery(appConfigQuery)
  // Whether there is a card of requests is decided once, as it would push the others down.
  const [first, setFirst] = useState<'some' | 'none' | null>(null)
  if (first === null && !requests.isPending && !config.isPending)
    setFirst((requests.data?.requests.length ?? 0) > 0 ? 'some' : 'none')
  if (isSignedOut)
    return (
      <Page title={t.pageTitle} hasLanguage>
        <SignedOut />
      </Page>
    )
  if (first === null) return <PageSkeleton />
  return (
    <Page title={t.pageTitle}>
      <h1 className="visually-hidden">{t.pageTitle}</h1>
      <ReturnNote />
      {first === 'some' ? <RequestsCard /> : <AccessNotice taskId={null} />}
      {config.data?.mode === 'sandbox' && <SandboxRows />}
      <IdentityCard />
      <Settings onSignedOut={() => setSignedOut(true)} />
    </Page>
  )
}

/** What stands below the identity, whose height is not known before it is read. */
function Settings({ onSignedOut }: { onSignedOut: () => void }) {
  const t = useWords(meWords)
  const me = useQuery(meQuery)
  const preferences = useQuery(preferencesQuery)
  const isDrawn = !me.isPending && !preferences.isPending
  useEffect(() => {
    if (!isDrawn || location.hash !== `#${newsId}`) return
    const card = document.getElementById(newsId)
    card?.scrollIntoView()
    card?.focus({ preventScroll: true })
  }, [isDrawn])
  if (!isDrawn) return null
  return (
    <>
      <NewsCard reading={preferences} />
      <DisplayCard />
      <SignOut onSignedOut={onSignedOut} />
      <p className="version quiet">{t.version({ version: APP_VERSION })}</p>
    </>
  )
}
