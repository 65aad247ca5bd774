import Button from 'antd-mobile/es/components/button'
import type { IconNode } from 'lucide'
import { type ReactNode, useEffect, useId } from 'react'
import { createPortal } from 'react-dom'
import type { Tone } from '#web/components/note/tone.ts'
import { Notice } from '#web/components/note/notice.tsx'
import { useSheet } from '#web/components/overlay/sheet.tsx'
import { useWords, words } from '#web/i18n/words.ts'
import { type NoticeRank, useNotices } from './notice-queue.tsx'

type PageNoticeProps = {
  /** How important it is: only the most important one of the page is shown. */
  rank: NoticeRank
  /** By default that of the rank. */
  tone?: Tone
  /** Replaces the tone's icon. */
  icon?: IconNode
  /** One `<Button size="small">`. */
  action?: ReactNode
  /** The whole text and advice, behind 详情. */
  details?: ReactNode
  /** Shown with a copy button, behind 详情. */
  requestId?: string | null
  testId?: string
  /** The error's code, for tests and reports. */
  code?: string
  /** Below the text, never cut: what the person has to look for. */
  name?: string
  /** One line, two at most. */
  children: ReactNode
}

const tones: Record<NoticeRank, Tone> = {
  stale: 'warn',
  partial: 'warn',
  done: 'active',
  returned: 'active',
  access: 'active',
  subscription: 'warn',
  offer: 'active',
}

/**
 * A notice of a page. It can be rendered anywhere in the page, and is shown in the slot over the
 * bar, or in the list of the other notices. It goes when it is unmounted.
 */
export function PageNotice(props: PageNoticeProps) {
  const { rank, tone = tones[rank], icon, action, details, requestId, testId, code, name } = props
  const t = useWords(words.page)
  const id = useId()
  const { queue, slot, list, enqueue } = useNotices()
  useEffect(() => enqueue(id, rank), [enqueue, id, rank])
  const sheet = useSheet(() => import('./notice-details.tsx'))
  const isQueued = queue.some((one) => one.id === id)
  const place = queue[0]?.id === id ? slot : list
  const hasDetails = (details !== undefined && details !== null) || requestId != null
  return (
    <>
      {isQueued &&
        place !== null &&
        createPortal(
          <Notice
            tone={tone}
            icon={icon}
            isInRegion
            testId={testId}
            code={code}
            extra={
              (action || hasDetails) && (
                <>
                  {hasDetails && (
                    <Button size="small" fill="none" loading="auto" onClick={sheet.show}>
                      {t.details}
                    </Button>
                  )}
                  {action}
                </>
              )
            }
          >
            <span className="notice-lines">{props.children}</span>
            {name !== undefined && <strong className="notice-name">{name}</strong>}
          </Notice>,
          place,
        )}
      {sheet.part && (
        <sheet.part.NoticeDetails text={props.children} requestId={requestId} {...sheet.props}>
          {details}
        </sheet.part.NoticeDetails>
      )}
    </>
  )
}
