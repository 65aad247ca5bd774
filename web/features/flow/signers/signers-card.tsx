import type { Flow, FlowView } from '#shared/flow.ts'
import { hasEnded } from '#shared/flow-status.ts'
import type { SignerStatus } from '#shared/signer-status.ts'
import { PersonName } from '#web/components/flow/person-name.tsx'
import { TimeText } from '#web/components/time/time-text.tsx'
import { useWords, words } from '#web/i18n/words.ts'
import { sealText } from './seal-text.ts'
import { type SignerRow, signerRows } from './signer-rows.ts'
import { useFresh } from '../use-fresh.ts'

const tones: Record<SignerStatus, string> = {
  waiting: 'active',
  unsigned: 'quiet',
  signed: 'good',
  'in-approval': 'active',
  refused: 'bad',
  unknown: 'quiet',
}

interface SignersCardProps extends Pick<FlowView, 'flow' | 'signers' | 'situation' | 'registry'> {
  now: number
}

/** Who must sign, in their order, how far each is, and since when. */
export function SignersCard({ flow, signers, situation, registry, now }: SignersCardProps) {
  const t = useWords(words.signer)
  const tStep = useWords(words.nextStep)
  const told = 'ok' in signers ? signers.ok : null
  const people = registry?.people ?? []
  const rows = signerRows({ signers: told, situation, people, logs: flow.logs })
  const signed = told?.filter(({ status }) => status === 'signed').length
  const copies = people.flatMap(({ role, name }) => (role === 'cc' && name !== null ? name : []))
  return (
    <section className="card">
      <div className="section-head">
        <h2>{t.title}</h2>
        {told !== null && told.length > 0 && (
          <span>{t.progress({ signed: signed ?? 0, total: told.length })}</span>
        )}
      </div>
      {told === null && <p className="quiet">{rows.length > 0 ? t.fromRecord : t.failed}</p>}
      {told !== null && rows.length === 0 && <p className="quiet">{t.empty}</p>}
      {(told !== null || rows.length > 0) && (
        <ol className="marks" data-testid="flow-signers">
          {rows.map((row, index) => (
            // Signers have no id; their order does not change.
            // oxlint-disable-next-line react/no-array-index-key
            <SignerItem key={index} row={row} isRead={told !== null} flow={flow} now={now} />
          ))}
        </ol>
      )}
      {copies.length > 0 && (
        <p className="quiet note">{t.copies({ names: copies.join(tStep.between) })}</p>
      )}
    </section>
  )
}

interface SignerItemProps {
  row: SignerRow
  /** Whether e签宝's list could be read. */
  isRead: boolean
  flow: Flow
  now: number
}

function SignerItem({ row, isRead, flow, now }: SignerItemProps) {
  const t = useWords(words.signer)
  const { name, status, statusCode, turn, reason, decidedAt } = row
  const ended = hasEnded(flow.status)
  const tone = status === null ? 'quiet' : tones[status]
  // Nobody is waited for any more once the flow has ended.
  const shownTone = ended && tone === 'active' ? 'quiet' : tone
  const tStep = useWords(words.nextStep)
  const seals = sealText(row.requirement, t, tStep.between)
  const details = [row.isParallel ? t.together : null, seals, passedOnText(row, t)]
  const detail = details.filter((text) => text !== null).join(' · ')
  const isFresh = useFresh(`${status} ${statusCode} ${turn}`)
  return (
    <li
      className={`marked tone-${shownTone}${row.isWaitedFor && !ended ? ' is-waited-for' : ''}${isFresh ? ' is-fresh' : ''}`}
      data-turn={turn ?? undefined}
      data-testid="signer"
    >
      <div className="step">
        <span className="step-name">
          {name === null ? t.unnamed : <PersonName name={name} />}
          {row.isMe && <span className="badge">{t.me}</span>}
        </span>
        <span className="status-tag">{statusText(status, statusCode, isRead, t)}</span>
      </div>
      {detail !== '' && <p className="detail">{detail}</p>}
      {decidedAt !== null && (
        <p className="detail">
          <TimeText time={decidedAt} now={now} />
        </p>
      )}
      {reason !== null && <p className="reason">{t.refusedBecause({ reason })}</p>}
    </li>
  )
}

type Words = typeof words.signer.zh

function statusText(
  status: SignerRow['status'],
  statusCode: SignerRow['statusCode'],
  isRead: boolean,
  t: Words,
): string {
  if (status === null) return isRead ? t.notListed : t.notRead
  return status === 'unknown' ? t.unknown({ code: String(statusCode ?? '?') }) : t[status]
}

function passedOnText({ passedOn }: SignerRow, t: Words): string | null {
  if (passedOn === null) return null
  if (!passedOn.to) return passedOn.description ?? t.passedAway
  return passedOn.by === null ? t.passedToThis : t.passedFrom({ name: passedOn.by })
}
