import { useMutation, useQuery } from '@tanstack/react-query'
import Skeleton from 'antd-mobile/es/components/skeleton'
import { newsKinds } from '#shared/rules/codes/news.ts'
import type { PreferencesChange } from '#shared/schemas/news.ts'
import { changePreferences, preferencesQuery } from '#web/api/queries/choices.ts'
import { FailureNote } from '#web/components/failure/failure-note.tsx'
import { RetryButton } from '#web/components/failure/retry-button.tsx'
import { SwitchRow } from '#web/components/field/switch-row.tsx'
import { Row } from '#web/components/list/row.tsx'
import { Rows } from '#web/components/list/rows.tsx'
import { useWords } from '#web/i18n/words.ts'
import { meWords } from './me-words.ts'

/** What one wants to hear of, of the contracts that one started or follows. */
export function NewsCard() {
  const t = useWords(meWords)
  const { data, error, refetch } = useQuery(preferencesQuery)
  const { queryKey } = preferencesQuery
  const changing = useMutation({
    mutationKey: queryKey,
    mutationFn: (change: PreferencesChange, { client }) => changePreferences(client, change),
    onMutate: async (change, { client }) => {
      // What is being read was chosen before.
      await client.cancelQueries({ queryKey })
      const before = client.getQueryData(queryKey)
      if (before !== undefined) client.setQueryData(queryKey, Object.assign({}, before, change))
      return before
    },
    onError: (_error, _change, before, { client }) => {
      if (before !== undefined) client.setQueryData(queryKey, before)
    },
    onSettled: (_set, _error, _change, _before, { client }) => {
      // Before the last of several is stored, its choice would flip back.
      if (client.isMutating({ mutationKey: queryKey }) > 1) return
      void client.invalidateQueries({ queryKey })
    },
  })
  return (
    <Rows
      header={
        <>
          <h2>{t.news}</h2>
          <p className="quiet">{t.newsNote}</p>
        </>
      }
      testId="news-preferences"
    >
      {changing.error && (
        <Row>
          <FailureNote error={changing.error} />
        </Row>
      )}
      {data &&
        newsKinds.map((kind) => (
          <SwitchRow
            key={kind}
            label={t[`news-${kind}`]}
            checked={data[kind]}
            onChange={(checked) => changing.mutate({ [kind]: checked })}
          />
        ))}
      {!data && (
        <Row>
          {error ? (
            <FailureNote error={error}>
              <RetryButton onRetry={refetch} />
            </FailureNote>
          ) : (
            <Skeleton.Title animated />
          )}
        </Row>
      )}
    </Rows>
  )
}
