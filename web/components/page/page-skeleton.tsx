import { useWords, words } from '#web/i18n/words.ts'

/** The page before its data; the same shapes stand in `index.html` before React. */
export function PageSkeleton() {
  const t = useWords(words.page)
  return (
    <div className="page skeleton" role="status" aria-label={t.loading}>
      <div className="card">
        <i className="bone bone-tag" />
        <i className="bone bone-title" />
        <i className="bone" />
      </div>
      <div className="card">
        <i className="bone" />
        <i className="bone bone-short" />
      </div>
      <div className="card">
        <i className="bone bone-short" />
        <i className="bone" />
        <i className="bone" />
      </div>
    </div>
  )
}
