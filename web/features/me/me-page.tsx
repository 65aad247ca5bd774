import { useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query'
import Button from 'antd-mobile/es/components/button'
import Result from 'antd-mobile/es/components/result'
import { useEffect, useState } from 'react'
import { newsKinds } from '#shared/rules/codes/news.ts'
import type { Preferences } from '#shared/schemas/news.ts'
import { apiOf } from '#web/api/api.ts'
import { assistantsQuery } from '#web/api/assistants/assistants.ts'
import { accessRequestsQuery } from '#web/api/queries/access-requests.ts'
import { appConfigQuery } from '#web/api/queries/app-config.ts'
import { useOptimistic } from '#web/api/queries/choices.ts'
import { changePreferences, meQuery, preferencesQuery } from '#web/api/queries/me.ts'
import { SwitchRow } from '#web/components/field/switch-row.tsx'
import { Row } from '#web/components/list/row.tsx'
import { Rows } from '#web/components/list/rows.tsx'
import { useSheet } from '#web/components/overlay/sheet.tsx'
import { focusHeading } from '#web/components/page/focus-heading.ts'
import { goHome } from '#web/components/page/navigation.ts'
import { PageSkeleton } from '#web/components/page/page-skeleton.tsx'
import { Page } from '#web/components/page/page.tsx'
import { readAgain } from '#web/components/page/read-again.ts'
import { Moment } from '#web/components/time/moment.tsx'
import { useNow } from '#web/components/time/use-now.ts'
import { useWords, words } from '#web/i18n/words.ts'
import { AccessNotice } from '#web/widgets/access/access-notice.tsx'
import { accessWords } from '#web/widgets/access/access-words.ts'
import { useAccessRequests } from '#web/widgets/access/use-access-requests.ts'
import { FailureNote } from '#web/widgets/failure/failure-note.tsx'
import { isNoNetwork, NotRead, NotReadNotice, useUnread } from '#web/widgets/failure/not-read.tsx'
import { ReturnNote } from '#web/widgets/launch/return-note.tsx'
import { AssistantsCard } from './assistants-card.tsx'
import { DisplayCard } from './display-card.tsx'
import { IdentityCard } from './identity-card.tsx'
import { meWords } from './me-words.ts'
import './me.css'
import { SandboxRows } from './sandbox-rows.tsx'
import { SignOut } from './sign-out.tsx'

const queryKeys = [meQuery, preferencesQuery, assistantsQuery].map(({ queryKey }) => queryKey)

/** The person's access requests, identity, notifications and display settings, and signing out. */
export function MePage() {
  const t = useWords(meWords)
  const client = useQueryClient()
  // One may have signed out elsewhere, and come here for it.
  const [isSignedOut, setSignedOut] = useState(() => apiOf(client).isSignedOut.get())
  const unread = useUnread(queryKeys)
  const refresh = () => readAgain(client, queryKeys)
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
      {isNoNetwork(unread) && <NotReadNotice error={unread} onRetry={refresh} />}
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
  const config = useQuery(appConfigQuery).data
  const hasAssistants = config?.assistants === true
  const assistants = useQuery({ ...assistantsQuery, enabled: hasAssistants })
  const isDrawn =
    !me.isPending && !preferences.isPending && (!hasAssistants || assistants.isFetched)
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
      {hasAssistants && <AssistantsCard reading={assistants} />}
      <DisplayCard />
      <SignOut onSignedOut={onSignedOut} />
      <p className="version quiet">{t.version({ version: APP_VERSION })}</p>
    </>
  )
}

/** The access requests that the person decides; nothing if there are none. */
function RequestsCard() {
  const t = useWords(accessWords)
  const tMe = useWords(meWords)
  const { untitled } = useWords(words.flow)
  const now = useNow()
  const requests = useAccessRequests(null).data?.requests ?? []
  const sheet = useSheet(() => import('#web/widgets/access/access-sheet.tsx'))
  return (
    <>
      {requests.length > 0 && (
        <Rows testId="my-requests" header={<h2>{tMe.requests}</h2>}>
          {requests.map(({ id, name, title, askedAt }) => (
            <Row
              key={id}
              description={
                <>
                  <bdi>{title ?? untitled}</bdi> · <Moment time={askedAt} now={now} />
                </>
              }
              extra={
                <Button
                  size="small"
                  fill="outline"
                  color="primary"
                  loading="auto"
                  aria-label={`${t.decide} ${name}`}
                  onClick={sheet.show}
                >
                  {t.decide}
                </Button>
              }
            >
              <bdi>{name}</bdi>
            </Row>
          ))}
        </Rows>
      )}
      {sheet.part && <sheet.part.AccessSheet taskId={null} {...sheet.props} />}
    </>
  )
}

/**
 * Shown after signing out. The client would sign in again right away, so signing in waits for a
 * tap.
 */
function SignedOut() {
  const t = useWords(meWords)
  const tPage = useWords(words.page)
  const client = useQueryClient()
  useEffect(() => {
    // The focused button is gone.
    focusHeading('.signed-out')
    return () => apiOf(client).isSignedOut.set(false)
  }, [client])
  const signInAgain = () => {
    goHome()
    void client.resetQueries()
  }
  return (
    <div className="signed-out" role="status">
      <Result status="success" title={<h1>{t.signedOut}</h1>} description={t.signedOutNote} />
      <Button block color="primary" size="large" onClick={signInAgain}>
        {tPage.signInAgain}
      </Button>
    </div>
  )
}

/** The hash of links to it. */
const newsId = 'notices'

/** Which notifications the person gets about contracts they started or follow. */
function NewsCard({ reading }: { reading: UseQueryResult<Preferences> }) {
  const t = useWords(meWords)
  const { data, error, refetch } = reading
  const changing = useOptimistic(preferencesQuery.queryKey, changePreferences)
  return (
    <section id={newsId} className="news" tabIndex={-1} aria-label={t.news}>
      <Rows
        header={
          <>
            <h2>{t.news}</h2>
            <p className="quiet">{t.newsNote}</p>
          </>
        }
        testId="news-preferences"
      >
        {changing.error && (
          <Row>
            <FailureNote error={changing.error} />
          </Row>
        )}
        {data &&
          newsKinds.map((kind) => (
            <SwitchRow
              key={kind}
              label={t[`news-${kind}`]}
              checked={data[kind]}
              onChange={(checked) => changing.mutate({ [kind]: checked })}
            />
          ))}
        {!data && error && (
          <Row>
            <NotRead error={error} onRetry={refetch} isTold={isNoNetwork(error)} />
          </Row>
        )}
      </Rows>
    </section>
  )
}
