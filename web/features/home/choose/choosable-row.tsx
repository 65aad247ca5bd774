import Checkbox from 'antd-mobile/es/components/checkbox'
import type { FlowScope } from '#shared/rules/codes/flow-scope.ts'
import type { ListedFlow } from '#shared/schemas/flow/flow-list.ts'
import { notify } from '#web/components/overlay/notify.ts'
import { useWords } from '#web/i18n/words.ts'
import { FlowLines } from '../list/listed-flow-row.tsx'
import './choose.css'
import { chooseWords } from './choose-words.ts'
import { type ChosenFlows, maxChosen } from './chosen-flows.ts'

type ChoosableRowProps = {
  flow: ListedFlow
  now: number
  scope: FlowScope
  q: string
  choosing: ChosenFlows
}

/** A flow of a list in selection mode: a checkbox with the row's lines. */
export function ChoosableRow({ flow, now, scope, q, choosing }: ChoosableRowProps) {
  const t = useWords(chooseWords)
  const { chosen, set } = choosing
  const choose = (isChosen: boolean) => {
    const changed = new Map(chosen)
    if (!isChosen) changed.delete(flow.taskId)
    else if (chosen.size < maxChosen) changed.set(flow.taskId, flow)
    else notify(t.tooMany({ most: maxChosen }), 'fail')
    set(changed)
  }
  return (
    <div className="choice-rows choosable-row">
      <Checkbox block checked={chosen.has(flow.taskId)} onChange={choose}>
        <FlowLines flow={flow} now={now} scope={scope} q={q} />
      </Checkbox>
    </div>
  )
}
