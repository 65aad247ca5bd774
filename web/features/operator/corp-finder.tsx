import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { corpConditions, type CorpFilter } from '#shared/rules/codes/corp-codes.ts'
import { type CorpChoice, healthQuery } from '#web/api/queries/operator.ts'
import { RadioChips } from '#web/components/chip/choice-chips.tsx'
import { SearchField } from '#web/components/field/search-field.tsx'
import { replaceWith } from '#web/components/page/navigation.ts'
import { useWords } from '#web/i18n/words.ts'
import { listPath } from './desk-path.ts'
import { operatorWords } from './operator-words.ts'

/** Debounce of the search text, in milliseconds. */
const pause = 300

const firstChips: readonly CorpFilter[] = [
  'trouble',
  'all',
  'active',
  'ending',
  'stopped',
  'relieved',
]

/** All filters: the general ones, then each trouble, the worst first. */
const chips: readonly CorpFilter[] = [
  ...firstChips,
  ...corpConditions.filter((condition) => !firstChips.includes(condition)),
]

/** Searches and filters organisations. */
export function CorpFinder({ choice }: { choice: CorpChoice }) {
  return (
    <>
      <CorpSearch choice={choice} />
      <Filters choice={choice} />
    </>
  )
}

function CorpSearch({ choice }: { choice: CorpChoice }) {
  const t = useWords(operatorWords)
  const { q } = choice
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
    const find = () => replaceWith(listPath({ ...choice, q: wanted }))
    const timer = setTimeout(find, wanted === '' ? 0 : pause)
    return () => clearTimeout(timer)
  }, [wanted, q, choice, isComposing])
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
function Filters({ choice }: { choice: CorpChoice }) {
  const t = useWords(operatorWords)
  const { data } = useQuery(healthQuery)
  const counts = data?.counts
  const shown = chips.filter(
    (filter) => filter === 'all' || filter === choice.filter || (counts?.[filter] ?? 0) > 0,
  )
  return (
    <div className="operator-filters" data-testid="filters">
      <RadioChips
        isLine
        label={t.filters}
        options={shown.map((filter) => ({
          value: filter,
          label:
            counts === undefined
              ? t[`filter/${filter}`]
              : t.chip({ label: t[`filter/${filter}`], count: counts[filter] }),
        }))}
        value={choice.filter}
        onChange={(filter) => replaceWith(listPath({ ...choice, filter }))}
      />
    </div>
  )
}
