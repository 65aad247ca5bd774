import { Fragment } from 'react'
import { SwitchRow } from '#web/components/field/switch-row.tsx'
import { Row } from '#web/components/list/row.tsx'
import { Rows } from '#web/components/list/rows.tsx'
import { type OpenSheet, Sheet } from '#web/components/overlay/sheet.tsx'
import { useStore } from '#web/components/use-store.ts'
import { useWords } from '#web/i18n/words.ts'
import { keyWords } from './key-words.ts'
import './keys-sheet.css'
import { hasKeys, setKeys } from './use-keys.ts'

const keys = [
  { does: 'search', keys: ['/'] },
  { does: 'next', keys: ['j', '↓'] },
  { does: 'before', keys: ['k', '↑'] },
  { does: 'open', keys: ['Enter'] },
  { does: 'remind', keys: ['r'] },
  { does: 'list', keys: ['?'] },
] as const

/** The keys of wide windows, and whether they are used on this device. */
export function KeysSheet(sheet: OpenSheet) {
  const t = useWords(keyWords)
  const isOn = useStore(hasKeys)
  return (
    <Sheet title={t.title} testId="keys" {...sheet}>
      <Rows label={t.title}>
        {keys.map(({ does, keys: offered }) => (
          <Row
            key={does}
            extra={offered.map((key, index) => (
              <Fragment key={key}>
                {index > 0 && ` ${t.or} `}
                <kbd>{key}</kbd>
              </Fragment>
            ))}
          >
            {t[does]}
          </Row>
        ))}
      </Rows>
      <Rows label={t.use}>
        <SwitchRow label={t.use} description={t.useNote} checked={isOn} onChange={setKeys} />
      </Rows>
    </Sheet>
  )
}
