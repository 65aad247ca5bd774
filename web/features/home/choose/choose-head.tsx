import Button from 'antd-mobile/es/components/button'
import type { ListedFlow } from '#shared/schemas/flow/flow-list.ts'
import { type FlowFilter, flowListParams } from '#web/api/queries/flow-list.ts'
import { DownloadLink } from '#web/widgets/archive/download-link.tsx'
import { useWords } from '#web/i18n/words.ts'
import './choose.css'
import { chooseWords } from './choose-words.ts'
import { type ChosenFlows, maxChosen } from './chosen-flows.ts'

type ChooseHeadProps = {
  choosing: ChosenFlows
  /** The loaded flows, in the order of the list. */
  flows: readonly ListedFlow[]
  filter: FlowFilter
}

/** Selects all or none, exports the list, and leaves selection mode. */
export function ChooseHead({ choosing, flows, filter }: ChooseHeadProps) {
  const t = useWords(chooseWords)
  const { chosen, set, leave } = choosing
  const all = flows.slice(0, maxChosen)
  const hasAll = all.every(({ taskId }) => chosen.has(taskId))
  const toggle = () => set(new Map(hasAll ? [] : all.map((flow) => [flow.taskId, flow])))
  return (
    <>
      <Button size="small" fill="none" color="primary" onClick={toggle}>
        {hasAll ? t.chooseNone : t.chooseAll}
      </Button>
      <DownloadLink fill="none" path={listFile(filter)} name="flows.csv">
        {t.exportList}
      </DownloadLink>
      <Button size="small" fill="none" color="primary" onClick={leave}>
        {t.leave}
      </Button>
    </>
  )
}

/** The whole list with its filter as CSV, `GET /api/flows/export.csv`. */
function listFile(filter: FlowFilter): string {
  return `/api/flows/export.csv?${flowListParams(filter, Date.now())}`
}
