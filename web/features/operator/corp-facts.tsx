import type { ReactNode } from 'react'
import type { OperatorCorpView } from '#shared/schemas/operator.ts'
import { CopyButton } from '#web/components/copy-button.tsx'
import { Row } from '#web/components/list/row.tsx'
import { Rows } from '#web/components/list/rows.tsx'
import { Moment } from '#web/components/time/moment.tsx'
import { useNow } from '#web/components/time/use-now.ts'
import { useWords, words } from '#web/i18n/words.ts'
import { operatorWords } from './operator-words.ts'

/** What is known of the organisation from DingTalk and from its own visits. */
export function CorpFacts({ corp }: { corp: OperatorCorpView['corp'] }) {
  const t = useWords(operatorWords)
  const { between } = useWords(words.nextStep)
  const { corpId, boughtItem, boughtUntil, lastSeenAt, since, admins, agentId, dataUntil } = corp
  return (
    <Rows testId="corp-facts" header={<h2>{t.facts}</h2>}>
      <Row label={t.corpId} extra={<CopyButton text={corpId} />}>
        <span className="desk-address">{corpId}</span>
      </Row>
      <Row label={t.bought}>{boughtItem ?? t.none}</Row>
      <Row label={corp.troubles.includes('ended') ? t['filter/ended'] : t.boughtUntilLabel}>
        <Time time={boughtUntil}>{t.unknown}</Time>
      </Row>
      <Row label={t.flows}>{corp.flowsThisMonth}</Row>
      <Row label={t.lastSeen}>
        <Time time={lastSeenAt}>{t.none}</Time>
      </Row>
      <Row label={t.since}>
        <Time time={since}>{t.unknown}</Time>
      </Row>
      <Row label={t.admins}>
        <span className="desk-address">{admins.join(between) || t.unknown}</span>
      </Row>
      {agentId !== null && <Row label={t.agentId}>{agentId}</Row>}
      {dataUntil !== null && (
        <Row label={t.dataUntil}>
          <Time time={dataUntil}>{t.unknown}</Time>
        </Row>
      )}
    </Rows>
  )
}

function Time({ time, children }: { time: number | null; children: ReactNode }) {
  const now = useNow()
  return time === null ? children : <Moment time={time} now={now} isFirst />
}
