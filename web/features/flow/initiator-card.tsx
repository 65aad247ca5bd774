import type { Flow } from '#shared/schemas/flow/flow.ts'
import { CopyButton } from '#web/components/copy-button.tsx'
import { PersonName } from '#web/components/person/person-name.tsx'
import { Row } from '#web/components/list/row.tsx'
import { Rows } from '#web/components/list/rows.tsx'
import { useWords, words } from '#web/i18n/words.ts'

/** Who started the flow and for which organisation, and the id to quote in questions. */
export function InitiatorCard({ flow }: { flow: Flow }) {
  const t = useWords(words.flow)
  const { name, organization } = flow.initiator
  return (
    <Rows label={t.initiator}>
      <Row
        extra={
          <span data-testid="flow-initiator">
            {name === null ? t.notProvided : <PersonName name={name} />}
          </span>
        }
      >
        {t.initiator}
      </Row>
      <Row
        extra={<bdi data-testid="flow-initiator-organization">{organization ?? t.notProvided}</bdi>}
      >
        {t.organization}
      </Row>
      <Row
        description={<span className="task-id">{flow.taskId}</span>}
        extra={<CopyButton text={flow.taskId} />}
      >
        {t.taskId}
      </Row>
    </Rows>
  )
}
