import { memo } from 'react'
import type { ListedFlow } from '#shared/flow-list.ts'
import { hasEnded } from '#shared/flow-status.ts'
import type { NextStep } from '#shared/next-step.ts'
import { FlowLink } from '#web/components/flow/flow-link.tsx'
import { FlowStatusTag } from '#web/components/flow/flow-status-tag.tsx'
import { namesIn, useNextStepSentence } from '#web/components/flow/next-step-sentence.ts'
import { TextWithNames } from '#web/components/flow/person-name.tsx'
import { useAgo } from '#web/components/time/use-ago.ts'
import { useDuration } from '#web/components/time/use-duration.ts'
import { useWords, words } from '#web/i18n/words.ts'
import { deadlineHint } from '../deadline-hint.ts'
import { homeWords } from '../home-words.ts'

/** What is told of a flow that can still change is good for this long (milliseconds). */
const fresh = 60 * 60_000

interface ListedFlowRowProps {
  flow: ListedFlow
  now: number
  /** Whether to say who started it. */
  showsInitiator: boolean
}

/** A flow of a list in three lines: what it is, what happens next, and since when it runs. */
export const ListedFlowRow = memo(function ListedFlowRow({
  flow,
  now,
  showsInitiator,
}: ListedFlowRowProps) {
  const t = useWords(homeWords)
  const tFlow = useWords(words.flow)
  const ago = useAgo(now)
  const { taskId, title, status, statusCode, initiator, nextStep, confirmedAt, startedAt } = flow
  const initiatorName = initiator.name ?? initiator.organization
  const isOld = confirmedAt !== null && !hasEnded(status) && now - confirmedAt > fresh
  return (
    <FlowLink taskId={taskId}>
      <span className="listed-head">
        <span className="listed-title">{title ?? tFlow.untitled}</span>
        <FlowStatusTag status={status} statusCode={statusCode} />
      </span>
      <span className={flow.waitsForMe ? 'listed-step is-mine' : 'listed-step'}>
        {nextStep === null ? (
          t.notReadYet
        ) : (
          <StepSentence step={nextStep} isMine={flow.waitsForMe && !flow.isMineByName} now={now} />
        )}
      </span>
      <span className="listed-facts">
        {showsInitiator && initiatorName !== null && <span>{initiatorName}</span>}
        <span>{t.startedAgo({ ago: ago(startedAt) })}</span>
        <DeadlineText flow={flow} now={now} />
        {flow.isMineByName && <span>{t.byName}</span>}
        {isOld && <span>{t.asOf({ ago: ago(confirmedAt) })}</span>}
      </span>
    </FlowLink>
  )
})

function StepSentence({ step, isMine, now }: { step: NextStep; isMine: boolean; now: number }) {
  const t = useWords(homeWords)
  const tStep = useWords(words.nextStep)
  const duration = useDuration()
  const sentence = useNextStepSentence(step, now)
  const { kind, since, followedBy } = step
  const names = namesIn(step)
  if (!isMine || kind !== 'waiting-for-signature')
    return <TextWithNames text={sentence} names={names} />
  const mine = t.myTurn({
    waited: since === null ? '' : tStep.waited({ duration: duration(now - since) }),
    followed:
      followedBy.length === 0 ? '' : tStep.followedBy({ people: followedBy.join(tStep.between) }),
  })
  return <TextWithNames text={mine} names={names} />
}

function DeadlineText({ flow, now }: { flow: ListedFlow; now: number }) {
  const t = useWords(homeWords)
  const duration = useDuration()
  const hint = deadlineHint(flow, now)
  if (hint === null) return null
  if (hint.kind === 'far') return <span>{t.deadlineFar({ date: hint.date })}</span>
  if (hint.kind === 'over') return <strong className="is-urgent">{t.deadlineOver}</strong>
  const near = t.deadlineNear({ duration: duration(hint.left) })
  return hint.isUrgent ? <strong className="is-urgent">{near}</strong> : <span>{near}</span>
}
