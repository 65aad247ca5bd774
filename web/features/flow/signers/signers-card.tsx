import Button from 'antd-mobile/es/components/button'
import Card from 'antd-mobile/es/components/card'
import { Fragment, useState } from 'react'
import type { FlowPerson } from '#shared/schemas/flow/flow-record.ts'
import type { FlowView } from '#shared/schemas/flow/flow.ts'
import { hasEnded } from '#shared/rules/codes/flow-status.ts'
import type { SignerStatus } from '#shared/rules/codes/signer-status.ts'
import { Avatar } from '#web/components/person/avatar.tsx'
import { PersonName } from '#web/components/person/person-name.tsx'
import { StepList, Step, stepMarks, type StepState } from '#web/components/list/step-list.tsx'
import { ToneTag } from '#web/components/note/tone-tag.tsx'
import { lazyPart } from '#web/components/page/lazy-part.tsx'
import { Parts } from '#web/components/parts.tsx'
import { TimeText } from '#web/components/time/time-text.tsx'
import { useAgo } from '#web/components/time/use-ago.ts'
import { useMoment } from '#web/components/time/use-moment.ts'
import { signerStatusText } from '#shared/rules/words/state-texts.ts'
import { knownWord } from '#shared/rules/words/known-word.ts'
import { useWords, words } from '#web/i18n/words.ts'
import { NotRead } from './not-read.tsx'
import { sealText } from './seal-text.ts'
import { seenAtFirst, type SignerFate, signerRows } from './signer-rows.ts'
import { useFresh } from '../use-fresh.ts'

const states: Record<SignerStatus, StepState> = {
  waiting: 'process',
  unsigned: 'wait',
  signed: 'finish',
  'in-approval': 'process',
  refused: 'error',
  unknown: 'wait',
}

const SignLinkButton = lazyPart(
  async () => (await import('../remind/sign-link-button.tsx')).SignLinkButton,
  null,
)

type SignersCardProps = {
  view: FlowView
  now: number
  onRetry: () => Promise<unknown>
}

/** The signers in their order, with status and time. */
export function SignersCard({ view, now, onRetry }: SignersCardProps) {
  const { flow, signers, situation, registry } = view
  const t = useWords(words.signer)
  const tStep = useWords(words.nextStep)
  const listed = 'ok' in signers ? signers.ok : null
  const people = registry?.people ?? []
  const rows = signerRows({ signers: listed, situation, people, logs: flow.logs })
  const { fold } = useWords(words.page)
  const [isUnfolded, setUnfolded] = useState(false)
  const seen = seenAtFirst(rows)
  const folded = seen.filter((isSeen) => !isSeen).length
  const isHidden = (index: number) => !isUnfolded && seen[index] !== true
  const total = listed?.length ?? 0
  const signed = listed?.filter(({ status }) => status === 'signed').length ?? 0
  const copies = people.flatMap(({ role, name }) => (role === 'cc' && name !== null ? name : []))
  return (
    <Card
      title={<h2>{t.title}</h2>}
      extra={total > 0 && <span className="card-count small">{t.progress({ signed, total })}</span>}
    >
      {'problem' in signers && (
        <NotRead
          text={rows.length > 0 ? t.fromRecord : t.failed}
          problem={signers.problem}
          onRetry={onRetry}
        />
      )}
      {listed !== null && rows.length === 0 && <p className="quiet">{t.empty}</p>}
      {(listed !== null || rows.length > 0) && (
        <StepList testId="flow-signers">
          {rows.map((row, index) => (
            // Signers have no id, but their order does not change.
            // oxlint-disable-next-line react/no-array-index-key
            <Fragment key={index}>
              {row.isParallel && row.step !== rows[index - 1]?.step && (
                <li
                  className="step-group small"
                  hidden={rows.every((other, at) => other.step !== row.step || isHidden(at))}
                >
                  {t.step({ step: String(row.step) })}
                </li>
              )}
              <SignerItem
                row={row}
                isHidden={isHidden(index)}
                isLast={row.step !== rows[index + 1]?.step}
                isRead={listed !== null}
                view={view}
                now={now}
              />
            </Fragment>
          ))}
        </StepList>
      )}
      {folded > 0 && (
        <Button
          fill="none"
          color="primary"
          aria-expanded={isUnfolded}
          onClick={() => setUnfolded(!isUnfolded)}
        >
          {isUnfolded ? fold : t.unfold(folded)}
        </Button>
      )}
      {copies.length > 0 && (
        <p className="quiet note">{t.copies({ names: copies.join(tStep.between) })}</p>
      )}
    </Card>
  )
}

type SignerItemProps = {
  row: SignerFate
  /** Whether it is folded away. */
  isHidden: boolean
  /** Whether nobody below signs in the same step. */
  isLast: boolean
  /** Whether e签宝's list could be read. */
  isRead: boolean
  view: FlowView
  now: number
}

function SignerItem({ row, isHidden, isLast, isRead, view, now }: SignerItemProps) {
  const t = useWords(words.signer)
  const tStep = useWords(words.nextStep)
  const { name, signer, step, person } = row
  const isOver = hasEnded(view.flow.status)
  const state = signer === null ? 'wait' : states[knownWord(states, signer.status)]
  // Once the flow has ended, nobody is waited for.
  const shown = isOver && state === 'process' ? 'wait' : state
  const isFresh = useFresh(`${signer?.status} ${signer?.statusCode} ${step}`)
  const seals = sealText(person?.requirement ?? null, t, tStep.between)
  const identity = [person?.organization, person?.account].filter(Boolean)
  const details = [seals, passedOnText(row, t)].filter(Boolean)
  return (
    <Step
      state={shown}
      icon={<Avatar name={name} mark={stepMarks[shown]} />}
      className={[
        row.isWaitedFor && !isOver && 'is-waited-for',
        row.isParallel && !isLast && 'is-together',
        isFresh && 'is-fresh',
      ]
        .filter(Boolean)
        .join(' ')}
      testId="signer"
      isHidden={isHidden}
      title={
        <span className="step-head">
          <span className="step-name">
            {name === null ? t.unnamed : <PersonName name={name} />}
            {person?.isMe && <ToneTag tone="active">{t.me}</ToneTag>}
            {isOutside(person) && <ToneTag tone="quiet">{t.outside}</ToneTag>}
          </span>
          <span className="step-state">{signerStatusText(row, { isRead, isOver }, t)}</span>
        </span>
      }
      description={
        <>
          {identity.length > 0 && (
            <Parts>
              {identity.map((part) => (
                <bdi key={part}>{part}</bdi>
              ))}
            </Parts>
          )}
          <SignerDetails row={row} details={details} now={now} />
          {person?.remark !== undefined && (
            <p>
              <bdi>{t.remark({ text: person.remark })}</bdi>
            </p>
          )}
          {row.linked !== null && signer?.status !== 'signed' && (
            <div className="signer-link">
              <SignLinkButton view={view} signer={row.linked} name={name} placeholder={null} />
            </div>
          )}
        </>
      }
    />
  )
}

type SignerDetailsProps = {
  row: SignerFate
  details: (string | null | undefined)[]
  now: number
}

function SignerDetails({ row, details, now }: SignerDetailsProps) {
  const t = useWords(words.signer)
  const moment = useMoment(now)
  const ago = useAgo(now)
  const { decidedAt, signer, person } = row
  const contacted = person?.contacted
  const decided = signer?.status === 'refused' ? t.refusedAt : t.signedAt
  const contact = isOutside(person) ? t.linkTaken : t.remindedTimes
  return (
    <>
      {(details.length > 0 || decidedAt !== null) && (
        <Parts>
          {details.map((detail) => (
            <bdi key={detail}>{detail}</bdi>
          ))}
          {decidedAt !== null && (
            <TimeText time={decidedAt}>{decided({ time: moment(decidedAt) })}</TimeText>
          )}
        </Parts>
      )}
      {contacted && decidedAt === null && (
        <p>
          <TimeText time={contacted.at}>
            {contact(contacted.count)} · {ago(contacted.at)}
          </TimeText>
        </p>
      )}
    </>
  )
}

/** Whether the person acts for another company, or has an account. */
function isOutside(person: FlowPerson | null): boolean {
  return person?.organization !== undefined || person?.account !== undefined
}

type Words = typeof words.signer.zh

function passedOnText({ passedOn }: SignerFate, t: Words): string | null {
  if (passedOn === null) return null
  if (!passedOn.to) return passedOn.description ?? t.passedAway
  return passedOn.by === null ? t.passedToThis : t.passedFrom({ name: passedOn.by })
}
