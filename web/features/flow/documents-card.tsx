import { FileText } from 'lucide'
import { useState } from 'react'
import { Icon } from '#web/components/icon.ts'
import { Row } from '#web/components/list/row.tsx'
import { Rows } from '#web/components/list/rows.tsx'
import { lazyPart } from '#web/components/page/lazy-part.tsx'
import { useWords, words } from '#web/i18n/words.ts'

const OpenedDocuments = lazyPart(
  async () => (await import('./opened-documents.tsx')).OpenedDocuments,
)

/** The contract files, once they are wanted. */
export function DocumentsCard({ taskId }: { taskId: string }) {
  const t = useWords(words.document)
  const [isOpened, setOpened] = useState(false)
  const closed = (
    <Rows label={t.title}>
      <Row
        prefix={<Icon icon={FileText} className="row-icon" />}
        disabled={isOpened}
        onClick={() => setOpened(true)}
      >
        {t.show}
      </Row>
    </Rows>
  )
  return (
    <>
      {/* The rows say what they are to those who see them. */}
      <h2 className="visually-hidden">{t.title}</h2>
      {isOpened ? <OpenedDocuments taskId={taskId} placeholder={closed} /> : closed}
    </>
  )
}
