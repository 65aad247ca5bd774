import type { ApprovalStatus } from '../../../shared/approval-status.ts'
import type { FlowView } from '../../../shared/flow.ts'
import type { ApprovalNode, SealApproval } from '../../../shared/seal-approval.ts'
import { TimeText } from '../../components/time-text.tsx'
import { useWords, words } from '../../i18n/words.ts'

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
  const { name, sponsor, refuseReason, sealImageUrl, nodes } = approval
  return (
    <li>
      <div className="step">
        <strong className="step-name">{name ?? t.unnamed}</strong>
        <ApprovalTag {...approval} />
      </div>
      {sponsor !== null && <p className="quiet">{t.sponsor({ name: sponsor })}</p>}
      {refuseReason !== null && (
        <p className="tone-bad reason">{t.reason({ reason: refuseReason })}</p>
      )}
      {sealImageUrl !== null && (
        <a className="seal" href={sealImageUrl} target="_blank" rel="noreferrer">
          {t.seal}
        </a>
      )}
      <ol className="steps">
        {nodes.map((node, index) => (
          // oxlint-disable-next-line react/no-array-index-key
          <li key={index} className="step">
            <span className="step-name">{node.approver ?? '—'}</span>
            <ApprovalTag {...node} />
            <Decision node={node} now={now} />
          </li>
        ))}
      </ol>
    </li>
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
  const time = node.decisionTime ?? (node.status === 'approving' ? node.startTime : null)
  if (time !== null)
    return (
      <span className="step-time">
        <TimeText time={time} now={now} />
      </span>
    )
  if (node.decisionTimeText === null) return null
  return <span className="step-time time-text">{node.decisionTimeText}</span>
}
