import Button from 'antd-mobile/es/components/button'
import { useContext } from 'react'
import type { AppErrorCode } from '#web/api/http/api-error.ts'
import { SessionContext } from '#web/api/session/session-query.ts'
import { goTo } from '#web/components/page/navigation.ts'
import { useWords } from '#web/i18n/words.ts'
import { authoriseWords } from './authorise-words.ts'

/** Whether the requester can authorise the app, without which something failed with this code. */
export function useCanAuthorise(code: AppErrorCode): boolean {
  const session = useContext(SessionContext)
  return code === 'corp-not-authorised' && session?.role === 'admin'
}

/** Leads to the desk, where admins authorise the app. */
export function AuthoriseButton() {
  const t = useWords(authoriseWords)
  return (
    <Button block color="primary" size="large" onClick={() => goTo('/admin')}>
      {t.go}
    </Button>
  )
}
