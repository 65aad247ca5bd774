import { useWords } from '#web/i18n/words.ts'
import { FailureNote } from '#web/components/failure/failure-note.tsx'
import './launch.css'
import { launchWords } from './launch-words.ts'
import type { Launch } from './use-launch.ts'

/** How the opening of a page goes, in words. */
export function LaunchNote({ launch: { state, update } }: { launch: Launch }) {
  const t = useWords(launchWords)
  return (
    <>
      <p className="launch-note" role="status">
        {state.stage === 'not-opened' && (
          <>
            {t.notOpened}{' '}
            <a className="text-link" href={state.address} target="_blank" rel="noreferrer">
              {t.openByLink}
            </a>
          </>
        )}
        {state.stage === 'away' && (
          <>
            {t.away}{' '}
            <button type="button" className="text-link" onClick={update}>
              {t.awayUpdate}
            </button>
          </>
        )}
        {(state.stage === 'updating' || state.stage === 'updated') && t[state.stage]}
      </p>
      {state.stage === 'failed' && <FailureNote error={state.error} />}
    </>
  )
}
