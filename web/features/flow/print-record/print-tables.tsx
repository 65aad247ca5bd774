import { memo, type ReactNode } from 'react'
import { hasEnded } from '#shared/rules/codes/flow-status.ts'
import type { FlowView } from '#shared/schemas/flow/flow.ts'
import type { FlowLog } from '#shared/rules/flow.ts'
import { approvalStatusText, signerStatusText } from '#shared/rules/words/state-texts.ts'
import { PersonName } from '#web/components/person/person-name.tsx'
import { useWords, words } from '#web/i18n/words.ts'
import { sealText } from '../signers/seal-text.ts'
import { signerRows } from '../signers/signer-rows.ts'
import { logTypeText, useOperatorName } from '../timeline/log-names.ts'
import type { PrintData } from './print-data.ts'
import { printWords } from './print-words.ts'
import { zonedText } from '../zoned-text.ts'

type TableProps = {
  title: string
  head: readonly string[]
  /** Replaces an empty table. */
  otherwise: string
  /** The cells of each row. */
  rows: readonly (readonly ReactNode[])[]
}

/** A table whose head repeats on each sheet of paper. */
function Table({ title, head, otherwise, rows }: TableProps) {
  return (
    <section>
      <h2>{title}</h2>
      {rows.length === 0 ? (
        <p>{otherwise}</p>
      ) : (
        <table>
          <thead>
            <tr>
              {head.map((label) => (
                <th key={label} scope="col">
                  {label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((cells, row) => (
              // Printed rows do not change.
              // oxlint-disable-next-line react/no-array-index-key
              <tr key={row}>
                {cells.map((cell, column) => (
                  // oxlint-disable-next-line react/no-array-index-key
                  <td key={column} data-label={head[column]}>
                    {cell}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}

/** A time that wraps only between date, time of day and zone. */
function timeCell(time: number): ReactNode {
  const [date, clock, zone] = zonedText(time).split(' ')
  return (
    <>
      <span className="print-record-time">{date}</span>{' '}
      <span className="print-record-time">{clock}</span> {zone}
    </>
  )
}

function personCell(name: string | null, otherwise: string): ReactNode {
  return name === null ? otherwise : <PersonName name={name} />
}

export function SignersTable({ view }: { view: FlowView }) {
  const t = useWords(printWords)
  const tSigner = useWords(words.signer)
  const { between } = useWords(words.nextStep)
  const { flow, signers, situation, registry } = view
  const people = registry?.people ?? []
  const listed = 'ok' in signers ? signers.ok : null
  const read = { isRead: listed !== null, isOver: hasEnded(flow.status) }
  const rows = signerRows({ signers: listed, situation, people, logs: flow.logs }).map((row) => [
    row.step,
    personCell(row.name, t.unknown),
    signerStatusText(row, read, tSigner),
    sealText(row.person?.requirement ?? null, tSigner, between),
    row.decidedAt === null ? null : timeCell(row.decidedAt),
    row.reason ?? row.passedOn?.description,
  ])
  const copies = people.filter(({ role }) => role === 'cc').map(({ name }) => name ?? t.unknown)
  return (
    <>
      <Table
        title={t.signers}
        head={[t.order, t.name, t.status, t.requirement, t.signedAt, t.remark]}
        otherwise={listed === null ? t.notRead : t.none}
        rows={rows}
      />
      {copies.length > 0 && (
        <p>
          {t.copies}: {copies.join(between)}
        </p>
      )}
    </>
  )
}

/** @param props `isOver`: whether the flow has ended */
export function ApprovalsTable({
  approvals,
  isOver,
}: Pick<PrintData, 'approvals'> & { isOver: boolean }) {
  const t = useWords(printWords)
  const tApproval = useWords(words.approval)
  const timeOf = (time: number | null) => (time === null ? null : timeCell(time))
  const rows = (approvals ?? []).flatMap((approval) => [
    [
      approval.name ?? tApproval.unnamed,
      approval.sponsor === null ? null : t.sponsor({ name: approval.sponsor }),
      approvalStatusText(approval, isOver, tApproval),
      timeOf(approval.startTime),
      timeOf(approval.endTime),
      approval.refuseReason,
    ],
    ...approval.nodes.map((node, index) => [
      `${t.step} ${index + 1}`,
      personCell(node.approver, t.unknown),
      approvalStatusText(node, isOver, tApproval),
      timeOf(node.startTime),
      timeOf(node.decisionTime) ?? node.decisionTimeText,
      null,
    ]),
  ])
  return (
    <Table
      title={t.approvals}
      head={[t.approval, t.name, t.status, t.startedAt, t.decidedAt, t.remark]}
      otherwise={approvals === null ? t.notRead : t.none}
      rows={rows}
    />
  )
}

type LogsTableProps = {
  /** Newest first, but printed oldest first. */
  logs: readonly FlowLog[]
}

/** The log. Memoised because it may be long. */
export const LogsTable = memo(function LogsTable({ logs }: LogsTableProps) {
  const t = useWords(printWords)
  const tTimeline = useWords(words.timeline)
  const labels = useWords(words.logType)
  const nameOf = useOperatorName()
  const rows = [...logs]
    .reverse()
    .map(({ type, typeCode, operator, description, time }, index) => [
      index + 1,
      time === null ? tTimeline.unknownTime : timeCell(time),
      logTypeText(type, typeCode, labels),
      personCell(operator === null ? null : nameOf(operator), tTimeline.unknownOperator),
      description,
    ])
  return (
    <Table
      title={t.logs({ number: t.entries(logs.length) })}
      head={[t.number, t.time, t.operation, t.operator, t.description]}
      otherwise={tTimeline.empty}
      rows={rows}
    />
  )
})

export function RemindersTable({ urges }: Pick<PrintData, 'urges'>) {
  const t = useWords(printWords)
  const { someone } = useWords(words.timeline)
  const { between } = useWords(words.nextStep)
  const rows = [...(urges ?? [])]
    .reverse()
    .map(({ name, recipients, at }, index) => [
      index + 1,
      timeCell(at),
      personCell(name, someone),
      recipients.map((recipient) => recipient ?? someone).join(between),
    ])
  return (
    <Table
      title={t.reminders({ number: urges === null ? t.unknown : t.entries(urges.length) })}
      head={[t.number, t.time, t.remindedBy, t.reminded]}
      otherwise={urges === null ? t.notRead : t.none}
      rows={rows}
    />
  )
}
