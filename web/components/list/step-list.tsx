import type { ReactNode } from 'react'
import './step-list.css'

type StepListProps = {
  testId?: string
  /** `Step` elements. */
  children: ReactNode
}

/** Steps as an HTML list, which antd-mobile's `Steps` is not. */
export function StepList({ testId, children }: StepListProps) {
  return (
    <ol className="step-list" data-testid={testId}>
      {children}
    </ol>
  )
}

export type StepState = 'wait' | 'process' | 'finish' | 'error'

/** The marks of avatars. */
export const stepMarks = {
  wait: undefined,
  process: 'turn',
  finish: 'done',
  error: 'refused',
} as const satisfies Record<StepState, 'turn' | 'done' | 'refused' | undefined>

type StepProps = {
  /** Sets colour and mark. The title or description has to say it in words. */
  state: StepState
  /** A number in the circle. Without one, the mark is a dot, ✓ or ✕. */
  mark?: number | null
  /** Replaces the circle: an `Avatar` with its mark. */
  icon?: ReactNode
  title: ReactNode
  description?: ReactNode
  className?: string
  testId?: string
  /** Whether the list folds it away. */
  isHidden?: boolean
}

export function Step(props: StepProps) {
  const { state, mark, icon, title, description, className = '', testId, isHidden } = props
  return (
    <li className={`step is-${state} ${className}`} data-testid={testId} hidden={isHidden}>
      <StepParts
        icon={
          icon ?? (
            // Hidden from copying and screen readers, because the words say the same.
            <span className="step-mark" data-mark={markOf(state, mark)} aria-hidden="true" />
          )
        }
        title={title}
        description={description}
      />
    </li>
  )
}

/** What stands in an `li` of the class `step`: a mark, a line beside it, and more below that. */
export function StepParts({
  icon,
  title,
  description,
}: Pick<StepProps, 'icon' | 'title' | 'description'>) {
  return (
    <>
      <div className="step-icon">{icon}</div>
      <div className="step-text">
        <div>{title}</div>
        <div className="step-description">{description}</div>
      </div>
    </>
  )
}

function markOf(state: StepState, mark: number | null | undefined): string {
  if (state === 'finish') return '✓'
  if (state === 'error') return '✕'
  return String(mark ?? '•')
}
