import type { SandboxSamples } from '#web/api/queries/sandbox.ts'
import { Row } from '#web/components/list/row.tsx'
import { Rows } from '#web/components/list/rows.tsx'
import { flowPath } from '#web/components/page/navigation.ts'
import { useWords } from '#web/i18n/words.ts'
import { homeWords } from './home-words.ts'

/** The sandbox's flows, so that a newcomer has something to open. */
export function SampleFlows({ flows }: { flows: SandboxSamples['flows'] }) {
  const t = useWords(homeWords)
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
      {flows.map(({ taskId, title }) => (
        <Row key={taskId} to={flowPath(taskId)} description={taskId}>
          {title}
        </Row>
      ))}
    </Rows>
  )
}
