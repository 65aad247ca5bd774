import { type QueryKey, useQueryClient } from '@tanstack/react-query'
import Button from 'antd-mobile/es/components/button'
import { CircleCheck, TriangleAlert } from 'lucide'
import { useMemo } from 'react'
import { useSession } from '#web/api/session/session-query.ts'
import { CopyButton } from '#web/components/copy-button.tsx'
import { errorWords, failureIn } from '#web/components/failure/error-words.ts'
import { useFileChoice } from '#web/components/field/use-file-choice.tsx'
import { Row } from '#web/components/list/row.tsx'
import { Rows } from '#web/components/list/rows.tsx'
import { Notice } from '#web/components/note/notice.tsx'
import { Progress } from '#web/components/note/progress.tsx'
import { useStore } from '#web/components/use-store.ts'
import { useWords } from '#web/i18n/words.ts'
import { DeskPage } from '../desk-page.tsx'
import { flowImportOf, type ImportState } from './flow-import.ts'
import { importWords } from './import-words.ts'

/** What a file looks like; its first line may name the columns. */
const sample = 'task_id,user_id\nPRO-20261124-0001,manager4721\n'

/** It shows nothing that is read. */
const queryKeys: readonly QueryKey[] = []

/**
 * Imports a CSV file of the owners of contracts that were started elsewhere, `/admin?view=import`.
 */
export function ImportPage() {
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
    <DeskPage
      title={t.title}
      queryKeys={queryKeys}
      actions={
        stage === 'running' ? (
          <Button loading={isStopped} onClick={flowImport.stop}>
            {t.stop}
          </Button>
        ) : (
          <Button color="primary" onClick={choice.open}>
            {t.choose}
          </Button>
        )
      }
    >
      <section className="desk-list" data-testid="import">
        <Rows label={t.title}>
          <li className="desk-gap">
            <p>{t.note}</p>
            {choice.input}
          </li>
          <Row label={t.firstColumn}>{t.taskId}</Row>
          <Row label={t.secondColumn}>{t.userId}</Row>
          <Row
            label={t.sample}
            extra={<CopyButton text={sample} />}
            foot={
              <a
                className="adm-button adm-button-default adm-button-small adm-button-shape-default"
                href={`data:text/csv;charset=utf-8,${encodeURIComponent(sample)}`}
                download="owners.csv"
              >
                {t.takeSample}
              </a>
            }
          >
            <code className="import-sample">{sample}</code>
          </Row>
          {stage === 'running' && (
            <li className="desk-gap">
              <Progress percent={all === 0 ? 0 : (done / all) * 100} label={t.title} />
              <p className="desk-note">{t.progress({ done, all })}</p>
            </li>
          )}
          {stage === 'over' && <Report state={state} />}
        </Rows>
      </section>
    </DeskPage>
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
