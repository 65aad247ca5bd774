import Card from 'antd-mobile/es/components/card'
import { useWords, words } from '#web/i18n/words.ts'

/** The placeholder of a page; same markup as in `index.html`. */
export function PageSkeleton() {
  const t = useWords(words.page)
  return (
    <div className="page skeleton" role="status" aria-label={t.loading}>
      <Card>
        <div className="banner-head">
          <i className="bone bone-tag" />
        </div>
        <i className="bone bone-title" />
        <i className="bone" />
      </Card>
      <Card>
        <i className="bone" />
        <i className="bone bone-short" />
      </Card>
      <Card>
        <i className="bone bone-short" />
        <i className="bone" />
        <i className="bone" />
      </Card>
    </div>
  )
}
