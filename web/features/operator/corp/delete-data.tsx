import type { OperatorCorpView } from '#shared/schemas/corp/operator.ts'
import { corpChanged, deleteCorpData } from '#web/api/queries/operator.ts'
import { TypedAction } from '#web/widgets/desk/typed-action.tsx'
import { notify } from '#web/components/overlay/notify.ts'
import { TimeText } from '#web/components/time/time-text.tsx'
import { useMoment } from '#web/components/time/use-moment.ts'
import { useNow } from '#web/components/time/use-now.ts'
import { useWords } from '#web/i18n/words.ts'
import { operatorWords } from '../operator-words.ts'

/**
 * Deletes everything stored about the organisation, after its id or name has been typed; says when
 * that was done.
 */
export function DeleteData({ corp }: { corp: OperatorCorpView['corp'] }) {
  const t = useWords(operatorWords)
  const moment = useMoment(useNow())
  const { corpId, name, dataDeletedAt } = corp
  if (dataDeletedAt !== null)
    return (
      <p className="desk-note">
        <TimeText time={dataDeletedAt}>{t.deletedAt({ time: moment(dataDeletedAt) })}</TimeText>
      </p>
    )
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
