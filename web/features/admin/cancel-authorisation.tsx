import { cancelAuthorisation, corpQuery } from '#web/api/queries/admin.ts'
import { TypedAction } from '#web/components/desk/typed-action.tsx'
import { notify } from '#web/components/overlay/notify.ts'
import { useWords } from '#web/i18n/words.ts'
import { adminWords } from './admin-words.ts'

/** Revokes the authorisation after the admin has typed a confirmation. */
export function CancelAuthorisation({ isAuthorised }: { isAuthorised: boolean }) {
  const t = useWords(adminWords)
  return (
    <TypedAction
      label={t.cancel}
      isOffered={isAuthorised}
      title={t.cancelTitle}
      field={{ id: 'cancel-word', label: t.cancelField }}
      confirmLabel={t.cancelConfirm}
      cancelLabel={t.cancelBack}
      isDanger
      mayConfirm={(typed) => typed.toUpperCase() === t.cancelWord}
      act={(client, typed) => cancelAuthorisation(client, typed.toUpperCase())}
      onDone={(client, { done }) => {
        if (done === true) notify(t.cancelled)
        return client.invalidateQueries({ queryKey: corpQuery.queryKey })
      }}
      noteOn={({ done }) => (done === true ? null : t.cancelUnsure)}
    >
      {t.cancelWarning}
    </TypedAction>
  )
}
