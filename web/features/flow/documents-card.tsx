import { FileText } from 'lucide'
import { type ComponentType, useState } from 'react'
import type { FlowStatus } from '#shared/rules/codes/flow-status.ts'
import { Icon } from '#web/components/icon.ts'
import { Row } from '#web/components/list/row.tsx'
import { Rows } from '#web/components/list/rows.tsx'
import { notify } from '#web/components/overlay/notify.ts'
import { useWords, words } from '#web/i18n/words.ts'

type Opened = { Documents: ComponentType<{ taskId: string }>; status: FlowStatus }

/** The contract files, once they are wanted; again when the status has changed, as they change with it. */
export function DocumentsCard({ taskId, status }: { taskId: string; status: FlowStatus }) {
  const t = useWords(words.document)
  const { noNetwork } = useWords(words.page)
  const [opened, setOpened] = useState<Opened | null>(null)
  const open = () => {
    import('./opened-documents.tsx').then(
      ({ OpenedDocuments }) => setOpened({ Documents: OpenedDocuments, status }),
      () => notify(noNetwork, 'fail'),
    )
  }
  return (
    <>
      {/* The rows say what they are to those who see them. */}
      <h2 className="visually-hidden">{t.title}</h2>
      {opened?.status === status ? (
        <opened.Documents taskId={taskId} />
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
