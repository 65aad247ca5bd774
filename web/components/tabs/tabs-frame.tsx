import AntdTabs from 'antd-mobile/es/components/tabs'
import { type KeyboardEvent, type ReactNode, useLayoutEffect, useRef } from 'react'
import { panelId, tabId } from './tab-ids.ts'

export type TabsProps<Key extends string> = {
  /** The id that `TabPanel` refers to. */
  id: string
  /** The accessible name. */
  label: string
  tabs: readonly { key: Key; title: ReactNode }[]
  /** Null while unknown. */
  activeKey: Key | null
  onChange: (key: Key) => void
}

/** antd-mobile's tabs with what they lack: accessible names, `aria-controls`, Home and End. */
export function TabsFrame({ id, label, tabs, activeKey, onChange }: TabsProps<string>) {
  const frame = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    frame.current?.querySelector('[role="tablist"]')?.setAttribute('aria-label', label)
    for (const [index, tab] of elementsOf(frame.current).entries()) {
      const key = tabs[index]?.key
      if (key === undefined) continue
      tab.id = tabId(id, key)
      tab.setAttribute('aria-controls', panelId(id))
    }
  }, [id, label, tabs])
  const jump = (event: KeyboardEvent) => {
    if (event.key !== 'Home' && event.key !== 'End') return
    const index = event.key === 'Home' ? 0 : tabs.length - 1
    const key = tabs[index]?.key
    if (key === undefined) return
    event.preventDefault()
    onChange(key)
    elementsOf(frame.current)[index]?.focus()
  }
  return (
    <div ref={frame} role="presentation" className="tabs" onKeyDown={jump}>
      <AntdTabs activeKey={activeKey} onChange={onChange} stretch={false}>
        {tabs.map(({ key, title }) => (
          <AntdTabs.Tab key={key} title={title} />
        ))}
      </AntdTabs>
    </div>
  )
}

function elementsOf(frame: HTMLElement | null): HTMLElement[] {
  return [...(frame?.querySelectorAll<HTMLElement>('[role="tab"]') ?? [])]
}
