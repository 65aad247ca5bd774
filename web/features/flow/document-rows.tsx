import { Download, FileText } from 'lucide'
import type { FlowDocuments } from '#shared/schemas/flow/flow-document.ts'
import { Icon } from '#web/components/icon.ts'
import { Row } from '#web/components/list/row.tsx'
import { Rows } from '#web/components/list/rows.tsx'
import { useSheet } from '#web/components/overlay/use-sheet.ts'
import { useWords, words } from '#web/i18n/words.ts'
import { documentRowWords } from './document-words.ts'

interface DocumentRowsProps {
  taskId: string
  documents: FlowDocuments['documents']
}

/** The contract files, each to be opened, and all of them to be taken along. */
export function DocumentRows({ taskId, documents }: DocumentRowsProps) {
  const { title } = useWords(words.document)
  const t = useWords(documentRowWords)
  const archive = useSheet(() => import('#web/components/archive/archive-sheet.tsx'))
  return (
    <>
      <Rows label={title} testId="flow-documents">
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
        {documents.length > 0 && (
          <Row
            prefix={<Icon icon={Download} className="row-icon" />}
            hasArrow={false}
            onClick={() => void archive.show()}
          >
            {t.takeAll}
          </Row>
        )}
      </Rows>
      {archive.part && (
        <archive.part.ArchiveSheet
          taskIds={[taskId]}
          open={archive.isOpen}
          onClose={archive.close}
        />
      )}
    </>
  )
}

const fileIcon = <Icon icon={FileText} className="row-icon" />
