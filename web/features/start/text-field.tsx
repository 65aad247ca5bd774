import type { HTMLAttributes } from 'react'
import { RuleText, ruleTextId } from './rule-text.tsx'
import { useStartForm } from './start-form.ts'

interface TextFieldProps {
  id: string
  label: string
  value: string
  onChange: (value: string) => void
  placeholder?: string
  type?: 'text' | 'datetime-local'
  /** The earliest time that can be chosen. */
  min?: string
  inputMode?: HTMLAttributes<HTMLInputElement>['inputMode']
}

/** A line to type into, with what is wrong in it. */
export function TextField({ id, label, onChange, type = 'text', ...input }: TextFieldProps) {
  const { ruleAt, touch } = useStartForm()
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type={type}
        autoComplete="off"
        onChange={(event) => onChange(event.target.value)}
        onBlur={() => touch(id)}
        aria-invalid={ruleAt(id) !== null}
        aria-describedby={ruleTextId(id)}
        {...input}
      />
      <RuleText fieldId={id} />
    </div>
  )
}
