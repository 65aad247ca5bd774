import Skeleton from 'antd-mobile/es/components/skeleton'
import { Loading } from '#web/components/page/loading.tsx'
import { Row } from './row.tsx'

/** A row in place of one that is still being read. */
export function SkeletonRow() {
  return (
    <Row>
      <Loading>
        <Skeleton.Title animated />
      </Loading>
    </Row>
  )
}
