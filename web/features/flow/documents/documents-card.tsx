import { useQueryClient } from '@tanstack/react-query'
import Button from 'antd-mobile/es/components/button'
import { Download, FileText, Image, PanelLeft, Paperclip } from 'lucide'
import { useEffect, useEffectEvent, useState } from 'react'
import type { FlowView } from '#shared/schemas/flow/flow.ts'
import type { DocumentFacts } from '#shared/schemas/flow/flow-document.ts'
import { Icon } from '#web/components/icon.ts'
import { Row } from '#web/components/list/row.tsx'
import { Rows } from '#web/components/list/rows.tsx'
import { useSheet } from '#web/components/overlay/sheet.tsx'
import { sizeText } from '#web/components/size-text.ts'
import { lazyPart } from '#web/components/page/lazy-part.tsx'
import { useIsSplit } from '#web/components/use-is-wide.ts'
import { useStore } from '#web/components/use-store.ts'
import { useDevice } from '#web/i18n/device.ts'
import { useWords, words } from '#web/i18n/words.ts'
import { loadViewer, prefetchViewer } from '#web/widgets/viewer/load-viewer.ts'
import './documents.css'
import { filesBeside, showFilesBeside } from './files-beside.ts'

const FilesPane = lazyPart(async () => (await import('./files-pane.tsx')).FilesPane, null)

/** Milliseconds after which the page is complete. */
const leisureMs = 2500

/**
 * The contract's files, which open in the viewer. From 1200 pixels they are shown beside the rest,
 * unless the person has closed them.
 */
export function DocumentsCard({ view }: { view: FlowView }) {
  const { taskId, status } = view.flow
  const { documents: known, attachments = [] } = view.registry ?? {}
  const t = useWords(words.document)
  const client = useQueryClient()
  const { language } = useDevice()
  // What was not known when the page was drawn stays one row, so that nothing moves.
  const [isListed] = useState(known !== undefined)
  const [found, setFound] = useState<readonly DocumentFacts[] | undefined>(known)
  const [trouble, setTrouble] = useState<string | null>(null)
  const [first, setFirst] = useState(0)
  const archive = useSheet(() => import('#web/widgets/archive/archive-sheet.tsx'), {
    needsNetwork: true,
  })
  const attachment = useSheet(() => import('./attachment-sheet.tsx'))
  const [attachmentName, setAttachmentName] = useState('')
  const documents = known ?? found
  const isSplit = useIsSplit()
  const isBeside = useStore(filesBeside)
  // Once shown, they stay while the window is narrower.
  const [wasSplit, setWasSplit] = useState(isSplit)
  if (isSplit && !wasSplit) setWasSplit(true)
  const [isWhole, setWhole] = useState(false)

  const read = async () => {
    const { readDocuments } = await import('./read-documents.ts')
    const outcome = await readDocuments(client, taskId, language)
    setTrouble(outcome.trouble)
    if (outcome.documents !== null) setFound(outcome.documents)
    return outcome.documents
  }
  const viewer = useSheet(
    async () => {
      const [viewing, list, { filesToOpen }] = await Promise.all([
        loadViewer(),
        documents ?? read(),
        import('./read-documents.ts'),
      ])
      return { ...viewing, files: filesToOpen(taskId, list ?? []) }
    },
    { needsNetwork: true },
  )
  const show = (index: number) => {
    setFirst(index)
    return viewer.show()
  }

  const atLeisure = useEffectEvent(() => {
    setWhole(true)
    if (documents === undefined && trouble === null) read().catch(() => {})
    // The files of a completed contract are what people come for.
    prefetchViewer(status === 'completed').catch(() => {})
  })
  useEffect(() => {
    const timer = setTimeout(atLeisure, leisureMs)
    return () => clearTimeout(timer)
  }, [])

  if (status === 'deleted') return null
  const rows = isListed ? documents : documents?.slice(0, 1)
  const isSeveral = (documents?.length ?? 0) > 1
  const hasNone = documents?.length === 0 || (documents === undefined && trouble !== null)
  return (
    <div
      data-testid="flow-documents"
      className={[
        'contract-files',
        hasNone && 'has-none',
        attachments.length > 0 && 'has-attachments',
      ]
        .filter(Boolean)
        .join(' ')}
    >
      <Rows
        header={<h2>{t.title}</h2>}
        extra={
          documents?.length === 0 ? null : (
            <span>
              {attachments.length > 0 && documents !== undefined && !attachments.includes(null) && (
                <span className="small">{t.files(documents.length + attachments.length)}</span>
              )}
              <Button
                size="small"
                fill="none"
                color="primary"
                loading="auto"
                onClick={() => show(0)}
              >
                {t.show}
              </Button>
            </span>
          )
        }
      >
        {documents?.length === 0 && <Row>{t.empty}</Row>}
        {rows === undefined && <DocumentRow trouble={trouble} onOpen={() => show(0)} />}
        {rows?.map((facts, index) => (
          // Files have no id here, but their order does not change.
          <DocumentRow
            // oxlint-disable-next-line react/no-array-index-key
            key={index}
            facts={facts}
            trouble={index === 0 ? trouble : null}
            count={isListed ? 1 : documents?.length}
            isLate={!isListed}
            onOpen={() => show(index)}
          />
        ))}
        {attachments.map((name) => (
          <Row
            key={name}
            item={{ 'data-attachment': true }}
            prefix={<Icon icon={Paperclip} className="row-icon" />}
            description={name !== null && t.attachment}
            {...(name !== null && {
              onClick: () => {
                setAttachmentName(name)
                void attachment.show()
              },
            })}
          >
            {name === null ? (
              <span className="quiet">{t.attachmentsElsewhere}</span>
            ) : (
              <span className="document-name">{name}</span>
            )}
          </Row>
        ))}
        {isListed && isSeveral && (
          <Row
            prefix={<Icon icon={Download} className="row-icon" />}
            hasArrow={false}
            onClick={() => void archive.show()}
          >
            {t.takeAll}
          </Row>
        )}
        {isSplit && !isBeside && (
          <Row
            prefix={<Icon icon={PanelLeft} className="row-icon" />}
            hasArrow={false}
            onClick={() => showFilesBeside(true)}
          >
            {t.beside}
          </Row>
        )}
      </Rows>
      {/* Drawn with the page, so that nothing moves when the files come. */}
      <div className="files-pane">
        <div className="files-outline" />
        {wasSplit && isBeside && isWhole && documents !== undefined && (
          <FilesPane taskId={taskId} documents={documents} placeholder={null} />
        )}
      </div>
      {viewer.part && viewer.part.files.length > 0 && (
        <viewer.part.Viewer files={viewer.part.files} first={first} {...viewer.props} />
      )}
      {attachment.part && (
        <attachment.part.AttachmentSheet view={view} name={attachmentName} {...attachment.props} />
      )}
      {archive.part && <archive.part.ArchiveSheet taskIds={[taskId]} {...archive.props} />}
    </div>
  )
}

type DocumentRowProps = {
  /** Undefined until they are known. */
  facts?: DocumentFacts
  /** How many files the row stands for. */
  count?: number | undefined
  /** Whether the name arrives later, and must not change the row's height. */
  isLate?: boolean
  /** Why the file cannot be had; null if it can. */
  trouble: string | null
  onOpen: () => Promise<void>
}

/** A file: its name, what is known of it, or why it cannot be had. */
function DocumentRow({ facts, count = 1, isLate = false, trouble, onOpen }: DocumentRowProps) {
  const t = useWords(words.document)
  const name = facts === undefined ? t.title : (facts.name ?? t.unnamed)
  const parts = [
    // Keeps the height of the line.
    facts === undefined ? '\u00a0' : t.kind,
    facts?.pages != null && t.pages({ pages: facts.pages }),
    facts?.bytes != null && sizeText(facts.bytes),
  ]
  const about = count > 1 ? t.others({ count }) : parts.filter(Boolean).join(' · ')
  const isPicture = /\.(jpe?g|png)$/i.test(facts?.name ?? '')
  return (
    <Row
      prefix={<Icon icon={isPicture ? Image : FileText} className="row-icon" />}
      description={trouble ?? about}
      onClick={() => void onOpen()}
    >
      <span className={isLate ? 'document-name is-late' : 'document-name'}>{name}</span>
    </Row>
  )
}
