import { useQueryClient } from '@tanstack/react-query'
import Button from 'antd-mobile/es/components/button'
import { CircleCheck, TriangleAlert } from 'lucide'
import { useMemo } from 'react'
import { useSession } from '#web/api/session/session-query.ts'
import { errorWords, failureIn } from '#web/components/failure/error-words.ts'
import { useFileChoice } from '#web/components/field/use-file-choice.tsx'
import { Row } from '#web/components/list/row.tsx'
import { Rows } from '#web/components/list/rows.tsx'
import { Notice } from '#web/components/note/notice.tsx'
import { Progress } from '#web/components/note/progress.tsx'
import { useStore } from '#web/components/use-store.ts'
import { useWords } from '#web/i18n/words.ts'
import { flowImportOf, type ImportState } from './flow-import.ts'
import { importWords } from './import-words.ts'

/** Imports a CSV file of the owners of contracts that were started elsewhere. */
export function ImportCard() {
  const t = useWords(importWords)
  const client = useQueryClient()
  const session = useSession()
  const flowImport = useMemo(() => flowImportOf(client, session), [client, session])
  const state = useStore(flowImport.state)
  const { stage, done, all, isStopped } = state
  const choice = useFileChoice(
    ([file]) => {
      if (file) flowImport.start(file)
    },
    { accept: '.csv,text/csv' },
  )
  return (
    <section className="desk-list" data-testid="import">
      <Rows
        header={<h2>{t.title}</h2>}
        extra={
          stage === 'running' ? (
            <Button size="small" loading={isStopped} onClick={flowImport.stop}>
              {t.stop}
            </Button>
          ) : (
            <Button size="small" onClick={choice.open}>
              {t.choose}
            </Button>
          )
        }
      >
        <li className="desk-gap desk-note">
          {t.note}
          {choice.input}
        </li>
        {stage === 'running' && (
          <li className="desk-gap">
            <Progress percent={all === 0 ? 0 : (done / all) * 100} label={t.title} />
            <p className="desk-note">{t.progress({ done, all })}</p>
          </li>
        )}
        {stage === 'over' && <Report state={state} />}
      </Rows>
    </section>
  )
}

/** The result: imported lines, and refused ones with the reason. */
function Report({ state }: { state: ImportState }) {
  const t = useWords(importWords)
  const tError = useWords(errorWords)
  const { taken, notTaken, done, all, error } = state
  const isStopped = state.isStopped && done < all
  const isWhole = notTaken.length === 0 && !isStopped
  const counts = `${t.taken(taken)}${notTaken.length > 0 ? ` · ${t.notTaken(notTaken.length)}` : ''}`
  return (
    <>
      <li className="desk-gap">
        {error ? (
          <Notice tone="warn" icon={TriangleAlert} role="alert" testId="import-report">
            {t.failed({ reason: failureIn(error, tError).reason })}
            {all > 0 && (
              <span className="desk-note">{`${t.progress({ done, all })} · ${counts}`}</span>
            )}
          </Notice>
        ) : (
          <Notice
            tone={isWhole ? 'good' : 'warn'}
            icon={isWhole ? CircleCheck : TriangleAlert}
            testId="import-report"
          >
            {all === 0 ? t.empty : counts}
            {isStopped && ` · ${t.stopped}`}
          </Notice>
        )}
      </li>
      {notTaken.map(({ line, taskId, userId, reason }) => (
        <Row key={line} testId="import-refusal" description={t[reason]}>
          {t.line({ line, row: [taskId, userId].filter((text) => text !== '').join(' · ') })}
        </Row>
      ))}
    </>
  )
}
