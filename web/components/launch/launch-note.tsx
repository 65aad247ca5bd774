import Button from 'antd-mobile/es/components/button'
import { FailureNote } from '#web/components/failure/failure-note.tsx'
import { Notice } from '#web/components/note/notice.tsx'
import { useWords, words } from '#web/i18n/words.ts'
import './launch.css'
import { launchWords } from './launch-words.ts'
import type { Launch } from './use-launch.ts'

/** The state of opening a page, in words. */
export function LaunchNote({ launch: { state, update } }: { launch: Launch }) {
  const t = useWords(launchWords)
  const { retry } = useWords(words.page)
  switch (state.stage) {
    case 'not-opened':
      return (
        <Notice tone="warn">
          {t.notOpened}
          <a className="text-link" href={state.address} target="_blank" rel="noreferrer">
            {t.openByLink}
          </a>
        </Notice>
      )
    case 'updating':
    case 'updated':
      return <Notice tone="active">{t[state.stage]}</Notice>
    case 'away':
    case 'not-updated': {
      const isAway = state.stage === 'away'
      const button = (
        <Button size="small" fill="outline" onClick={update}>
          {isAway ? t.awayUpdate : retry}
        </Button>
      )
      return (
        <Notice tone={isAway ? 'active' : 'warn'} extra={button}>
          {isAway ? t.away : t.notUpdated}
        </Notice>
      )
    }
    case 'failed':
      return <FailureNote error={state.error} />
    default:
      return null
  }
}
