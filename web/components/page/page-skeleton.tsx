import Card from 'antd-mobile/es/components/card'
import { Loading } from './loading.tsx'

/** The placeholder of a page; same markup as in `index.html`. */
export function PageSkeleton() {
  return (
    <Loading className="page skeleton">
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
    </Loading>
  )
}
