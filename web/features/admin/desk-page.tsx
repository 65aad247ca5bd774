import { type QueryKey, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useLayoutEffect } from 'react'
import { useTrouble } from '#web/api/http/use-trouble.ts'
import { PageHeader } from '#web/components/page/page-header.tsx'
import { PageNotUpdated } from '#web/components/page/page-not-updated.tsx'
import { Page } from '#web/components/page/page.tsx'
import { readAgain } from '#web/components/page/read-again.ts'
import { PullToRefresh } from '#web/components/pull/pull-to-refresh.tsx'
import { useWords } from '#web/i18n/words.ts'
import { DeskCrumb } from '#web/widgets/desk/desk-crumb.tsx'
import { isNoNetwork, NotReadNotice, useUnread } from '#web/widgets/failure/not-read.tsx'
import { adminWords } from './admin-words.ts'

type DeskPageProps = {
  title: string
  /** What the page shows, to be read again. */
  queryKeys: readonly QueryKey[]
  /** A query that failed after it had been read. */
  old?: { error: Error | null; dataUpdatedAt: number } | undefined
  hasColumns?: boolean
  /** Buttons of the page's bar or header. */
  actions?: ReactNode
  children: ReactNode
}

/** The frame of a page behind a row of the desk. */
export function DeskPage(props: DeskPageProps) {
  const { title, queryKeys, old, hasColumns = false, actions, children } = props
  const t = useWords(adminWords)
  const client = useQueryClient()
  useLayoutEffect(() => {
    // The way back is above the title, and a bar with actions takes the tab bar's place.
    const { classList } = document.documentElement
    classList.add('is-behind-desk')
    return () => classList.remove('is-behind-desk')
  }, [])
  const refresh = () => readAgain(client, queryKeys)
  const trouble = useTrouble(old?.error ?? null, old?.dataUpdatedAt || Infinity)
  const unread = useUnread(queryKeys)
  return (
    <Page title={t.pageTitle} hasColumns={hasColumns}>
      <PullToRefresh onRefresh={refresh}>
        <div className="desk">
          <PageHeader
            hasHome={false}
            head={
              <div className="desk-head">
                <DeskCrumb to="/admin" label={t.pageTitle} />
                <h1 className="desk-title">{title}</h1>
              </div>
            }
          >
            {actions}
          </PageHeader>
          {trouble && <PageNotUpdated error={trouble} onRetry={refresh} />}
          {!trouble && isNoNetwork(unread) && <NotReadNotice error={unread} onRetry={refresh} />}
          {children}
        </div>
      </PullToRefresh>
    </Page>
  )
}
