import { type RefObject, useLayoutEffect } from 'react'

type FieldAria = {
  /** Ids of the elements that describe the field, separated by spaces. */
  describedBy?: string | undefined
  invalid?: boolean | undefined
  required?: boolean | undefined
}

/** The ref of antd-mobile's `Input`, `TextArea` and `SearchBar`. */
export type FieldRef = {
  readonly nativeElement: HTMLElement | null
}

/**
 * Sets `aria-*` on the input itself; antd-mobile sets them on its wrapper, where they have no
 * effect. A name, which it sets on both, stays on the input only.
 */
export function useFieldAria(ref: RefObject<FieldRef | null>, aria: FieldAria): void {
  const { describedBy, invalid = false, required = false } = aria
  useLayoutEffect(() => {
    const field = ref.current?.nativeElement
    if (!field) return
    field.parentElement?.removeAttribute('aria-label')
    setOrRemove(field, 'aria-describedby', describedBy)
    setOrRemove(field, 'aria-invalid', invalid ? 'true' : undefined)
    setOrRemove(field, 'aria-required', required ? 'true' : undefined)
  })
}

function setOrRemove(element: HTMLElement, name: string, value: string | undefined): void {
  if (value === undefined) element.removeAttribute(name)
  else element.setAttribute(name, value)
}
