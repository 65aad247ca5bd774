import { useMutation } from '@tanstack/react-query'
import Button from 'antd-mobile/es/components/button'
import { useState } from 'react'
import type { OperatorCorpView } from '#shared/schemas/operator.ts'
import { corpChanged, initialiseCorp } from '#web/api/queries/operator.ts'
import { deskWords } from '#web/components/desk/desk-words.ts'
import { StateRow } from '#web/components/desk/state-row.tsx'
import { FailureNote } from '#web/components/failure/failure-note.tsx'
import { Rows } from '#web/components/list/rows.tsx'
import { Notice } from '#web/components/note/notice.tsx'
import { ConfirmDialog } from '#web/components/overlay/confirm-dialog.tsx'
import { notify } from '#web/components/overlay/notify.ts'
import { asFirst, useMoment } from '#web/components/time/use-moment.ts'
import { useNow } from '#web/components/time/use-now.ts'
import { useWords } from '#web/i18n/words.ts'
import { operatorWords } from './operator-words.ts'

/** Where the organisation stands in e签宝, and its developer account. */
export function CorpState({ corp }: { corp: OperatorCorpView['corp'] }) {
  const t = useWords(operatorWords)
  const tDesk = useWords(deskWords)
  const moment = useMoment(useNow())
  const { install, authorisation, realName, checkedAt } = corp
  return (
    <Rows testId="corp-state" header={<h2>{t.state}</h2>}>
      <StateRow label={tDesk.install} status={install} />
      <StateRow label={tDesk.authorisation} status={authorisation} />
      <StateRow label={tDesk.realName} status={realName} />
      {(checkedAt !== null || corp.state === 'active') && (
        <li className="desk-gap">
          {checkedAt !== null && (
            <p className="desk-note">{asFirst(t.checkedAt({ time: moment(checkedAt) }))}</p>
          )}
          {corp.state === 'active' && (
            <Initialise corpId={corp.corpId} name={corp.name ?? corp.corpId} />
          )}
        </li>
      )}
    </Rows>
  )
}

function Initialise({ corpId, name }: { corpId: string; name: string }) {
  const t = useWords(operatorWords)
  const [isAsking, setAsking] = useState(false)
  const initialise = useMutation({
    mutationFn: (_: void, { client }) => initialiseCorp(client, corpId),
    onSuccess: ({ done }) => {
      if (done === true) notify(t.initialised)
    },
    onSettled: (_answer, _error, _variables, _before, { client }) => {
      setAsking(false)
      return corpChanged(client, corpId)
    },
  })
  return (
    <>
      {initialise.error && <FailureNote error={initialise.error} />}
      {initialise.data && initialise.data.done !== true && (
        <Notice tone="warn">{t.initialiseUnsure}</Notice>
      )}
      <Button block fill="outline" color="primary" onClick={() => setAsking(true)}>
        {t.initialise}
      </Button>
      <ConfirmDialog
        open={isAsking}
        title={t.initialiseQuestion}
        confirm={{ label: t.initialiseConfirm, onConfirm: () => initialise.mutateAsync() }}
        cancelLabel={t.cancel}
        onClose={() => setAsking(false)}
      >
        <p>{name}</p>
        <p>{t.initialiseNote}</p>
      </ConfirmDialog>
    </>
  )
}
