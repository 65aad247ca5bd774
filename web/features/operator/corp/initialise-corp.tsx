import type { OperatorCorpView } from '#shared/schemas/corp/operator.ts'
import { corpChanged, initialiseCorp } from '#web/api/queries/operator.ts'
import { Initialise } from '#web/widgets/desk/initialise.tsx'
import { useWords } from '#web/i18n/words.ts'
import { operatorWords } from '../operator-words.ts'

/** Initialises the organisation's developer account, after its address for notices was shown. */
export function InitialiseCorp({ view }: { view: OperatorCorpView }) {
  const t = useWords(operatorWords)
  const { corpId, name } = view.corp
  return (
    <Initialise
      corpId={corpId}
      words={t}
      act={(client) => initialiseCorp(client, corpId)}
      onSettled={(client) => corpChanged(client, corpId)}
    >
      <p>{name ?? corpId}</p>
      <p>{t.initialiseNote}</p>
      <p className="desk-address">{view.noticeUrl}</p>
    </Initialise>
  )
}
