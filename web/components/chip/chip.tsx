import { X } from 'lucide'
import type { ReactNode } from 'react'
import { Icon } from '#web/components/icon.ts'
import { followInApp } from '#web/components/page/follow-in-app.ts'
import { defineWords, useWords } from '#web/i18n/words.ts'
import { params } from '#shared/rules/words/template.ts'
import './chip.css'

const chipWords = defineWords({
  zh: { remove: params('取消 {label}') },
  en: { remove: 'Remove {label}' },
})

type ChipProps = {
  /** The chosen condition. */
  label: string
  /** Replaces its accessible name. */
  name?: string
  /** Called when it is tapped. */
  onRemove: () => void
}

/** A chosen condition, which a tap removes. */
export function Chip({ label, name, onRemove }: ChipProps) {
  const t = useWords(chipWords)
  return (
    <button
      type="button"
      className="chip"
      aria-label={name ?? t.remove({ label })}
      onClick={onRemove}
    >
      <span className="chip-pill">
        {label}
        <Icon icon={X} />
      </span>
    </button>
  )
}

/** A chip that leads to a path of the app. */
export function ChipLink({ label, to }: { label: string; to: string }) {
  return (
    <a className="chip" href={to} onClick={(event) => followInApp(event, to)}>
      <span className="chip-pill">{label}</span>
    </a>
  )
}

type ChipsProps = {
  /** The list's accessible name. */
  label: string
  /** `Chip` or `ChipLink` elements, with keys. */
  children: readonly ReactNode[]
}

export function Chips({ label, children }: ChipsProps) {
  return (
    <div className="chips" role="group" aria-label={label}>
      {children}
    </div>
  )
}
