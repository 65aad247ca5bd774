import Button from 'antd-mobile/es/components/button'
import List from 'antd-mobile/es/components/list'
import { type FlowFilter, noConditions, hasConditions } from '#web/api/queries/flow-list.ts'
import { useSession } from '#web/api/session/session-query.ts'
import { ErrorBlock } from '#web/components/note/error-block.tsx'
import { lazyPart } from '#web/components/page/lazy-part.tsx'
import { useWords, words } from '#web/i18n/words.ts'
import { homeWords } from './home-words.ts'
import { ListSkeleton } from './list/list-skeleton.tsx'

/** Nobody needs it once there are contracts. */
const FirstContract = lazyPart(async () => (await import('./first-contract.tsx')).FirstContract)

type EmptyListProps = {
  /** Whether it is in the column beside a page. */
  isColumn: boolean
  filter: FlowFilter
  onFilter: (change: Partial<FlowFilter>) => void
}

/** Says why the list is empty, and what to do about it. */
export function EmptyList({ isColumn, ...props }: EmptyListProps) {
  const { scope, q } = props.filter
  if (scope === 'all' && !isColumn && q === '' && !hasConditions(props.filter))
    return <FirstContract placeholder={<ListSkeleton />} />
  return (
    <List mode="card">
      <WhyEmpty {...props} />
    </List>
  )
}

function WhyEmpty({ filter, onFilter }: Omit<EmptyListProps, 'isColumn'>) {
  const t = useWords(homeWords)
  const labels = useWords(words.status)
  const { between } = useWords(words.nextStep)
  const { role } = useSession()
  const { scope, status, q } = filter
  const isNarrowed = hasConditions(filter)
  if (q !== '' || isNarrowed) {
    const isByStatus = !hasConditions({ ...filter, status: [] })
    const names = status.map((one) => labels[one]).join(between)
    const where = isByStatus ? t.nothingFoundIn({ status: names }) : t.nothingFoundThere
    return (
      <ErrorBlock
        kind="empty"
        role="status"
        title={<h2>{q === '' ? t.nothingFound : t.nothingFoundFor({ q })}</h2>}
        description={q === '' ? null : isNarrowed ? where : t.nothingFoundNote}
      >
        {q !== '' && isNarrowed && (
          <Button block onClick={() => onFilter(noConditions)}>
            {t.searchWithout}
          </Button>
        )}
        <Button block onClick={() => onFilter({ ...noConditions, q: '' })}>
          {t.clearFilter}
        </Button>
        {scope !== 'all' && (
          <Button block onClick={() => onFilter({ scope: 'all', ...noConditions })}>
            {q === '' ? t.showAll : t.searchAll}
          </Button>
        )}
      </ErrorBlock>
    )
  }
  const next = { waiting: 'started', started: 'all', all: null } as const
  const other = next[scope]
  const notes = {
    waiting: null,
    started: t.startedEmptyNote,
    all: role === 'admin' ? t.allEmptyNoteAdmin : t.allEmptyNote,
  }
  return (
    <ErrorBlock
      kind="empty"
      role="status"
      title={<h2>{t[`${scope}Empty`]}</h2>}
      description={notes[scope]}
    >
      {other !== null && (
        <Button onClick={() => onFilter({ scope: other })}>
          {other === 'started' ? t.showStarted : t.showAll}
        </Button>
      )}
    </ErrorBlock>
  )
}
