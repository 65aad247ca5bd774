import Button from 'antd-mobile/es/components/button'
import Card from 'antd-mobile/es/components/card'
import type { ApprovalStatus } from '#shared/rules/codes/approval-status.ts'
import type { ApprovalSituation } from '#shared/rules/situation/situation.ts'
import { hasEnded } from '#shared/rules/codes/flow-status.ts'
import type { FlowView } from '#shared/schemas/flow/flow.ts'
import type { ApprovalNode, SealApproval } from '#shared/rules/seal-approval.ts'
import { useSession } from '#web/api/session/session-query.ts'
import { Avatar } from '#web/components/person/avatar.tsx'
import { PersonName, TextAround, TextWithNames } from '#web/components/person/person-name.tsx'
import { Step, StepList, stepMarks, type StepState } from '#web/components/list/step-list.tsx'
import { ToneTag } from '#web/components/note/tone-tag.tsx'
import type { Tone } from '#web/components/note/tone.ts'
import { useSheet } from '#web/components/overlay/sheet.tsx'
import { Moment } from '#web/components/time/moment.tsx'
import { TimeText } from '#web/components/time/time-text.tsx'
import { useMoment } from '#web/components/time/use-moment.ts'
import { approvalStatusText } from '#shared/rules/words/state-texts.ts'
import { knownWord } from '#shared/rules/words/known-word.ts'
import { useWords, words } from '#web/i18n/words.ts'
import { NotRead } from './not-read.tsx'

const styles: Record<ApprovalStatus, { state: StepState; tone: Tone }> = {
  waiting: { state: 'wait', tone: 'quiet' },
  approving: { state: 'process', tone: 'active' },
  agreed: { state: 'finish', tone: 'good' },
  refused: { state: 'error', tone: 'bad' },
  unknown: { state: 'wait', tone: 'quiet' },
}

/** Once the flow has ended, no decision is pending. */
const styleOf = (status: ApprovalStatus, isOver: boolean) =>
  styles[isOver && status === 'approving' ? 'waiting' : knownWord(styles, status)]

type ApprovalsCardProps = {
  now: number
  onRetry: () => Promise<unknown>
} & Pick<FlowView, 'flow' | 'approvals' | 'situation' | 'registry'>

/** The corp's approvals for the use of its seal; renders nothing if none was needed. */
export function ApprovalsCard(props: ApprovalsCardProps) {
  const { flow, approvals, situation, registry, now, onRetry } = props
  const t = useWords(words.approval)
  const isOver = hasEnded(flow.status)
  if ('ok' in approvals && approvals.ok.length === 0) return null
  return (
    <Card title={<h2>{t.title}</h2>}>
      {'problem' in approvals ? (
        <NotRead text={t.failed} problem={approvals.problem} onRetry={onRetry} />
      ) : (
        <ul className="approvals" data-testid="flow-approvals">
          {approvals.ok.map((approval, index) => (
            <Approval
              // Approvals have no id, but new ones are appended.
              // oxlint-disable-next-line react/no-array-index-key
              key={index}
              approval={approval}
              situation={situation.approvals[index]}
              isOver={isOver}
              isRequester={registry?.isApprover}
              now={now}
            />
          ))}
        </ul>
      )}
    </Card>
  )
}

type ApprovalProps = {
  approval: SealApproval
  situation: ApprovalSituation | undefined
  isOver: boolean
  /** Whether the requester is an approver by user id; undefined if only the name can say so. */
  isRequester: boolean | undefined
  now: number
}

function Approval({ approval, situation, isOver, isRequester, now }: ApprovalProps) {
  const t = useWords(words.approval)
  const { byName } = useWords(words.flow)
  const { me } = useWords(words.signer)
  const requester = useSession()
  const { name, sponsor, startTime, endTime, refuseReason, sealImageUrl, nodes } = approval
  return (
    <li>
      <p className="step-head">
        <strong className="step-name">
          <bdi>{name ?? t.unnamed}</bdi>
        </strong>
        <ToneTag tone={styleOf(approval.status, isOver).tone}>
          {approvalStatusText(approval, isOver, t)}
        </ToneTag>
      </p>
      <p className="quiet note">
        {sponsor !== null && (
          <TextWithNames text={t.sponsor({ name: sponsor })} names={[sponsor]} />
        )}
        {startTime !== null && (
          <>
            {' '}
            {sponsor === null && t.sponsoredAt} <Moment time={startTime} now={now} />
          </>
        )}
        {endTime !== null && (
          <>
            {' · '}
            {t.endedAt} <Moment time={endTime} now={now} />
          </>
        )}
      </p>
      {refuseReason !== null && (
        <p className="tone-bad reason">
          <TextAround text={t.reason({ reason: refuseReason })} part={refuseReason} />
        </p>
      )}
      <StepList>
        {nodes.map((node, index) => (
          <Step
            // oxlint-disable-next-line react/no-array-index-key
            key={index}
            state={styleOf(node.status, isOver).state}
            icon={
              <Avatar name={node.approver} mark={stepMarks[styleOf(node.status, isOver).state]} />
            }
            className={
              situation?.isWaitedFor &&
              situation.deciders.includes(node.approver ?? '') &&
              node.status !== 'agreed'
                ? 'is-waited-for'
                : ''
            }
            title={
              <span className="step-head">
                <span className="step-name">
                  {node.approver === null ? t.noApprover : <PersonName name={node.approver} />}
                  {node.approver === requester.name && isRequester !== false && (
                    <ToneTag tone={isRequester ? 'active' : 'quiet'}>
                      {isRequester ? me : byName}
                    </ToneTag>
                  )}
                </span>
                <span className="step-state">{approvalStatusText(node, isOver, t)}</span>
              </span>
            }
            description={<Decision node={node} isOver={isOver} now={now} />}
          />
        ))}
      </StepList>
      {sealImageUrl !== null && <SealPicture url={sealImageUrl} />}
    </li>
  )
}

function SealPicture({ url }: { url: string }) {
  const t = useWords(words.approval)
  const sheet = useSheet(() => import('./seal-sheet.tsx'))
  return (
    <>
      <Button size="small" fill="none" color="primary" loading="auto" onClick={sheet.show}>
        {t.seal}
      </Button>
      {sheet.part && <sheet.part.SealSheet url={url} {...sheet.props} />}
    </>
  )
}

/** When the approver decided, or since when the decision is pending. */
function Decision({
  node,
  isOver,
  now,
}: Pick<ApprovalProps, 'isOver' | 'now'> & { node: ApprovalNode }) {
  const t = useWords(words.approval)
  const moment = useMoment(now)
  const { decisionTime, startTime, status } = node
  if (decisionTime !== null) return <Moment time={decisionTime} now={now} isFirst />
  if (status === 'approving' && !isOver && startTime !== null)
    return <TimeText time={startTime}>{t.upToThemSince({ time: moment(startTime) })}</TimeText>
  return node.decisionTimeText
}
