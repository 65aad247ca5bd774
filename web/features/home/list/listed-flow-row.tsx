import List from 'antd-mobile/es/components/list'
import { memo } from 'react'
import type { FlowScope } from '#shared/rules/codes/flow-scope.ts'
import { hasEnded } from '#shared/rules/codes/flow-status.ts'
import { namesIn } from '#shared/rules/words/next-step-sentence.ts'
import type { ListedFlow } from '#shared/schemas/flow/flow-list.ts'
import { useSession } from '#web/api/session/session-query.ts'
import { followInApp } from '#web/components/page/follow-in-app.ts'
import { flowPath } from '#web/components/page/navigation.ts'
import { Parts } from '#web/components/parts.tsx'
import { MarkedText } from '#web/components/person/marked-text.tsx'
import { TextWithNames } from '#web/components/person/person-name.tsx'
import { TimeText } from '#web/components/time/time-text.tsx'
import { useMoment } from '#web/components/time/use-moment.ts'
import { momentOf } from '#web/i18n/time-format.ts'
import { useDevice } from '#web/i18n/device.ts'
import { useWords, words } from '#web/i18n/words.ts'
import { FlowStatusTag } from '#web/widgets/flow/flow-status-tag.tsx'
import { homeWords } from '../home-words.ts'
import { deadlineTone } from './deadline-tone.ts'
import { isByNameOnly, listedToDo } from './listed-to-do.ts'
import { RowFace } from './row-face.tsx'
import { useRowSentence } from './use-row-sentence.ts'

/** Beyond this age, the row of a changeable flow says how old its data are; milliseconds. */
const fresh = 60 * 60_000

type FlowLinesProps = {
  flow: ListedFlow
  now: number
  /** Of the list. */
  scope: FlowScope
  /** The search text, which is marked; empty for none. */
  q: string
  /** Whether it has two lines alone, title and next step. */
  isShort?: boolean
}

type ListedFlowRowProps = {
  /** Whether it is shown next to the list. */
  isCurrent: boolean
} & FlowLinesProps

/** A flow of a list, linked to its page. */
export const ListedFlowRow = memo(function ListedFlowRow(props: ListedFlowRowProps) {
  const path = flowPath(props.flow.taskId)
  return (
    <a
      className="row-target"
      href={path}
      aria-current={props.isCurrent ? 'page' : undefined}
      onClick={(event) => followInApp(event, path)}
    >
      <FlowLines {...props} hasFace />
    </a>
  )
})

/** A flow: title, status, next step, and below with whom, who started it and when. */
export function FlowLines(props: FlowLinesProps & { hasFace?: boolean }) {
  const { flow, now, scope, q, hasFace = false, isShort = false } = props
  const t = useWords(homeWords)
  const tFlow = useWords(words.flow)
  const { between } = useWords(words.nextStep)
  const session = useSession()
  const moment = useMoment(now)
  const rowSentence = useRowSentence(now)
  const deadlineText = useDeadlineText(now)
  const { title, status, initiator, nextStep, confirmedAt, startedAt, counterparts = [] } = flow
  const sentence = rowSentence(flow)
  const company = counterparts.length === 0 ? null : counterparts.join(between)
  // Else the list says it, or the contract's page.
  const isInitiatorShown = scope === 'all' || (scope === 'waiting' && q !== '')
  const initiatorName = isInitiatorShown ? (initiator.name ?? initiator.organization) : null
  const whyFound = useWhyFound(flow, q, [title, sentence, company, initiatorName])
  const isOld = confirmedAt !== null && !hasEnded(status) && now - confirmedAt > fresh
  const tone = deadlineTone(flow, now)
  const isMine = !flow.waitsForMe ? '' : isByNameOnly(flow) ? ' is-perhaps-mine' : ' is-mine'
  // Where it is addressed to the asker, the sentence says so itself.
  const isDoubtful = flow.isMineByName && listedToDo(flow, session.name) === null
  return (
    <List.Item
      className={isShort ? 'flow-lines is-short' : 'flow-lines'}
      prefix={hasFace && <RowFace flow={flow} scope={scope} />}
    >
      <div className="listed-head">
        <bdi className="listed-title two-lines">
          <MarkedText text={title ?? tFlow.untitled} q={title === null ? '' : q} />
        </bdi>
        <FlowStatusTag status={status} testId="row-status" />
      </div>
      <div className={`listed-step${isMine}`}>
        <TextWithNames text={sentence} names={nextStep === null ? [] : namesIn(nextStep)} q={q} />
      </div>
      {!isShort && (
        <Parts className="listed-facts small">
          {company !== null && (
            <bdi className="listed-company">
              <MarkedText text={t.withCompany({ company })} q={q} />
            </bdi>
          )}
          {initiatorName !== null && (
            <bdi>
              <MarkedText text={initiatorName} q={q} />
            </bdi>
          )}
          <TimeText time={startedAt}>
            {t[status === 'draft' ? 'createdAt' : 'startedAt']({ time: moment(startedAt) })}
          </TimeText>
          {isDoubtful && <span>{tFlow.byName}</span>}
          {isOld && <TimeText time={confirmedAt}>{t.asOf({ time: moment(confirmedAt) })}</TimeText>}
        </Parts>
      )}
      {!isShort && flow.deadline !== null && tone !== null && (
        <TimeText time={flow.deadline} className={`listed-deadline small deadline-${tone}`}>
          {deadlineText(flow.deadline, tone)}
        </TimeText>
      )}
      {whyFound !== null && (
        <div className="small listed-found">
          <MarkedText text={whyFound} q={q} />
        </div>
      )}
    </List.Item>
  )
}

type Tone = NonNullable<ReturnType<typeof deadlineTone>>

/** Returns a function that formats a deadline as a day, with the time if it is close. */
function useDeadlineText(now: number): (deadline: number, tone: Tone) => string {
  const t = useWords(homeWords)
  const { months } = useWords(words.time)
  const { zone } = useDevice()
  const moment = useMoment(now)
  return (deadline, tone) => {
    if (tone === 'bad') return t.deadlineOver({ time: moment(deadline) })
    if (tone === 'warn') return t.deadline({ time: moment(deadline) })
    const { key, year, month, day } = momentOf(deadline, now, zone)
    const monthName = months.split(' ')[month - 1] ?? ''
    if (key === 'timeOfOtherYear') return t.deadlineDayOfYear({ year, month: monthName, day })
    return t.deadlineDay({ month: monthName, day })
  }
}

/**
 * Why a search found a flow whose row does not have the searched words: a person in another role,
 * or the task id. Null where the row itself has them.
 * @param shown the texts of the row, where known
 */
function useWhyFound(
  { taskId, found }: ListedFlow,
  q: string,
  shown: readonly (string | null)[],
): string | null {
  const t = useWords(homeWords)
  const has = (text: string | null) => text?.toLowerCase().includes(q.toLowerCase()) === true
  if (q === '' || shown.some(has)) return null
  if (has(taskId)) return t.foundTask({ taskId })
  if (found === undefined || found.name === null) return null
  return t[found.role === 'signer' ? 'foundSigner' : 'foundCc']({ name: found.name })
}
