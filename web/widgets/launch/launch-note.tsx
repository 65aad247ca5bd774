import Button from 'antd-mobile/es/components/button'
import type { ReactNode } from 'react'
import { FailureNote } from '#web/widgets/failure/failure-note.tsx'
import { FailureNotice } from '#web/widgets/failure/failure-notice.tsx'
import { RetrySmall } from '#web/components/failure/retry-small.tsx'
import { Notice } from '#web/components/note/notice.tsx'
import { PageNotice } from '#web/components/notice/page-notice.tsx'
import { useWords } from '#web/i18n/words.ts'
import './launch.css'
import { launchWords } from './launch-words.ts'
import type { Launch } from './use-launch.ts'

export type LaunchNoteProps = {
  launch: Launch
  /** The test id of the page's notice that says it; without one, it is said where it is rendered. */
  pageNotice?: string | undefined
}

/** The state of opening a page, in words. */
export function LaunchNote({ launch: { state, update }, pageNotice }: LaunchNoteProps) {
  const t = useWords(launchWords)
  const say = (tone: 'active' | 'warn', text: ReactNode, button?: ReactNode) =>
    pageNotice === undefined ? (
      <Notice tone={tone} extra={button}>
        {text}
      </Notice>
    ) : (
      <PageNotice rank="returned" tone={tone} action={button} testId={pageNotice}>
        {text}
      </PageNotice>
    )
  switch (state.stage) {
    case 'not-opened':
      return say(
        'warn',
        <>
          {t.notOpened}
          <a className="text-link" href={state.address} target="_blank" rel="noreferrer">
            {t.openByLink}
          </a>
        </>,
      )
    case 'updating':
    case 'updated':
      return say('active', t[state.stage])
    case 'away':
      return say(
        'active',
        t.away,
        <Button size="small" fill="outline" onClick={update}>
          {t.awayUpdate}
        </Button>,
      )
    case 'not-updated':
      return say(
        'warn',
        t.notUpdated,
        <RetrySmall error={state.error} onRetry={() => Promise.resolve(update())} fill="outline" />,
      )
    case 'failed':
      return pageNotice === undefined ? (
        <FailureNote error={state.error} />
      ) : (
        <FailureNotice rank="done" tone="bad" error={state.error} testId={pageNotice} />
      )
    default:
      return null
  }
}
