import ConfigProvider, { useConfig } from 'antd-mobile/es/components/config-provider'
import SearchBar, { type SearchBarRef } from 'antd-mobile/es/components/search-bar'
import { X } from 'lucide'
import { type FormEvent, type ReactNode, useRef } from 'react'
import { IconButton } from '#web/components/button/icon-button.tsx'
import { defineWords, useWords } from '#web/i18n/words.ts'
import './field.css'
import { useFieldAria } from './use-field-aria.ts'

const searchWords = defineWords({ zh: { clear: '清除输入' }, en: { clear: 'Clear' } })

type SearchFieldProps = {
  /** The accessible name. */
  label: string
  /** Shown while the field is empty; by default the label. */
  hint?: string
  value: string
  onChange: (value: string) => void
  /** Called on Enter, or the search key of a phone's keyboard. */
  onSearch?: () => void
  /** Whether an input method is composing. */
  onComposing?: (isComposing: boolean) => void
  describedBy?: string
  /** Further buttons after the field. */
  children?: ReactNode
}

/** A search field with a clear button. */
export function SearchField(props: SearchFieldProps) {
  const {
    label,
    hint = label,
    value,
    onChange,
    onSearch,
    onComposing,
    describedBy,
    children,
  } = props
  const { locale } = useConfig()
  const t = useWords(searchWords)
  const ref = useRef<SearchBarRef>(null)
  useFieldAria(ref, { describedBy })
  const stay = (event: FormEvent) => event.preventDefault()
  const clear = () => {
    onChange('')
    ref.current?.focus()
  }
  return (
    <form className="search-field" role="search" aria-label={label} onSubmit={stay}>
      <div className="search-field-box">
        {/* antd-mobile takes the field's name from the locale only. */}
        <ConfigProvider locale={{ ...locale, SearchBar: { name: label } }}>
          <SearchBar
            ref={ref}
            clearable={false}
            placeholder={hint}
            value={value}
            onChange={onChange}
            // antd-mobile blurs the field on Enter, before a form would be submitted.
            onSearch={() => onSearch?.()}
            onCompositionStart={() => onComposing?.(true)}
            onCompositionEnd={() => onComposing?.(false)}
          />
        </ConfigProvider>
        {value !== '' && <IconButton icon={X} label={t.clear} onClick={clear} />}
      </div>
      {children}
    </form>
  )
}
