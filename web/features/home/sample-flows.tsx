import type { SandboxSamples } from '#web/api/queries/sandbox.ts'
import { FlowLink } from '#web/components/flow/flow-link.tsx'
import { useWords } from '#web/i18n/words.ts'
import { homeWords } from './home-words.ts'

/** The sandbox's flows, so that a newcomer has something to open. */
export function SampleFlows({ flows }: { flows: SandboxSamples['flows'] }) {
  const t = useWords(homeWords)
  return (
    <section className="card">
      <div className="section-head">
        <h2>{t.samples}</h2>
      </div>
      <p className="quiet">{t.samplesNote}</p>
      <ul className="flow-rows" data-testid="sample-flows">
        {flows.map(({ taskId, title }) => (
          <li key={taskId}>
            <FlowLink taskId={taskId}>
              <span className="flow-row-title">{title}</span>
              <span className="flow-row-note">{taskId}</span>
            </FlowLink>
          </li>
        ))}
      </ul>
    </section>
  )
}
