import { useQuery } from '@tanstack/react-query'
import Button from 'antd-mobile/es/components/button'
import { CalendarClock } from 'lucide'
import { useState } from 'react'
import type { FlowView } from '#shared/schemas/flow/flow.ts'
import { readStored, writeStored } from '#web/api/device-cache/stored.ts'
import { termsQuery } from './terms-query.ts'
import { RetrySmall } from '#web/components/failure/retry-small.tsx'
import { Row } from '#web/components/list/row.tsx'
import { Rows } from '#web/components/list/rows.tsx'
import { PageNotice } from '#web/components/notice/page-notice.tsx'
import { useSheet } from '#web/components/overlay/sheet.tsx'
import { Parts } from '#web/components/parts.tsx'
import { useWords, words } from '#web/i18n/words.ts'
import { FailureNote } from '#web/widgets/failure/failure-note.tsx'
import { termsWords } from './terms-words.ts'
import { type Asked, useTermsSentence } from './use-terms-sentence.ts'

/** The contracts whose terms this device has offered to set, the latest last. */
const storageKey = 'terms-offered'

const maxOffered = 20

/** Whether setting the terms is offered: once on a device, on the day of completion. */
function useOffer(taskId: string, isWanted: boolean): boolean {
  const [offered] = useState(() => (readStored(storageKey) ?? '').split(' ').filter(Boolean))
  const isNew = !offered.includes(taskId)
  if (isWanted && isNew) writeStored(storageKey, [...offered, taskId].slice(-maxOffered).join(' '))
  return isWanted && isNew
}

/** How long a completed contract runs, and where that is entered. */
export function TermsCard({ view }: { view: FlowView }) {
  const t = useWords(termsWords)
  const { terms: title } = useWords(words.flow)
  const sentence = useTermsSentence()
  const { taskId } = view.flow
  const { data, error, refetch } = useQuery(termsQuery(taskId))
  const sheet = useSheet(() => import('./terms-sheet.tsx'), { needsNetwork: true })
  const { terms = null, signedOn = null, today = '', ownDays, mayChange = false } = data ?? {}
  const asked = terms === null || signedOn === null ? null : { terms, signedOn, today, ownDays }
  const isOffered = useOffer(taskId, asked === null && mayChange && signedOn === today)
  const canOpen = mayChange || asked !== null
  return (
    <>
      <Rows header={<h2>{title}</h2>}>
        <Row
          testId="flow-terms"
          description={
            asked === null ? (mayChange && t.setNote) || '\u00a0' : <NextParts {...asked} />
          }
          extra={asked && sentence.leftText(asked)}
          {...(canOpen ? { onClick: () => void sheet.show() } : {})}
          foot={
            data === undefined &&
            error !== null && (
              <FailureNote error={error}>
                <RetrySmall error={error} onRetry={refetch} />
              </FailureNote>
            )
          }
        >
          {asked === null ? (data === undefined ? '\u00a0' : t.unset) : sentence.endText(asked)}
        </Row>
      </Rows>
      {isOffered && (
        <PageNotice
          rank="offer"
          icon={CalendarClock}
          testId="terms-offer"
          action={
            <Button size="small" fill="outline" loading="auto" onClick={sheet.show}>
              {t.set}
            </Button>
          }
        >
          {t.offer}
        </PageNotice>
      )}
      {sheet.part && data && <sheet.part.TermsSheet view={view} answer={data} {...sheet.props} />}
    </>
  )
}

/** What comes next, and who is told of it. */
function NextParts(asked: Asked) {
  const t = useWords(termsWords)
  const { between } = useWords(words.nextStep)
  const sentence = useTermsSentence()
  const names = asked.terms.keepers.map(({ name }) => name).join(between)
  const parts = [
    sentence.noticeText(asked),
    sentence.nextDateText(asked),
    names && t.keptBy({ names }),
  ].filter(Boolean)
  if (parts.length === 0) return '\u00a0'
  return (
    <Parts>
      {parts.map((part) => (
        <span key={part}>{part}</span>
      ))}
    </Parts>
  )
}
