import type { OperatorCorp } from '#shared/schemas/operator.ts'
import { RowBody } from '#web/components/list/row.tsx'
import { ToneTag } from '#web/components/note/tone-tag.tsx'
import type { Tone } from '#web/components/note/tone.ts'
import { useMoment } from '#web/components/time/use-moment.ts'
import { useWords } from '#web/i18n/words.ts'
import { operatorWords } from './operator-words.ts'
import { useEventName } from './use-event-name.ts'

interface CorpRowProps {
  corp: OperatorCorp
  now: number
  to: string
  /** Whether it is shown next to the list. */
  isCurrent: boolean
}

const tones: Readonly<Record<OperatorCorp['state'], Tone>> = {
  active: 'good',
  stopped: 'warn',
  relieved: 'quiet',
}

/** An organisation in the list, with its state and its problems. */
export function CorpRow({ corp, now, to, isCurrent }: CorpRowProps) {
  const t = useWords(operatorWords)
  const moment = useMoment(now)
  const eventName = useEventName()
  const { corpId, name, contractsLeft, daysLeft, boughtUntil, lastEvent, lastEventAt } = corp
  const good = [
    corp.install === 'installed' && t.installed,
    corp.authorisation === 'authorised' && t.authorised,
    corp.realName === 'verified' && t.verified,
  ].filter((word) => word !== false)
  const isRead = [corp.install, corp.authorisation, corp.realName].some((each) => each !== null)
  const contracts = [
    contractsLeft === null ? t.leftUnknown : t.left(contractsLeft),
    contractsLeft !== 0 && daysLeft !== null && t.lasts(daysLeft),
    t.thisMonth(corp.flowsThisMonth),
  ].filter((word) => word !== false)
  const time = boughtUntil === null ? '' : moment(boughtUntil)
  const more = [
    boughtUntil !== null && (boughtUntil > now ? t.boughtUntil({ time }) : t.endedAt({ time })),
    lastEvent !== null &&
      lastEventAt !== null &&
      t.lastEvent({ event: eventName(lastEvent), time: moment(lastEventAt) }),
  ].filter((word) => word !== false)
  return (
    <RowBody
      to={to}
      isCurrent={isCurrent}
      extra={<StateTag state={corp.state} />}
      description={
        <>
          {corp.troubles.length > 0 && (
            <span className="operator-tags">
              {corp.troubles.map((trouble) => (
                <ToneTag key={trouble} tone="warn">
                  {t[`filter/${trouble}`]}
                </ToneTag>
              ))}
            </span>
          )}
          <span className="operator-line">{isRead ? good.join(' · ') : t.notRead}</span>
          <span className="operator-line">{contracts.join(' · ')}</span>
          {more.length > 0 && <span className="desk-note">{more.join(' · ')}</span>}
        </>
      }
    >
      <span className="operator-name">{name ?? corpId}</span>
    </RowBody>
  )
}

export function StateTag({ state }: { state: OperatorCorp['state'] }) {
  const t = useWords(operatorWords)
  return <ToneTag tone={tones[state]}>{t[`filter/${state}`]}</ToneTag>
}
