import { ScanLine } from 'lucide'
import { type ReactNode, useCallback, useEffect, useState } from 'react'
import { IconButton } from '#web/components/button/icon-button.tsx'
import { SearchField } from '#web/components/field/search-field.tsx'
import { Row } from '#web/components/list/row.tsx'
import { Rows } from '#web/components/list/rows.tsx'
import { approvalPath, flowPath, goTo } from '#web/components/page/navigation.ts'
import { canScan } from '#web/dingtalk/scan.ts'
import { useWords } from '#web/i18n/words.ts'
import { homeWords } from '../home-words.ts'
import { openScanned, type ScanTrouble } from './open-scanned.ts'
import { readSearchText } from './search-text.ts'

/** Debounce of the search text, in milliseconds. */
const pause = 300

type FlowSearchProps = {
  /** The current search text. */
  q: string
  onChange: (change: { q: string }) => void
  /** Whether the field is narrow. */
  isNarrow: boolean
  /** Further buttons after the field. */
  children: ReactNode
}

/** One field for every way to a contract: words to search for, a task id, a link, a QR code. */
export function FlowSearch({ q, onChange, isNarrow, children }: FlowSearchProps) {
  const t = useWords(homeWords)
  const [text, setText] = useState(q)
  const [trouble, setTrouble] = useState<ScanTrouble | null>(null)
  /** Whether an input method is composing. */
  const [isComposing, setIsComposing] = useState(false)
  const wanted = readSearchText(text)

  // The URL may change without typing, for example by going back, and follows typing late.
  const [shown, setShown] = useState(q)
  const [asked, setAsked] = useState(q)
  if (q !== shown) {
    setShown(q)
    setAsked(q)
    if (q !== wanted.q && q !== asked) setText(q)
  }

  const ask = useCallback(
    (words: string) => {
      setAsked(words)
      onChange({ q: words })
    },
    [onChange],
  )

  useEffect(() => {
    if (isComposing || wanted.q === q) return undefined
    // An emptied field is not debounced.
    const timer = setTimeout(() => ask(wanted.q), text === '' ? 0 : pause)
    return () => clearTimeout(timer)
  }, [wanted.q, text, q, isComposing, ask])

  const type = (value: string) => {
    setText(value)
    setTrouble(null)
  }
  const submit = () => {
    if (wanted.instanceId !== null) goTo(approvalPath(wanted.instanceId))
    else if (wanted.isCertain && wanted.taskId !== null) goTo(flowPath(wanted.taskId))
    else ask(wanted.q)
    // Hides a phone's keyboard, so that the results are visible.
    const { activeElement } = document
    if (matchMedia('(pointer: coarse)').matches && activeElement instanceof HTMLElement)
      activeElement.blur()
  }
  const scan = async () => {
    setTrouble(null)
    setTrouble(await openScanned())
  }
  return (
    <>
      <SearchField
        label={t.search}
        hint={isNarrow ? t.searchShort : t.searchPlaceholder}
        value={text}
        onChange={type}
        onSearch={submit}
        onComposing={setIsComposing}
        describedBy="search-trouble"
      >
        {canScan && <IconButton icon={ScanLine} label={t.scan} onClick={scan} />}
        {children}
      </SearchField>
      <p id="search-trouble" className="search-trouble" role="alert">
        {trouble && t[trouble]}
      </p>
      {!isComposing && wanted.instanceId !== null && (
        <Rows label={t.openApproval}>
          <Row to={approvalPath(wanted.instanceId)} description={t.openApprovalNote}>
            {t.openApproval}
          </Row>
        </Rows>
      )}
    </>
  )
}
