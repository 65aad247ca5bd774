import type { ApprovalStatus } from '#shared/approval-status.ts'
import type { FlowView } from '#shared/flow.ts'
import type { ApprovalNode, SealApproval } from '#shared/seal-approval.ts'
import { PersonName, TextWithNames } from '#web/components/flow/person-name.tsx'
import { TimeText } from '#web/components/time/time-text.tsx'
import { useWords, words } from '#web/i18n/words.ts'

const tones: Record<ApprovalStatus, string> = {
  waiting: 'quiet',
  approving: 'active',
  agreed: 'good',
  refused: 'bad',
  unknown: 'quiet',
}

interface ApprovalsCardProps extends Pick<FlowView, 'approvals'> {
  now: number
}

/** The corp's approvals of the use of its seal; nothing where none was needed. */
export function ApprovalsCard({ approvals, now }: ApprovalsCardProps) {
  const t = useWords(words.approval)
  if ('ok' in approvals && approvals.ok.length === 0) return null
  return (
    <section className="card">
      <div className="section-head">
        <h2>{t.title}</h2>
      </div>
      {'problem' in approvals ? (
        <p className="quiet">{t.failed}</p>
      ) : (
        <ul className="approvals" data-testid="flow-approvals">
          {approvals.ok.map((approval, index) => (
            // Approvals have no id; a new one comes last.
            // oxlint-disable-next-line react/no-array-index-key
            <Approval key={index} approval={approval} now={now} />
          ))}
        </ul>
      )}
    </section>
  )
}

function Approval({ approval, now }: { approval: SealApproval; now: number }) {
  const t = useWords(words.approval)
  const { name, sponsor, startTime, endTime, refuseReason, sealImageUrl, nodes } = approval
  return (
    <li>
      <div className="step">
        <strong className="step-name">{name ?? t.unnamed}</strong>
        <ApprovalTag {...approval} />
      </div>
      {sponsor !== null && (
        <p className="quiet">
          <TextWithNames text={t.sponsor({ name: sponsor })} names={[sponsor]} />
        </p>
      )}
      {startTime !== null && <Moment label={t.sponsoredAt} time={startTime} now={now} />}
      {endTime !== null && <Moment label={t.endedAt} time={endTime} now={now} />}
      {refuseReason !== null && (
        <p className="tone-bad reason">{t.reason({ reason: refuseReason })}</p>
      )}
      {sealImageUrl !== null && (
        <a className="seal" href={sealImageUrl} target="_blank" rel="noreferrer">
          {t.seal}
        </a>
      )}
      <ol className="marks">
        {nodes.map((node, index) => (
          // oxlint-disable-next-line react/no-array-index-key
          <li
            key={index}
            className={`step marked tone-${tones[node.status]}`}
            data-turn={index + 1}
          >
            <span className="step-name">
              {node.approver === null ? t.noApprover : <PersonName name={node.approver} />}
            </span>
            <ApprovalTag {...node} />
            <Decision node={node} now={now} />
          </li>
        ))}
      </ol>
    </li>
  )
}

function Moment({ label, time, now }: { label: string; time: number; now: number }) {
  return (
    <p className="detail">
      {label} <TimeText time={time} now={now} />
    </p>
  )
}

function ApprovalTag({ status, statusCode }: Pick<ApprovalNode, 'status' | 'statusCode'>) {
  const t = useWords(words.approval)
  return (
    <span className={`status-tag tone-${tones[status]}`}>
      {status === 'unknown' ? t.unknown({ code: String(statusCode ?? '?') }) : t[status]}
    </span>
  )
}

/** When the approver decided, or since when it is up to them. */
function Decision({ node, now }: { node: ApprovalNode; now: number }) {
  const t = useWords(words.approval)
  const { decisionTime, startTime, status } = node
  if (decisionTime !== null)
    return (
      <span className="step-time">
        <TimeText time={decisionTime} now={now} />
      </span>
    )
  if (status === 'approving' && startTime !== null)
    return (
      <span className="step-time">
        {t.upToThemSince} <TimeText time={startTime} now={now} />
      </span>
    )
  if (node.decisionTimeText === null) return null
  return <span className="step-time time-text">{node.decisionTimeText}</span>
}
