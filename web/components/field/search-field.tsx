import ConfigProvider, { useConfig } from 'antd-mobile/es/components/config-provider'
import SearchBar, { type SearchBarRef } from 'antd-mobile/es/components/search-bar'
import { X } from 'lucide'
import { type FormEvent, type ReactNode, useRef } from 'react'
import { IconButton } from '#web/components/button/icon-button.tsx'
import { defineWords, useWords } from '#web/i18n/words.ts'
import './field.css'
import { useFieldAria } from './use-field-aria.ts'

const searchWords = defineWords({ zh: { clear: '清除输入' }, en: { clear: 'Clear' } })

interface SearchFieldProps {
  /** The field's name, for assistive technology. */
  label: string
  placeholder: string
  value: string
  onChange: (value: string) => void
  /** Enter, or the search key of a phone's keyboard. */
  onSearch?: () => void
  /** Whether an input method has letters in the field that are no words yet. */
  onComposing?: (isComposing: boolean) => void
  describedBy?: string
  /** Stands behind the field: further buttons. */
  children?: ReactNode
}

/** A field to search with, which can be emptied. */
export function SearchField(props: SearchFieldProps) {
  const { label, placeholder, value, onChange, onSearch, onComposing, describedBy, children } =
    props
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
        {/* The name of the field comes from the locale alone. */}
        <ConfigProvider locale={{ ...locale, SearchBar: { name: label } }}>
          <SearchBar
            ref={ref}
            clearable={false}
            placeholder={placeholder}
            value={value}
            onChange={onChange}
            // antd-mobile takes the focus away on Enter, before a form is submitted.
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
