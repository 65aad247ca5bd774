import { useWords } from '#web/i18n/words.ts'
import { homeWords } from '../home-words.ts'

const rows = [0, 1, 2, 3]

/** The list before it is there for the first time. */
export function ListSkeleton() {
  const t = useWords(homeWords)
  return (
    <div role="status" aria-label={t.listLoading}>
      {rows.map((row) => (
        <div key={row} className="bone-row">
          <i className="bone bone-title" />
          <i className="bone" />
          <i className="bone bone-short" />
        </div>
      ))}
    </div>
  )
}
