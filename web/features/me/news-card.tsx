import type { UseQueryResult } from '@tanstack/react-query'
import type { Preferences } from '#shared/schemas/news.ts'
import { newsKinds } from '#shared/rules/codes/news.ts'
import { useOptimistic } from '#web/api/queries/choices.ts'
import { changePreferences, preferencesQuery } from '#web/api/queries/me.ts'
import { FailureNote } from '#web/widgets/failure/failure-note.tsx'
import { RetryButton } from '#web/components/failure/retry-button.tsx'
import { SwitchRow } from '#web/components/field/switch-row.tsx'
import { Row } from '#web/components/list/row.tsx'
import { Rows } from '#web/components/list/rows.tsx'
import { useWords } from '#web/i18n/words.ts'
import { meWords } from './me-words.ts'

/** The hash of links to it. */
export const newsId = 'notices'

/** Which notifications the person gets about contracts they started or follow. */
export function NewsCard({ reading }: { reading: UseQueryResult<Preferences> }) {
  const t = useWords(meWords)
  const { data, error, refetch } = reading
  const changing = useOptimistic(preferencesQuery.queryKey, changePreferences)
  return (
    <section id={newsId} className="news" tabIndex={-1} aria-label={t.news}>
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
        {!data && error && (
          <Row>
            <FailureNote error={error}>
              <RetryButton error={error} onRetry={refetch} />
            </FailureNote>
          </Row>
        )}
      </Rows>
    </section>
  )
}
