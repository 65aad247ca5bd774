import { deleteCorpData } from '#web/api/queries/operator.ts'
import { useWords } from '#web/i18n/words.ts'
import { operatorWords } from './operator-words.ts'
import { TypedAction } from './typed-action.tsx'

/** Deletes all that is stored of the organisation, once its id or name has been typed. */
export function DeleteData({ corpId, name }: { corpId: string; name: string | null }) {
  const t = useWords(operatorWords)
  return (
    <TypedAction
      corpId={corpId}
      label={t.delete}
      title={t.deleteTitle}
      field={{ id: 'delete-word', label: t.deleteField }}
      confirmLabel={t.deleteConfirm}
      cancelLabel={t.cancel}
      doneNote={t.deleted}
      isDanger
      mayConfirm={(typed) => [corpId, name].includes(typed)}
      act={(client, typed) => deleteCorpData(client, corpId, typed)}
    >
      {t.deleteWarning({ name: name ?? corpId })}
    </TypedAction>
  )
}
