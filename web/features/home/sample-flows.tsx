import { useQuery } from '@tanstack/react-query'
import { sandboxSamplesQuery } from '#web/api/queries/app-config.ts'
import { Row } from '#web/components/list/row.tsx'
import { Rows } from '#web/components/list/rows.tsx'
import { flowPath } from '#web/components/page/navigation.ts'
import { useWords } from '#web/i18n/words.ts'
import { homeWords } from './home-words.ts'

/** The sandbox's flows, so that a newcomer has something to open. */
export function SampleFlows() {
  const t = useWords(homeWords)
  const { data } = useQuery(sandboxSamplesQuery)
  if (!data || data.flows.length === 0) return null
  return (
    <Rows
      testId="sample-flows"
      header={
        <>
          <h2>{t.samples}</h2>
          <p className="quiet">{t.samplesNote}</p>
        </>
      }
    >
      {data.flows.map(({ taskId, title }) => (
        <Row key={taskId} to={flowPath(taskId)} description={taskId}>
          {title}
        </Row>
      ))}
    </Rows>
  )
}
