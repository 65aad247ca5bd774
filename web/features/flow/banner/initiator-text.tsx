import type { Flow } from '#shared/rules/flow.ts'
import { PersonName } from '#web/components/person/person-name.tsx'
import { useWords, words } from '#web/i18n/words.ts'

/** Who started a flow, and for which organisation; the test ids have the names alone. */
export function InitiatorText({ initiator: { name, organization } }: Pick<Flow, 'initiator'>) {
  const t = useWords(words.flow)
  const [before = '', after = ''] = t.startedBy({ name: '\n' }).split('\n')
  return (
    <>
      <span>
        {before}
        <span data-testid="flow-initiator">
          {name === null ? t.notProvided : <PersonName name={name} />}
        </span>
        {after}
      </span>
      <bdi data-testid="flow-initiator-organization">{organization ?? t.notProvided}</bdi>
    </>
  )
}
