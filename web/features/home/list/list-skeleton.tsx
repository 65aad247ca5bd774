import List from 'antd-mobile/es/components/list'
import Skeleton from 'antd-mobile/es/components/skeleton'
import { useWords } from '#web/i18n/words.ts'
import { homeWords } from '../home-words.ts'

const rows = [0, 1, 2, 3]

/** The placeholder of a list during its first load. */
export function ListSkeleton() {
  const t = useWords(homeWords)
  return (
    <div role="status" aria-label={t.listLoading} className="list-skeleton">
      <List mode="card">
        {rows.map((row) => (
          <List.Item key={row}>
            <Skeleton.Title animated />
            <Skeleton.Paragraph animated lineCount={2} />
          </List.Item>
        ))}
      </List>
    </div>
  )
}
