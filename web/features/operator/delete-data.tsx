import { corpChanged, deleteCorpData } from '#web/api/queries/operator.ts'
import { TypedAction } from '#web/components/desk/typed-action.tsx'
import { notify } from '#web/components/overlay/notify.ts'
import { useWords } from '#web/i18n/words.ts'
import { operatorWords } from './operator-words.ts'

/** Deletes everything stored about the organisation, after its id or name has been typed. */
export function DeleteData({ corpId, name }: { corpId: string; name: string | null }) {
  const t = useWords(operatorWords)
  return (
    <TypedAction
      label={t.delete}
      title={t.deleteTitle}
      field={{ id: 'delete-word', label: t.deleteField }}
      confirmLabel={t.deleteConfirm}
      cancelLabel={t.cancel}
      isDanger
      mayConfirm={(typed) => [corpId, name].includes(typed)}
      act={(client, typed) => deleteCorpData(client, corpId, typed)}
      onDone={(client) => {
        notify(t.deleted)
        return corpChanged(client, corpId)
      }}
    >
      {t.deleteWarning({ name: name ?? corpId })}
    </TypedAction>
  )
}
