import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { OperatorCorpView } from '#shared/schemas/corp/operator.ts'
import { corpAdminsQuery } from '#web/api/queries/operator.ts'
import { CopyButton } from '#web/components/copy-button.tsx'
import { Fact, Facts } from '#web/components/facts/facts.tsx'
import { Rows } from '#web/components/list/rows.tsx'
import { Folded } from '#web/components/note/folded.tsx'
import { Moment } from '#web/components/time/moment.tsx'
import { useNow } from '#web/components/time/use-now.ts'
import { useWords, words } from '#web/i18n/words.ts'
import { operatorWords } from '../operator-words.ts'

type Corp = OperatorCorpView['corp']

/** What is known of the organisation from DingTalk and from its own visits. */
export function CorpFacts({ corp }: { corp: Corp }) {
  const t = useWords(operatorWords)
  const { corpId, boughtItem, boughtUntil, lastSeenAt, since, agentId, dataUntil } = corp
  return (
    <Rows testId="corp-facts" header={<h2>{t.facts}</h2>}>
      <li className="desk-gap">
        <Facts>
          <Fact label={t.admins}>
            <Admins corp={corp} />
          </Fact>
          <Fact label={t.bought}>{boughtItem ?? t.none}</Fact>
          <Fact label={corp.troubles.includes('ended') ? t.ended : t.boughtUntil}>
            <Time time={boughtUntil}>{t.unknown}</Time>
          </Fact>
          <Fact label={t.flows}>{corp.flowsThisMonth}</Fact>
          <Fact label={t.lastSeen}>
            <Time time={lastSeenAt}>{t.none}</Time>
          </Fact>
          <Fact label={t.since}>
            <Time time={since}>{t.unknown}</Time>
          </Fact>
          <Fact label={t.corpId}>
            <span className="desk-address">{corpId}</span> <CopyButton text={corpId} />
          </Fact>
          {agentId !== null && <Fact label={t.agentId}>{agentId}</Fact>}
          {dataUntil !== null && (
            <Fact label={t.dataUntil}>
              <Time time={dataUntil}>{t.unknown}</Time>
            </Fact>
          )}
        </Facts>
      </li>
    </Rows>
  )
}

/** By name; the ids of those whose name DingTalk does not tell are behind 详情. */
function Admins({ corp: { corpId, state, admins: userIds } }: { corp: Corp }) {
  const t = useWords(operatorWords)
  const tPage = useWords(words.page)
  const { between } = useWords(words.nextStep)
  const { data } = useQuery({ ...corpAdminsQuery(corpId), enabled: state === 'active' })
  const told = data?.admins ?? []
  const admins = told.length > 0 ? told : userIds.map((userId) => ({ userId, name: null }))
  if (admins.length === 0) return t.unknown
  const names = admins.flatMap(({ name }) => name ?? [])
  const ids = admins.map(({ userId, name }) => name ?? userId).join(between)
  const nameless = admins.filter(({ name }) => name === null)
  return (
    <>
      {[...names, ...(nameless.length > 0 ? [t.namelessAdmin(nameless.length)] : [])].join(between)}
      {nameless.length > 0 && (
        <Folded className="operator-ids" summary={tPage.details}>
          <span className="desk-address">{nameless.map(({ userId }) => userId).join(between)}</span>
        </Folded>
      )}{' '}
      <CopyButton text={ids} />
    </>
  )
}

function Time({ time, children }: { time: number | null; children: ReactNode }) {
  const now = useNow()
  return time === null ? children : <Moment time={time} now={now} isFirst />
}
