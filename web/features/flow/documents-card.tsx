import { useMutation } from '@tanstack/react-query'
import Button from 'antd-mobile/es/components/button'
import { ApiError } from '#web/api/http/api-error.ts'
import { readFlowDocuments } from '#web/api/queries/flow.ts'
import { withSession } from '#web/api/session/renew-session.ts'
import { useWords, words } from '#web/i18n/words.ts'

/** The contract files. Their addresses do not last, so they are asked for when wanted. */
export function DocumentsCard({ taskId }: { taskId: string }) {
  const t = useWords(words.document)
  const tError = useWords(words.error)
  // Not a query: what is cached would be shown after it has stopped working.
  const reading = useMutation({ mutationFn: () => withSession(() => readFlowDocuments(taskId)) })
  const documents = reading.data?.documents
  const code = reading.error instanceof ApiError ? reading.error.code : 'internal-error'
  return (
    <section className="card">
      <div className="section-head">
        <h2>{t.title}</h2>
      </div>
      {documents === undefined && (
        <Button block loading={reading.isPending} onClick={() => reading.mutate()}>
          {t.show}
        </Button>
      )}
      {reading.error && (
        <p className="tone-bad reason" role="alert">
          {t.failed}
          {tError[code]}
        </p>
      )}
      {documents?.length === 0 && <p className="quiet">{t.empty}</p>}
      {documents && (
        <ul className="flow-rows" data-testid="flow-documents">
          {documents.map(({ fileId, name, url }, index) => (
            <li key={fileId ?? index}>
              {url === null ? (
                <span className="flow-row">
                  <span className="flow-row-title">{name ?? t.unnamed}</span>
                  <span className="quiet">{t.unavailable}</span>
                </span>
              ) : (
                <a className="flow-row" href={url} target="_blank" rel="noreferrer">
                  <span className="flow-row-title">{name ?? t.unnamed}</span>
                </a>
              )}
            </li>
          ))}
        </ul>
      )}
      <p className="quiet note">{t.note}</p>
    </section>
  )
}
