import Skeleton from 'antd-mobile/es/components/skeleton'
import type { ReactNode } from 'react'
import { hasCode } from '#web/api/http/api-error.ts'
import { Rows } from '#web/components/list/rows.tsx'
import { Loading } from '#web/components/page/loading.tsx'
import { useWords } from '#web/i18n/words.ts'
import { isNoNetwork, NotRead } from '#web/widgets/failure/not-read.tsx'
import './desk.css'
import { deskWords } from './desk-words.ts'

/** What TanStack Query returns for one query. */
export type ListQuery<Data> = {
  data: Data | undefined
  error: unknown
  refetch: () => Promise<unknown>
  /** Whether a notice of the page says that it failed; of a missing network one always does. */
  isTold?: boolean
}

type DeskListProps<Data> = {
  title: string
  /** Whether the title is shown; on a page of its own the `h1` says it. */
  hasTitle?: boolean
  testId: string
  /** The number of rows it usually has, for which it keeps room until it is read. */
  usualRows?: number
  /** Right of the title. */
  extra?: ReactNode
  reading: ListQuery<Data>
  children: (data: Data) => ReactNode
}

/** The height of a row, CSS pixels. */
const rowHeight = 48

/** A section of the desk that loads, fails and retries on its own. */
export function DeskList<Data>(props: DeskListProps<Data>) {
  const { title, hasTitle = true, testId, usualRows = 1, extra = null, reading, children } = props
  const { data, error, refetch, isTold = isNoNetwork(error) } = reading
  return (
    <section className="desk-list" data-testid={testId} aria-busy={data === undefined && !error}>
      <Rows {...(hasTitle ? { header: <h2>{title}</h2>, extra } : { label: title })}>
        {data !== undefined && children(data)}
        {data === undefined && (
          <li className="desk-gap" style={error ? undefined : { minHeight: usualRows * rowHeight }}>
            {error ? (
              <ListNotRead error={error} onRetry={refetch} isTold={isTold} />
            ) : (
              <Loading>
                <Skeleton.Paragraph animated />
              </Loading>
            )}
          </li>
        )}
      </Rows>
    </section>
  )
}

type ListNotReadProps = {
  error: unknown
  onRetry: () => Promise<unknown>
  isTold?: boolean
}

/** One row in place of a list that failed to load; quiet if the app has yet to be authorised. */
export function ListNotRead(props: ListNotReadProps) {
  const t = useWords(deskWords)
  if (hasCode(props.error, 'corp-not-authorised'))
    return <p className="desk-note">{t.onceAuthorised}</p>
  return <NotRead {...props} />
}
