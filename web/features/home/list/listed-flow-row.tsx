import List from 'antd-mobile/es/components/list'
import { memo } from 'react'
import type { ListedFlow } from '#shared/schemas/flow/flow-list.ts'
import type { FlowScope } from '#shared/rules/codes/flow-scope.ts'
import { hasEnded } from '#shared/rules/codes/flow-status.ts'
import { FlowStatusTag } from '#web/widgets/flow/flow-status-tag.tsx'
import { namesIn } from '#shared/rules/words/next-step-sentence.ts'
import { MarkedText } from '#web/components/person/marked-text.tsx'
import { TextWithNames } from '#web/components/person/person-name.tsx'
import { flowPath } from '#web/components/page/navigation.ts'
import { followInApp } from '#web/components/page/follow-in-app.ts'
import { TimeText } from '#web/components/time/time-text.tsx'
import { useSession } from '#web/api/session/session-query.ts'
import { useMoment } from '#web/components/time/use-moment.ts'
import { useWords, words } from '#web/i18n/words.ts'
import { homeWords } from '../home-words.ts'
import { deadlineTone } from './deadline-tone.ts'
import { listedTurn } from './listed-turn.ts'
import { RowFace } from './row-face.tsx'
import { useDeadlineText } from './use-deadline-text.ts'
import { useRowSentence } from './use-row-sentence.ts'
import { useWhyFound } from './use-why-found.ts'

/** Beyond this age, the row of a changeable flow says how old its data are; milliseconds. */
const fresh = 60 * 60_000

type FlowLinesProps = {
  flow: ListedFlow
  now: number
  /** Of the list. */
  scope: FlowScope
  /** The search text, which is marked; empty for none. */
  q: string
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

/** A flow in three lines: title, status and next step, and with whom, who started it and when. */
export function FlowLines(props: FlowLinesProps & { hasFace?: boolean }) {
  const { flow, now, scope, q, hasFace = false } = props
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
  const initiatorName = scope === 'started' ? null : (initiator.name ?? initiator.organization)
  const whyFound = useWhyFound(flow, q, [title, sentence, company, initiatorName])
  const isOld = confirmedAt !== null && !hasEnded(status) && now - confirmedAt > fresh
  const tone = deadlineTone(flow, now)
  // Where it is addressed to the asker, the sentence says so itself.
  const isDoubtful = flow.isMineByName && listedTurn(flow, session.name) === null
  return (
    <List.Item className="flow-lines" prefix={hasFace && <RowFace flow={flow} scope={scope} />}>
      <div className="listed-head">
        <bdi className="listed-title two-lines">
          <MarkedText text={title ?? tFlow.untitled} q={title === null ? '' : q} />
        </bdi>
        <FlowStatusTag status={status} testId="row-status" />
      </div>
      <div className={`listed-step two-lines${flow.waitsForMe ? ' is-mine' : ''}`}>
        <TextWithNames text={sentence} names={nextStep === null ? [] : namesIn(nextStep)} q={q} />
      </div>
      <div className="listed-facts small">
        {company !== null && (
          <bdi>
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
        {flow.deadline !== null && tone !== null && (
          <TimeText time={flow.deadline} className={`deadline-${tone}`}>
            {deadlineText(flow.deadline, tone)}
          </TimeText>
        )}
        {isDoubtful && <span>{tFlow.byName}</span>}
        {isOld && <TimeText time={confirmedAt}>{t.asOf({ time: moment(confirmedAt) })}</TimeText>}
      </div>
      {whyFound !== null && (
        <div className="small listed-found">
          <MarkedText text={whyFound} q={q} />
        </div>
      )}
    </List.Item>
  )
}
