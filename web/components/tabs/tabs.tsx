import { type ReactNode, type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react'
import 'antd-mobile/es/components/tabs/tabs.css'
import { type AnimatedParts, useAnimated } from '#web/components/overlay/animated.ts'
import { panelId, tabId } from './tab-ids.ts'
import './tabs.css'
import type { TabsProps } from './tabs-frame.tsx'

/** Tabs. Plain buttons in the same positions until the animated file is loaded. */
export function Tabs<Key extends string>(props: TabsProps<Key>) {
  const { id, label, tabs, activeKey, onChange } = props
  const buttons = useRef<HTMLDivElement>(null)
  const parts = useOnceReleased(useAnimated(true), buttons)
  if (parts !== null)
    return (
      <parts.TabsFrame
        {...props}
        onChange={(key) => {
          const chosen = tabs.find((tab) => tab.key === key)
          if (chosen) onChange(chosen.key)
        }}
      />
    )
  return (
    <div ref={buttons} className="adm-tabs tabs" role="group" aria-label={label}>
      <div className="adm-tabs-header">
        <div className="adm-tabs-tab-list">
          {tabs.map(({ key, title }) => (
            <div key={key} className="adm-tabs-tab-wrapper">
              <button
                type="button"
                id={tabId(id, key)}
                className={`adm-tabs-tab${key === activeKey ? ' adm-tabs-tab-active' : ''}`}
                aria-pressed={key === activeKey}
                onClick={() => onChange(key)}
              >
                {title}
              </button>
            </div>
          ))}
        </div>
      </div>
    </div>
  )
}

/** How often to check whether a button is still pressed, in milliseconds. */
const releaseInterval = 50

/**
 * The loaded parts, once no button is pressed, as its tap would be lost. The tab of a focused
 * button gets the focus.
 */
function useOnceReleased(
  loaded: AnimatedParts | null,
  buttons: RefObject<HTMLElement | null>,
): AnimatedParts | null {
  const [released, setReleased] = useState<{
    parts: AnimatedParts
    focusedId: string | undefined
  }>()
  const isReleased = released !== undefined
  useEffect(() => {
    if (loaded === null || isReleased) return undefined
    const release = () => {
      if (buttons.current?.querySelector(':active')) return
      setReleased({ parts: loaded, focusedId: buttons.current?.querySelector(':focus')?.id })
    }
    release()
    const timer = setInterval(release, releaseInterval)
    return () => clearInterval(timer)
  }, [loaded, isReleased, buttons])
  useLayoutEffect(() => {
    if (released?.focusedId === undefined) return
    document.getElementById(released.focusedId)?.focus({ preventScroll: true })
  }, [released])
  return released?.parts ?? null
}

type TabPanelProps = {
  /** The id of its `Tabs`. */
  tabs: string
  activeKey: string | null
  children: ReactNode
}

/** The content of the active tab. */
export function TabPanel({ tabs, activeKey, children }: TabPanelProps) {
  return (
    <div
      role="tabpanel"
      id={panelId(tabs)}
      aria-labelledby={activeKey === null ? undefined : tabId(tabs, activeKey)}
    >
      {children}
    </div>
  )
}
