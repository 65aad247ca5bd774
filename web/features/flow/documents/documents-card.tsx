import { FileText } from 'lucide'
import { type ComponentType, useState } from 'react'
import { loadAgain } from '#web/api/http/load-again.ts'
import { Icon } from '#web/components/icon.ts'
import { Row } from '#web/components/list/row.tsx'
import { Rows } from '#web/components/list/rows.tsx'
import { notify } from '#web/components/overlay/notify.ts'
import { useWords, words } from '#web/i18n/words.ts'
import type { OpenedDocumentsProps } from './opened-documents.tsx'

/** The contract files, loaded on demand. */
export function DocumentsCard(props: OpenedDocumentsProps) {
  const t = useWords(words.document)
  const { noNetwork } = useWords(words.page)
  const [Opened, setOpened] = useState<ComponentType<OpenedDocumentsProps> | null>(null)
  const open = () => {
    loadAgain(() => import('./opened-documents.tsx')).then(
      ({ OpenedDocuments }) => setOpened(() => OpenedDocuments),
      () => notify(noNetwork, 'fail'),
    )
  }
  return (
    <>
      {/* Visually, the rows explain themselves. */}
      <h2 className="visually-hidden">{t.title}</h2>
      {Opened ? (
        <Opened {...props} />
      ) : (
        <Rows label={t.title}>
          <Row prefix={<Icon icon={FileText} className="row-icon" />} onClick={open}>
            {t.show}
          </Row>
        </Rows>
      )}
    </>
  )
}
