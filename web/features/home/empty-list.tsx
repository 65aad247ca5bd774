import Button from 'antd-mobile/es/components/button'
import { type FlowFilter, noConditions, hasConditions } from '#web/api/queries/flow-list.ts'
import { useSession } from '#web/api/session/session-query.ts'
import { ErrorBlock } from '#web/components/note/error-block.tsx'
import { useWords, words } from '#web/i18n/words.ts'
import { homeWords } from './home-words.ts'

type EmptyListProps = {
  filter: FlowFilter
  onFilter: (change: Partial<FlowFilter>) => void
}

/** Says why the list is empty, and what to do about it. */
export function EmptyList({ filter, onFilter }: EmptyListProps) {
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
