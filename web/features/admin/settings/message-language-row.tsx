import { useState } from 'react'
import {
  defaultMessageLanguage,
  type MessageLanguage,
  messageLanguages,
} from '#shared/rules/message-language.ts'
import { RadioRows } from '#web/components/field/radio-rows.tsx'
import { Row } from '#web/components/list/row.tsx'
import { Sheet } from '#web/components/overlay/sheet.tsx'
import { useWords } from '#web/i18n/words.ts'
import { settingsWords } from './settings-words.ts'

type MessageLanguageRowProps = {
  /** Undefined if the server is of a build before. */
  value: MessageLanguage | undefined
  onChange: (language: MessageLanguage) => void
}

/** The language of messages in DingTalk, as a row that opens the choice. */
export function MessageLanguageRow(props: MessageLanguageRowProps) {
  const { value = defaultMessageLanguage, onChange } = props
  const t = useWords(settingsWords)
  const [isOpen, setOpen] = useState(false)
  const close = () => setOpen(false)
  return (
    <>
      <Row testId="message-language" extra={t[`language/${value}`]} onClick={() => setOpen(true)}>
        {t.messageLanguage}
      </Row>
      <Sheet open={isOpen} title={t.messageLanguage} isAtButton onClose={close}>
        <p className="quiet">{t.messageLanguageNote}</p>
        <RadioRows
          label={t.messageLanguage}
          options={messageLanguages.map((language) => ({
            value: language,
            label: t[`language/${language}`],
          }))}
          value={value}
          onChange={onChange}
          onPick={close}
        />
      </Sheet>
    </>
  )
}
