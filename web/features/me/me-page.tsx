import { useState } from 'react'
import { Page } from '#web/components/page/page.tsx'
import { AccessNotice } from '#web/components/access/access-notice.tsx'
import { ReturnNote } from '#web/components/launch/return-note.tsx'
import { useWords } from '#web/i18n/words.ts'
import { DisplayCard } from './display-card.tsx'
import { IdentityCard } from './identity-card.tsx'
import './me.css'
import { meWords } from './me-words.ts'
import { NewsCard } from './news-card.tsx'
import { SignOut } from './sign-out.tsx'
import { SignedOut } from './signed-out.tsx'

/** The person's identity, display settings and notifications, and signing out. */
export function MePage() {
  const t = useWords(meWords)
  const [isSignedOut, setSignedOut] = useState(false)
  if (isSignedOut)
    return (
      <Page title={t.pageTitle} hasLanguage>
        <SignedOut />
      </Page>
    )
  return (
    <Page title={t.pageTitle}>
      <h1 className="visually-hidden">{t.pageTitle}</h1>
      <ReturnNote />
      <AccessNotice taskId={null} />
      <IdentityCard />
      <NewsCard />
      <DisplayCard />
      <SignOut onSignedOut={() => setSignedOut(true)} />
      <p className="version quiet">{t.version({ version: APP_VERSION })}</p>
    </Page>
  )
}
