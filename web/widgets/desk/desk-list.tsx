import Skeleton from 'antd-mobile/es/components/skeleton'
import type { ReactNode } from 'react'
import { Rows } from '#web/components/list/rows.tsx'
import { Loading } from '#web/components/page/loading.tsx'
import { Notice } from '#web/components/note/notice.tsx'
import { errorWords, failureIn } from '#web/components/failure/error-words.ts'
import { RequestId } from '#web/components/failure/request-id.tsx'
import { RetrySmall } from '#web/components/failure/retry-small.tsx'
import { useWords } from '#web/i18n/words.ts'
import './desk.css'
import { deskWords } from './desk-words.ts'

/** What TanStack Query returns for one query. */
export type ListQuery<Data> = {
  data: Data | undefined
  error: unknown
  refetch: () => Promise<unknown>
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
  const { data, error, refetch } = reading
  return (
    <section className="desk-list" data-testid={testId} aria-busy={data === undefined && !error}>
      <Rows {...(hasTitle ? { header: <h2>{title}</h2>, extra } : { label: title })}>
        {data !== undefined && children(data)}
        {data === undefined && (
          <li className="desk-gap" style={{ minHeight: usualRows * rowHeight }}>
            {error ? (
              <ListNotRead error={error} onRetry={refetch} />
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

type NotReadProps = {
  error: unknown
  onRetry: () => Promise<unknown>
}

/** One line in place of a list that failed to load; quiet if the app has yet to be authorised. */
export function ListNotRead({ error, onRetry }: NotReadProps) {
  const t = useWords(deskWords)
  const tError = useWords(errorWords)
  const { code, reason, requestId, scopes } = failureIn(error, tError)
  if (code === 'corp-not-authorised') return <p className="desk-note">{t.onceAuthorised}</p>
  return (
    <Notice
      tone="warn"
      role="alert"
      testId="failure"
      extra={<RetrySmall error={error} onRetry={onRetry} />}
    >
      {t.notReadBecause({ reason })}
      {code === 'upstream-permission' && (
        <span className="desk-note">{tError['upstream-permission/next']}</span>
      )}
      {scopes.length > 0 && (
        <span className="desk-note">{tError.scopes({ scopes: scopes.join(', ') })}</span>
      )}
      <RequestId id={requestId} />
    </Notice>
  )
}
