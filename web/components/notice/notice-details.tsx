import Card from 'antd-mobile/es/components/card'
import type { ReactNode } from 'react'
import { CopyButton } from '#web/components/copy-button.tsx'
import { errorWords } from '#web/components/failure/error-words.ts'
import { type OpenSheet, Sheet } from '#web/components/overlay/sheet.tsx'
import { useWords, words } from '#web/i18n/words.ts'

type NoticeDetailsProps = {
  text: ReactNode
  requestId: string | null | undefined
  children: ReactNode
} & OpenSheet

/** The whole text of a notice, what to do, and what to report. */
export function NoticeDetails({ text, requestId, children, ...sheet }: NoticeDetailsProps) {
  const { details } = useWords(words.page)
  const t = useWords(errorWords)
  return (
    <Sheet title={details} {...sheet}>
      <Card bodyClassName="stack">
        <div>{text}</div>
        {children}
        {requestId != null && (
          <p className="small">
            {t.requestId({ id: requestId })} <CopyButton text={requestId} />
          </p>
        )}
      </Card>
    </Sheet>
  )
}
