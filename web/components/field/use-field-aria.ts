import { type RefObject, useLayoutEffect } from 'react'

interface FieldAria {
  /** Ids of the elements that describe the field, separated by spaces. */
  describedBy?: string | undefined
  invalid?: boolean | undefined
  required?: boolean | undefined
}

/** What `Input`, `TextArea` and `SearchBar` of antd-mobile give as their ref. */
interface FieldRef {
  readonly nativeElement: HTMLElement | null
}

/**
 * Tells assistive technology what describes a field, and whether it is valid. antd-mobile passes
 * `aria-*` to the element around the field, where nobody looks for it.
 */
export function useFieldAria(ref: RefObject<FieldRef | null>, aria: FieldAria): void {
  const { describedBy, invalid = false, required = false } = aria
  useLayoutEffect(() => {
    const field = ref.current?.nativeElement
    if (!field) return
    setOrRemove(field, 'aria-describedby', describedBy)
    setOrRemove(field, 'aria-invalid', invalid ? 'true' : undefined)
    setOrRemove(field, 'aria-required', required ? 'true' : undefined)
  }, [ref, describedBy, invalid, required])
}

function setOrRemove(element: HTMLElement, name: string, value: string | undefined): void {
  if (value === undefined) element.removeAttribute(name)
  else element.setAttribute(name, value)
}
