import type { Flow } from '#shared/flow.ts'
import { CopyButton } from '#web/components/copy-button.tsx'
import { PersonName } from '#web/components/flow/person-name.tsx'
import { useWords, words } from '#web/i18n/words.ts'

/** Who started the flow, for whom, and the id to quote when asking about it. */
export function InitiatorCard({ flow }: { flow: Flow }) {
  const t = useWords(words.flow)
  return (
    <dl className="card facts">
      <div>
        <dt>{t.initiator}</dt>
        <dd data-testid="flow-initiator">
          {flow.initiator.name === null ? t.notProvided : <PersonName name={flow.initiator.name} />}
        </dd>
      </div>
      <div>
        <dt>{t.organization}</dt>
        <dd data-testid="flow-initiator-organization">
          {flow.initiator.organization ?? t.notProvided}
        </dd>
      </div>
      <div>
        <dt>{t.taskId}</dt>
        <dd className="long-fact">
          <span className="task-id">{flow.taskId}</span> <CopyButton text={flow.taskId} />
        </dd>
      </div>
    </dl>
  )
}
