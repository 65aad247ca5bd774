// Rows and cells are laid out as a grid, with which some engines forget what they are.
/* oxlint-disable jsx-a11y/no-redundant-roles, jsx-a11y/no-interactive-element-to-noninteractive-role, jsx-a11y/control-has-associated-label */
import { ArrowDown, ArrowUp } from 'lucide'
import type { ReactNode } from 'react'
import type { CorpSort } from '#shared/rules/codes/corp-codes.ts'
import type { OperatorCorp } from '#shared/schemas/corp/operator.ts'
import type { CorpChoice } from '#web/api/queries/operator.ts'
import { Icon } from '#web/components/icon.ts'
import { followInApp } from '#web/components/page/follow-in-app.ts'
import { replaceWith } from '#web/components/page/navigation.ts'
import { Moment } from '#web/components/time/moment.tsx'
import { TimeText } from '#web/components/time/time-text.tsx'
import { useWords } from '#web/i18n/words.ts'
import { ConditionTag } from './condition-tag.tsx'
import { corpPagePath, listPath } from './desk-path.ts'
import { operatorWords } from './operator-words.ts'
import { useDay } from './use-day.ts'
import { useEventName } from './use-event-name.ts'

/** The columns from left to right. */
const columns = [
  'name',
  'condition',
  'left',
  'month',
  'until',
  'event',
] as const satisfies readonly CorpSort[]

/** In which order a column is sorted first: what needs a look comes first. */
const firstOrders: Readonly<Record<CorpSort, CorpChoice['order']>> = {
  name: 'asc',
  condition: 'asc',
  left: 'asc',
  month: 'desc',
  until: 'asc',
  event: 'desc',
}

const classes: Readonly<Partial<Record<CorpSort, string>>> = {
  left: 'is-number',
  month: 'is-number',
}

type CorpTableProps = {
  choice: CorpChoice
  /** The number of rows; null if unknown. */
  total: number | null
  /** The body. */
  children: ReactNode
}

/** The table of organisations, whose heads sort it. */
export function CorpTable({ choice, total, children }: CorpTableProps) {
  const t = useWords(operatorWords)
  return (
    <table
      role="table"
      className="corp-table"
      aria-label={t.corps}
      aria-rowcount={(total ?? -2) + 1}
    >
      <thead role="rowgroup">
        <tr role="row" aria-rowindex={1}>
          {columns.map((column) => (
            <Head key={column} column={column} choice={choice} />
          ))}
        </tr>
      </thead>
      {children}
    </table>
  )
}

function Head({ column, choice }: { column: CorpSort; choice: CorpChoice }) {
  const t = useWords(operatorWords)
  const isSorted = choice.sort === column
  const isRising = choice.order === 'asc'
  const sort = () => {
    const order = isSorted ? (isRising ? 'desc' : 'asc') : firstOrders[column]
    replaceWith(listPath({ ...choice, sort: column, order }))
  }
  return (
    <th
      role="columnheader"
      scope="col"
      className={classes[column]}
      aria-sort={isSorted ? (isRising ? 'ascending' : 'descending') : undefined}
    >
      <button type="button" className="corp-table-sort" onClick={sort}>
        {t[`column/${column}`]}
        {isSorted && <Icon icon={isRising ? ArrowUp : ArrowDown} />}
      </button>
    </th>
  )
}

/** The cells of an organisation. */
export function CorpCells({ corp, now }: { corp: OperatorCorp; now: number }) {
  const t = useWords(operatorWords)
  const eventName = useEventName()
  const day = useDay(now)
  const { corpId, name, condition, contractsLeft, flowsThisMonth, boughtUntil } = corp
  const { lastEvent, lastEventAt } = corp
  const to = corpPagePath(corpId)
  return (
    <>
      <th role="rowheader" scope="row">
        <a href={to} onClick={(event) => followInApp(event, to)}>
          <bdi className="operator-name">{name ?? corpId}</bdi>
        </a>
      </th>
      <td role="cell">
        <ConditionTag condition={condition} />
      </td>
      <td role="cell" className="is-number">
        {contractsLeft ?? t.notKnown}
      </td>
      <td role="cell" className="is-number">
        {flowsThisMonth}
      </td>
      <td role="cell" className="small">
        {boughtUntil === null ? (
          t.notKnown
        ) : (
          <TimeText time={boughtUntil}>{day(boughtUntil)}</TimeText>
        )}
      </td>
      <td role="cell" className="small">
        {lastEvent !== null && lastEventAt !== null && (
          <>
            {eventName(lastEvent)} · <Moment time={lastEventAt} now={now} />
          </>
        )}
      </td>
    </>
  )
}

/** Whether the list is a table, which needs 768 pixels. */
export const tableWidth = 768
