import type { LaunchKind } from '#shared/start-flow-draft.ts'
import { useWords } from '#web/i18n/words.ts'
import { useStartForm } from './start-form.ts'
import { startWords } from './start-words.ts'

interface LaunchSectionProps {
  /** The ways that there are; one of them needs no choice. */
  launches: readonly LaunchKind[]
}

/** How the contract is started. */
export function LaunchSection({ launches }: LaunchSectionProps) {
  const t = useWords(startWords)
  const { launch, change } = useStartForm()
  if (launches.length < 2) return <p className="card quiet">{t[`launch/${launch}/note`]}</p>
  return (
    <fieldset className="card launch-choice">
      <legend className="visually-hidden">{t.launch}</legend>
      {launches.map((kind) => (
        <label key={kind} data-chosen={kind === launch || undefined}>
          <input
            type="radio"
            name="launch"
            checked={kind === launch}
            onChange={() => change((before) => ({ ...before, launch: kind }))}
          />
          <strong>{t[`launch/${kind}`]}</strong>
          <span className="quiet">{t[`launch/${kind}/note`]}</span>
        </label>
      ))}
    </fieldset>
  )
}
