import { ScanLine } from 'lucide'
import { Icon } from '#web/components/icon.ts'
import { type CompositionEvent, type FormEvent, memo, useEffect, useRef, useState } from 'react'
import { FlowLink, RowLink } from '#web/components/flow/flow-link.tsx'
import { approvalPath, flowPath, goTo } from '#web/components/page/navigation.ts'
import { DingTalkError } from '#web/dingtalk/dingtalk-error.ts'
import { canScan, scanQrCode } from '#web/dingtalk/scan.ts'
import { useWords } from '#web/i18n/words.ts'
import { homeWords } from '../home-words.ts'
import { readSearchText } from './search-text.ts'
import { linkTarget } from './link-target.ts'

/** How long typing has to pause before it is searched for, milliseconds. */
const pause = 300

interface SearchFieldProps {
  /** What is searched for now. */
  q: string
  onFilter: (change: { q: string }) => void
}

/** One field for all that leads to a contract: words to search for, a task id, a link, a QR code. */
export const SearchField = memo(function SearchField({ q, onFilter }: SearchFieldProps) {
  const t = useWords(homeWords)
  const field = useRef<HTMLInputElement>(null)
  const [text, setText] = useState(q)
  const [trouble, setTrouble] = useState<'scanNothing' | 'scanFailed' | null>(null)
  /** An input method has letters on screen that are no words yet. */
  const [isComposing, setIsComposing] = useState(false)
  const wanted = readSearchText(text)

  // The address may change by itself, as by going back.
  const [shown, setShown] = useState(q)
  if (q !== shown) {
    setShown(q)
    if (q !== wanted.q) setText(q)
  }

  useEffect(() => {
    if (isComposing || wanted.q === q) return undefined
    const timer = setTimeout(() => onFilter({ q: wanted.q }), pause)
    return () => clearTimeout(timer)
  }, [wanted.q, q, isComposing, onFilter])

  const change = (value: string) => {
    setText(value)
    setTrouble(null)
  }
  const clear = () => {
    change('')
    onFilter({ q: '' })
    field.current?.focus()
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (wanted.instanceId !== null) goTo(approvalPath(wanted.instanceId))
    else if (wanted.isCertain && wanted.taskId !== null) goTo(flowPath(wanted.taskId))
    else onFilter({ q: wanted.q })
    // Takes a phone's keyboard off the screen, so that what was found can be seen.
    if (matchMedia('(pointer: coarse)').matches) field.current?.blur()
  }
  const scan = () => {
    setTrouble(null)
    scanQrCode().then(
      (scanned) => {
        const target = linkTarget(scanned)
        if (target === null) setTrouble('scanNothing')
        else if (target.kind === 'flow') goTo(flowPath(target.taskId))
        else goTo(approvalPath(target.instanceId))
      },
      (cause: unknown) => {
        const cancelled = cause instanceof DingTalkError && cause.failure === 'cancelled'
        if (!cancelled) setTrouble('scanFailed')
      },
    )
  }
  const compositionEnd = (event: CompositionEvent<HTMLInputElement>) => {
    setIsComposing(false)
    setText(event.currentTarget.value)
  }
  return (
    <form className="search" role="search" onSubmit={submit}>
      <div className="search-row">
        <div className="search-box">
          {/* antd-mobile's input keeps descriptions and validity away from the field itself. */}
          <input
            ref={field}
            value={text}
            onChange={(event) => change(event.target.value)}
            onCompositionStart={() => setIsComposing(true)}
            onCompositionEnd={compositionEnd}
            placeholder={t.searchPlaceholder}
            aria-label={t.search}
            aria-describedby="search-trouble"
            autoComplete="off"
            autoCapitalize="off"
            enterKeyHint="search"
          />
          {text !== '' && (
            <button
              type="button"
              className="search-clear"
              aria-label={t.searchClear}
              onClick={clear}
            >
              <span aria-hidden="true">×</span>
            </button>
          )}
        </div>
        {canScan && (
          <button type="button" className="icon-button" aria-label={t.scan} onClick={scan}>
            <Icon icon={ScanLine} />
          </button>
        )}
      </div>
      <p id="search-trouble" className="search-trouble" role="alert">
        {trouble && t[trouble]}
      </p>
      {wanted.instanceId !== null && !isComposing && (
        <div className="card search-offer">
          <RowLink path={approvalPath(wanted.instanceId)}>
            <strong className="flow-row-title">{t.openApproval}</strong>
            <span className="flow-row-note">{t.openApprovalNote}</span>
          </RowLink>
        </div>
      )}
      {wanted.taskId !== null && !isComposing && (
        <div className="card search-offer">
          <FlowLink taskId={wanted.taskId}>
            <strong className="flow-row-title">{t.openTask({ taskId: wanted.taskId })}</strong>
            <span className="flow-row-note">{t.openTaskNote}</span>
          </FlowLink>
        </div>
      )}
    </form>
  )
})
