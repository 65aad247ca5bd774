import { useQuery } from '@tanstack/react-query'
import { FileText } from 'lucide'
import { readFlowDocuments } from '#web/api/queries/flow-actions.ts'
import { Icon } from '#web/components/icon.ts'
import { Row } from '#web/components/list/row.tsx'
import { Rows } from '#web/components/list/rows.tsx'
import { lazyPart } from '#web/components/page/lazy-part.tsx'
import { useWords, words } from '#web/i18n/words.ts'

const FailureNote = lazyPart(
  async () => (await import('#web/components/failure/failure-note.tsx')).FailureNote,
)

/** The contract files. Their addresses do not last, so they are asked for when wanted, and not kept. */
export function DocumentsCard({ taskId }: { taskId: string }) {
  const t = useWords(words.document)
  const tPage = useWords(words.page)
  const reading = useQuery({
    queryKey: ['documents', taskId],
    queryFn: async ({ client }) => {
      const [{ documents }, { DocumentRows }] = await Promise.all([
        readFlowDocuments(client, taskId),
        import('./document-rows.tsx'),
      ])
      return { documents, DocumentRows }
    },
    enabled: false,
    gcTime: 0,
    // A component is no plain data.
    structuralSharing: false,
  })
  const { documents, DocumentRows } = reading.data ?? {}
  // The rows say what they are to those who see them.
  const heading = <h2 className="visually-hidden">{t.title}</h2>
  if (documents !== undefined && DocumentRows !== undefined)
    return (
      <>
        {heading}
        <DocumentRows taskId={taskId} documents={documents} />
      </>
    )
  return (
    <>
      {heading}
      <Rows label={t.title}>
        <Row
          prefix={<Icon icon={FileText} className="row-icon" />}
          extra={reading.isFetching && tPage.loading}
          disabled={reading.isFetching}
          onClick={() => void reading.refetch()}
        >
          {t.show}
        </Row>
        {reading.error && (
          <Row>
            <FailureNote error={reading.error} placeholder={null} />
          </Row>
        )}
      </Rows>
    </>
  )
}
