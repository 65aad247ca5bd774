import Button from 'antd-mobile/es/components/button'
import type { ReactNode } from 'react'
import { FailureNote } from '#web/components/failure/failure-note.tsx'
import { FailureNotice } from '#web/components/failure/failure-notice.tsx'
import { Notice } from '#web/components/note/notice.tsx'
import { PageNotice } from '#web/components/notice/page-notice.tsx'
import { useWords, words } from '#web/i18n/words.ts'
import './launch.css'
import { launchWords } from './launch-words.ts'
import type { Launch } from './use-launch.ts'

interface LaunchNoteProps {
  launch: Launch
  /** The test id of the page's notice that says it; without one, it is said where it is rendered. */
  pageNotice?: string
}

/** The state of opening a page, in words. */
export function LaunchNote({ launch: { state, update }, pageNotice }: LaunchNoteProps) {
  const t = useWords(launchWords)
  const { retry } = useWords(words.page)
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
    case 'not-updated': {
      const isAway = state.stage === 'away'
      const button = (
        <Button size="small" fill="outline" onClick={update}>
          {isAway ? t.awayUpdate : retry}
        </Button>
      )
      return isAway ? say('active', t.away, button) : say('warn', t.notUpdated, button)
    }
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
