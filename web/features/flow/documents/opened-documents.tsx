import { useQuery } from '@tanstack/react-query'
import { Download, FileText } from 'lucide'
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import type { FlowStatus } from '#shared/rules/codes/flow-status.ts'
import { readFlowDocuments } from '#web/api/queries/flow-actions.ts'
import { FailureNote } from '#web/components/failure/failure-note.tsx'
import { Icon } from '#web/components/icon.ts'
import { Row } from '#web/components/list/row.tsx'
import { Rows } from '#web/components/list/rows.tsx'
import { announce } from '#web/components/overlay/announcement.ts'
import { useSheet } from '#web/components/overlay/use-sheet.ts'
import { useWords, words } from '#web/i18n/words.ts'
import { documentRowWords } from './document-words.ts'

/**
 * How long the files' URLs are offered, in milliseconds; e签宝's storage accepts them for an hour.
 */
const validMs = 30 * 60_000

export interface OpenedDocumentsProps {
  taskId: string
  status: FlowStatus
}

/**
 * The contract files, to open or to download together. They must be reread before their URLs
 * expire, and when the status changes, because the files change with it.
 */
export function OpenedDocuments({ taskId, status }: OpenedDocumentsProps) {
  const { title, show } = useWords(words.document)
  const t = useWords(documentRowWords)
  const tPage = useWords(words.page)
  const archive = useSheet(() => import('#web/components/archive/archive-sheet.tsx'), {
    needsNetwork: true,
  })
  const [readIn, setReadIn] = useState(status)
  const { data, error, isFetching, isStale, refetch } = useQuery({
    queryKey: ['documents', taskId],
    queryFn: ({ client }) => readFlowDocuments(client, taskId),
    staleTime: validMs,
    gcTime: 0,
    // Each read is recorded in the audit table.
    refetchOnWindowFocus: false,
    refetchOnReconnect: ({ state }) => state.status === 'error',
  })
  const isShown = data !== undefined && !isStale && readIn === status
  const card = useRef<HTMLDivElement>(null)
  // Mounting means that somebody has asked for the files.
  const isRequested = useRef(true)
  const readAgain = async () => {
    if (isFetching) return
    isRequested.current = true
    const { isSuccess } = await refetch()
    if (isSuccess) setReadIn(status)
  }
  const follow = useEffectEvent((isThere: boolean) => {
    if (!isRequested.current) return
    // The button that was pressed is gone, so the focus is lost.
    if (document.activeElement === document.body)
      card.current?.querySelector<HTMLElement>('a, button')?.focus({ preventScroll: true })
    if (!isThere || data === undefined) return
    isRequested.current = false
    announce(t.there(data.documents.length))
  })
  useEffect(() => follow(isShown), [isShown])
  return (
    <div ref={card}>
      {!isShown ? (
        <Rows label={title}>
          <Row
            prefix={fileIcon}
            extra={isFetching && tPage.loading}
            onClick={() => void readAgain()}
          >
            {show}
          </Row>
          {error && (
            <Row>
              <FailureNote error={error} />
            </Row>
          )}
        </Rows>
      ) : (
        <Rows label={title} testId="flow-documents">
          {data.documents.length === 0 && <Row>{t.empty}</Row>}
          {data.documents.map(({ fileId, name, url }, index) =>
            url === null ? (
              <Row key={fileId ?? index} prefix={fileIcon} description={t.unavailable}>
                <bdi>{name ?? t.unnamed}</bdi>
              </Row>
            ) : (
              <Row key={fileId ?? index} prefix={fileIcon} href={url}>
                <bdi>{name ?? t.unnamed}</bdi>
              </Row>
            ),
          )}
          {data.documents.length > 0 && (
            <Row
              prefix={<Icon icon={Download} className="row-icon" />}
              hasArrow={false}
              onClick={() => void archive.show()}
            >
              {t.takeAll}
            </Row>
          )}
        </Rows>
      )}
      {/* Not unmounted when the files have to be reread, so that a download continues. */}
      {archive.part && <archive.part.ArchiveSheet taskIds={[taskId]} {...archive.props} />}
    </div>
  )
}

const fileIcon = <Icon icon={FileText} className="row-icon" />
