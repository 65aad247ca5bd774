import { useMutation } from '@tanstack/react-query'
import { FileText } from 'lucide'
import { ApiError } from '#web/api/http/api-error.ts'
import { readFlowDocuments } from '#web/api/queries/flow.ts'
import { withSession } from '#web/api/session/renew-session.ts'
import { Icon } from '#web/components/icon.ts'
import { Row } from '#web/components/list/row.tsx'
import { Rows } from '#web/components/list/rows.tsx'
import { Notice } from '#web/components/note/notice.tsx'
import { useWords, words } from '#web/i18n/words.ts'

/** The contract files. Their addresses do not last, so they are asked for when wanted. */
export function DocumentsCard({ taskId }: { taskId: string }) {
  const t = useWords(words.document)
  const tPage = useWords(words.page)
  const tError = useWords(words.error)
  // Not a query: what is cached would be shown after it has stopped working.
  const reading = useMutation({ mutationFn: () => withSession(() => readFlowDocuments(taskId)) })
  const documents = reading.data?.documents
  const code = reading.error instanceof ApiError ? reading.error.code : 'internal-error'
  return (
    <>
      {documents === undefined ? (
        <Rows header={<h2>{t.title}</h2>}>
          <Row
            prefix={fileIcon}
            extra={reading.isPending && tPage.loading}
            disabled={reading.isPending}
            onClick={() => reading.mutate()}
          >
            {t.show}
          </Row>
        </Rows>
      ) : (
        <Rows header={<h2>{t.title}</h2>} testId="flow-documents">
          {documents.length === 0 && <Row>{t.empty}</Row>}
          {documents.map(({ fileId, name, url }, index) =>
            url === null ? (
              <Row key={fileId ?? index} prefix={fileIcon} description={t.unavailable}>
                {name ?? t.unnamed}
              </Row>
            ) : (
              <Row key={fileId ?? index} prefix={fileIcon} href={url}>
                {name ?? t.unnamed}
              </Row>
            ),
          )}
        </Rows>
      )}
      {reading.error && (
        <Notice tone="bad" role="alert">
          {t.failed}
          {tError[code]} {t.note}
        </Notice>
      )}
    </>
  )
}

const fileIcon = <Icon icon={FileText} className="row-icon" />
