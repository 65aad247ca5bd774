import List from 'antd-mobile/es/components/list'
import Skeleton from 'antd-mobile/es/components/skeleton'
import { Loading } from '#web/components/page/loading.tsx'

const rows = [0, 1, 2, 3]

/** The placeholder of a list during its first load. */
export function ListSkeleton() {
  return (
    <Loading className="list-skeleton">
      <List mode="card">
        {rows.map((row) => (
          <List.Item key={row}>
            <Skeleton.Title animated />
            <Skeleton.Paragraph animated lineCount={2} />
          </List.Item>
        ))}
      </List>
    </Loading>
  )
}
