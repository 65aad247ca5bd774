import { useWords } from '#web/i18n/words.ts'
import type { DraftPerson } from '../draft/draft.ts'
import { entryId } from '../draft/start-issues.ts'
import { startWords } from '../start-words.ts'
import { TextField } from '../text-field.tsx'

type Outsider = Extract<DraftPerson, { kind: 'outsider' }>

interface OutsiderFieldsProps {
  person: Outsider
  onChange: (change: Partial<Pick<Outsider, 'name' | 'account' | 'organization'>>) => void
  /** Whether the company must be named; null where nobody asks for one. */
  needsOrganization: boolean | null
}

/** How somebody outside is called and reached. */
export function OutsiderFields({ person, onChange, needsOrganization }: OutsiderFieldsProps) {
  const t = useWords(startWords)
  const { key, name, account, organization } = person
  return (
    <div className="person-fields">
      <TextField
        id={entryId(key, 'name')}
        label={t.name}
        value={name}
        onChange={(value) => onChange({ name: value })}
      />
      <TextField
        id={entryId(key, 'account')}
        label={t.account}
        value={account}
        inputMode="email"
        onChange={(value) => onChange({ account: value })}
      />
      {needsOrganization !== null && (
        <TextField
          id={entryId(key, 'organization')}
          label={needsOrganization ? t.organization : t.organizationOptional}
          value={organization}
          onChange={(value) => onChange({ organization: value })}
        />
      )}
    </div>
  )
}
