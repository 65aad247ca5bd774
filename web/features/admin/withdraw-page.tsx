import { useMutation, useQuery } from '@tanstack/react-query'
import Button from 'antd-mobile/es/components/button'
import { useState } from 'react'
import { cancelAuthorisation, corpQuery } from '#web/api/queries/admin.ts'
import { FailureNote } from '#web/widgets/failure/failure-note.tsx'
import { InputRow } from '#web/components/field/input-row.tsx'
import { Rows } from '#web/components/list/rows.tsx'
import { Notice } from '#web/components/note/notice.tsx'
import { notify } from '#web/components/overlay/notify.ts'
import { useWords } from '#web/i18n/words.ts'
import { adminWords } from './admin-words.ts'
import { DeskPage } from './desk-page.tsx'

const queryKeys = [corpQuery.queryKey]

/**
 * Withdraws the authorisation after the admin has typed a confirmation, `/admin?view=withdraw`.
 */
export function WithdrawPage() {
  const t = useWords(adminWords)
  const { data: corp } = useQuery(corpQuery)
  const [text, setText] = useState('')
  const typed = text.trim().toUpperCase()
  const withdrawing = useMutation({
    mutationFn: (_: void, { client }) => cancelAuthorisation(client, typed),
    onSuccess: ({ done }, _variables, _before, { client }) => {
      setText('')
      if (done === true) notify(t.cancelled)
      return client.invalidateQueries({ queryKey: corpQuery.queryKey })
    },
  })
  const isWithdrawn =
    corp !== undefined && 'ok' in corp.app && corp.app.ok.authorisation === 'not-authorised'
  const isUnsure = withdrawing.data !== undefined && withdrawing.data.done !== true
  return (
    <DeskPage title={t.cancel} queryKeys={queryKeys}>
      <div data-testid="withdraw">
        {isUnsure && <Notice tone="warn">{t.cancelUnsure}</Notice>}
        {withdrawing.error && <FailureNote error={withdrawing.error} />}
        {isWithdrawn ? (
          <Notice tone="quiet">{t.notAuthorisedNow}</Notice>
        ) : (
          <>
            <Rows label={t.cancel}>
              <li className="desk-gap">{t.cancelWarning}</li>
              <InputRow
                id="cancel-word"
                label={t.cancelField}
                value={text}
                onChange={setText}
                autoComplete="off"
              />
            </Rows>
            <Button
              block
              color="danger"
              disabled={typed !== t.cancelWord}
              loading={withdrawing.isPending}
              onClick={() => withdrawing.mutate()}
            >
              {t.cancelConfirm}
            </Button>
          </>
        )}
      </div>
    </DeskPage>
  )
}
