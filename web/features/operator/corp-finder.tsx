import { useQuery } from '@tanstack/react-query'
import Button from 'antd-mobile/es/components/button'
import { useEffect, useState } from 'react'
import { corpFilters } from '#shared/rules/codes/corp-codes.ts'
import { type CorpChoice, healthQuery } from '#web/api/queries/operator.ts'
import { SearchField } from '#web/components/field/search-field.tsx'
import { replaceWith } from '#web/components/page/navigation.ts'
import { useWords } from '#web/i18n/words.ts'
import { deskPath } from './desk-path.ts'
import { operatorWords } from './operator-words.ts'

/** Debounce of the search text, in milliseconds. */
const pause = 300

interface CorpFinderProps {
  choice: CorpChoice
  /** The organisation that is shown next to the list. */
  current: string | null
}

/** Searches and filters organisations. */
export function CorpFinder(props: CorpFinderProps) {
  return (
    <>
      <CorpSearch {...props} />
      <Filters {...props} />
    </>
  )
}

function CorpSearch({ choice, current }: CorpFinderProps) {
  const t = useWords(operatorWords)
  const { filter, q } = choice
  const [text, setText] = useState(q)
  const [isComposing, setComposing] = useState(false)
  // The URL may change without typing, for example by going back.
  const [shown, setShown] = useState(q)
  if (q !== shown) {
    setShown(q)
    if (q !== text.trim()) setText(q)
  }
  const wanted = text.trim()
  useEffect(() => {
    if (isComposing || wanted === q) return undefined
    const find = () => replaceWith(deskPath(current, { filter, q: wanted }))
    const timer = setTimeout(find, wanted === '' ? 0 : pause)
    return () => clearTimeout(timer)
  }, [wanted, q, filter, current, isComposing])
  return (
    <SearchField
      label={t.search}
      hint={t.searchPlaceholder}
      value={text}
      onChange={setText}
      onComposing={setComposing}
    />
  )
}

/** The filters with their counts, without empty ones. */
function Filters({ choice, current }: CorpFinderProps) {
  const t = useWords(operatorWords)
  const { data } = useQuery(healthQuery)
  const counts = data?.counts
  const shown = corpFilters.filter(
    (filter) => filter === 'all' || filter === choice.filter || (counts?.[filter] ?? 0) > 0,
  )
  return (
    <div className="operator-filters" role="group" aria-label={t.filters} data-testid="filters">
      {shown.map((filter) => (
        <Button
          key={filter}
          size="small"
          shape="rounded"
          color={filter === choice.filter ? 'primary' : 'default'}
          fill={filter === choice.filter ? 'solid' : 'outline'}
          aria-pressed={filter === choice.filter}
          onClick={() => replaceWith(deskPath(current, { ...choice, filter }))}
        >
          {counts === undefined
            ? t[`filter/${filter}`]
            : t.chip({ label: t[`filter/${filter}`], count: counts[filter] })}
        </Button>
      ))}
    </div>
  )
}
