import Button from 'antd-mobile/es/components/button'
import { ScanLine } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { flowPath, goTo } from '../../components/navigation.ts'
import { DingTalkError } from '../../dingtalk/dingtalk-error.ts'
import { canScan, scanQrCode } from '../../dingtalk/scan.ts'
import { useWords } from '../../i18n/words.ts'
import { homeWords } from './home-words.ts'
import { taskIdFromText } from './task-id-from-text.ts'

type Trouble = 'invalidTaskId' | 'scanNothing' | 'scanFailed'

/** Takes a task id or link, typed, pasted or scanned, and opens its flow. */
export function FindFlow() {
  const t = useWords(homeWords)
  const [text, setText] = useState('')
  const [trouble, setTrouble] = useState<Trouble | null>(null)

  const open = (source: string, otherwise: Trouble) => {
    const taskId = taskIdFromText(source)
    if (taskId === null) setTrouble(otherwise)
    else goTo(flowPath(taskId))
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    open(text, 'invalidTaskId')
  }
  const scan = () => {
    setTrouble(null)
    scanQrCode().then(
      (scanned) => open(scanned, 'scanNothing'),
      (cause: unknown) => {
        const cancelled = cause instanceof DingTalkError && cause.failure === 'cancelled'
        if (!cancelled) setTrouble('scanFailed')
      },
    )
  }
  const change = (value: string) => {
    setText(value)
    setTrouble(null)
  }
  return (
    <form className="card find-flow" onSubmit={submit}>
      <label htmlFor="task-id">{t.intro}</label>
      <div className="find-flow-row">
        {/* antd-mobile's input keeps descriptions and validity away from the field itself. */}
        <input
          id="task-id"
          value={text}
          onChange={(event) => change(event.target.value)}
          placeholder={t.placeholder}
          aria-label={t.taskId}
          aria-describedby="task-id-trouble"
          aria-invalid={trouble !== null}
          autoComplete="off"
          autoCapitalize="off"
          enterKeyHint="go"
        />
        {canScan && (
          <button type="button" className="icon-button" aria-label={t.scan} onClick={scan}>
            <ScanLine aria-hidden="true" />
          </button>
        )}
      </div>
      <p id="task-id-trouble" className="trouble" role="alert">
        {trouble && t[trouble]}
      </p>
      <Button block color="primary" size="large" type="submit">
        {t.open}
      </Button>
    </form>
  )
}
