import type { ReactNode } from 'react'
import 'antd-mobile/es/components/tabs/tabs.css'
import { useHeavy } from '#web/components/overlay/use-heavy.ts'
import { panelId, tabId } from './tab-ids.ts'
import './tabs.css'
import type { TabsProps } from './tabs-frame.tsx'

/** Tabs. Plain buttons in the same positions until the heavy file is loaded. */
export function Tabs<Key extends string>(props: TabsProps<Key>) {
  const parts = useHeavy(true)
  const { id, label, tabs, activeKey, onChange } = props
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
    <div className="adm-tabs tabs" role="group" aria-label={label}>
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

interface TabPanelProps {
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
