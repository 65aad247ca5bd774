import Button from 'antd-mobile/es/components/button'
import { useQueryClient } from '@tanstack/react-query'
import { params } from '#shared/rules/words/template.ts'
import { useState } from 'react'
import type { AdminTrouble } from '#shared/schemas/nudge.ts'
import { hasCode } from '#web/api/http/api-error.ts'
import { notifyAdmins } from '#web/api/queries/corp.ts'
import { readinessQuery } from '#web/api/queries/readiness.ts'
import { errorWords, failureIn } from '#web/components/failure/error-words.ts'
import { notify } from '#web/components/overlay/notify.ts'
import { defineWords, useWords, words } from '#web/i18n/words.ts'

const notifyWords = defineWords({
  zh: {
    notify: '通知管理员',
    notified: params('已通知 {names}'),
    notifiedAll: '已通知管理员',
    sendsNone: '这里不能发送通知，请直接告诉管理员。',
  },
  en: {
    notify: 'Notify the admin',
    notified: '{names} notified',
    notifiedAll: 'The admins are notified',
    sendsNone: 'No notification can be sent here. Tell the admins yourself.',
  },
})

type NotifyAdminsProps = {
  trouble: AdminTrouble
  /** Unless small, it is the page's main button. */
  size?: 'small' | 'middle' | 'large'
}

/** Sends the organisation's admins a work notification with the address of what they can mend. */
export function NotifyAdmins({ trouble, size = 'small' }: NotifyAdminsProps) {
  const t = useWords(notifyWords)
  const tError = useWords(errorWords)
  const { between } = useWords(words.nextStep)
  const client = useQueryClient()
  const [told, setTold] = useState<string | null>(null)
  const [sendsNone, setSendsNone] = useState(false)
  const tell = async () => {
    try {
      const { names } = await notifyAdmins(client, trouble)
      const text = names.length === 0 ? t.notifiedAll : t.notified({ names: names.join(between) })
      setTold(text)
      notify(text)
    } catch (error) {
      if (hasCode(error, 'agent-id-missing')) return setSendsNone(true)
      notify(failureIn(error, tError).reason, 'fail')
      // It may have been mended meanwhile.
      void client.invalidateQueries({ queryKey: readinessQuery.queryKey })
    }
  }
  if (sendsNone) return <p role="status">{t.sendsNone}</p>
  const isSmall = size === 'small'
  return (
    <Button
      block={!isSmall}
      size={size}
      fill={isSmall ? 'none' : 'solid'}
      color="primary"
      loading="auto"
      disabled={told !== null}
      onClick={tell}
    >
      {told ?? t.notify}
    </Button>
  )
}
