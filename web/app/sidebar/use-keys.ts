import { atom } from 'nanostores'
import { useEffect, useEffectEvent } from 'react'
import { readStored, writeStored } from '#web/api/device-cache/stored.ts'

const storageKey = 'keys'

/** Whether the keys are on; people who dictate, or press keys by mistake, need them off. */
export const hasKeys = atom(readStored(storageKey) !== 'off')

export function setKeys(isOn: boolean): void {
  hasKeys.set(isOn)
  writeStored(storageKey, isOn ? null : 'off')
}

/** What takes keys itself. */
const fields = 'input, textarea, select'
const dialogs = '[role=dialog]'

/** The keys of wide windows: `/`, `j`, `k`, arrows in the list, `r` and `?`. */
export function useKeys(onList: () => Promise<void>): void {
  const list = useEffectEvent(onList)
  useEffect(() => {
    const handle = (event: KeyboardEvent) => {
      const { key, target, ctrlKey, metaKey, altKey, defaultPrevented } = event
      if (!hasKeys.get() || defaultPrevented || ctrlKey || metaKey || altKey) return
      if (!(target instanceof Element) || target.closest(fields) !== null) return
      if (document.querySelector(dialogs) !== null) return
      const act = actionOf(key, target)
      if (act === null) return
      event.preventDefault()
      act()
    }
    const actionOf = (key: string, target: Element): (() => void) | null => {
      const isInList = target.closest(rows) !== null
      switch (key) {
        case '/':
          return () => find('.list-column input[type=search]')?.focus()
        case 'j':
          return () => move(1)
        case 'k':
          return () => move(-1)
        // Elsewhere they scroll.
        case 'ArrowDown':
          return isInList ? () => move(1) : null
        case 'ArrowUp':
          return isInList ? () => move(-1) : null
        case 'r':
          return () => find('.shell-page [aria-keyshortcuts=r]')?.click()
        case '?':
          return () => void list()
        default:
          return null
      }
    }
    document.addEventListener('keydown', handle)
    return () => document.removeEventListener('keydown', handle)
  }, [])
}

const find = (selector: string) => document.querySelector<HTMLElement>(selector)

/** The rows of the list, which Enter opens as links. */
const rows = '.list-column a.row-target'

/** Moves the focus in the list, from the contract that is open if it is elsewhere. */
function move(step: 1 | -1): void {
  const all = [...document.querySelectorAll<HTMLElement>(rows)]
  const focused = all.findIndex((row) => row === document.activeElement)
  const from = focused >= 0 ? focused : all.findIndex((row) => row.matches('[aria-current]'))
  all[Math.max(0, Math.min(from + step, all.length - 1))]?.focus()
}
