import Button from 'antd-mobile/es/components/button'
import Checkbox from 'antd-mobile/es/components/checkbox'
import { useEffect, useMemo, useRef } from 'react'
import type { FlowScope } from '#shared/rules/codes/flow-scope.ts'
import type { ListedFlow } from '#shared/schemas/flow/flow-list.ts'
import { type FlowFilter, flowListParams } from '#web/api/queries/flow-list.ts'
import { notify } from '#web/components/overlay/notify.ts'
import { useSheet } from '#web/components/overlay/sheet.tsx'
import { useRoomFor } from '#web/components/page/page-bar.tsx'
import { listenToBack } from '#web/dingtalk/navigation.ts'
import { useWords } from '#web/i18n/words.ts'
import { DownloadLink } from '#web/widgets/archive/download-link.tsx'
import { FlowLines } from '../list/listed-flow-row.tsx'
import { chooseWords } from './choose-words.ts'
import './choose.css'
import { type ChosenFlows, maxChosen } from './chosen-flows.ts'

/** Loaded when selection mode starts. */
export const chooseParts = { ChooseBar, ChooseHead, ChoosableRow }

type ChoosableRowProps = {
  flow: ListedFlow
  now: number
  scope: FlowScope
  q: string
  isShort: boolean
  choosing: ChosenFlows
}

/** A flow of a list in selection mode: a checkbox with the row's lines. */
function ChoosableRow({ choosing, ...lines }: ChoosableRowProps) {
  const t = useWords(chooseWords)
  const { flow } = lines
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
        <FlowLines {...lines} />
      </Checkbox>
    </div>
  )
}

/** What can be done with the selected flows. On phones the bar replaces the tab bar. */
function ChooseBar({ choosing }: { choosing: ChosenFlows }) {
  const t = useWords(chooseWords)
  const archive = useSheet(() => import('#web/widgets/archive/archive-sheet.tsx'), {
    needsNetwork: true,
  })
  const reminders = useSheet(() => import('./remind-sheet.tsx'), { needsNetwork: true })
  const bar = useRef<HTMLElement>(null)
  useRoomFor(bar)
  const { chosen, leave } = choosing
  const flows = useMemo(() => [...chosen.values()], [chosen])
  const taskIds = useMemo(() => flows.map(({ taskId }) => taskId), [flows])
  useEffect(
    () =>
      listenToBack(() => {
        leave()
        return true
      }),
    [leave],
  )
  useEffect(() => {
    const { classList } = document.documentElement
    classList.add('is-choosing')
    return () => classList.remove('is-choosing')
  }, [])
  return (
    <section ref={bar} className="choose-bar" aria-label={t.choosing}>
      <p className="choose-count small" role="status">
        {t.chosen({ count: flows.length, most: maxChosen })}
      </p>
      <Button disabled={flows.length === 0} loading="auto" onClick={reminders.show}>
        {t.remind}
      </Button>
      <Button color="primary" disabled={flows.length === 0} loading="auto" onClick={archive.show}>
        {t.download}
      </Button>
      {archive.part && (
        <archive.part.ArchiveSheet taskIds={taskIds} {...archive.props} onDone={leave} />
      )}
      {reminders.part && (
        <reminders.part.RemindSheet flows={flows} {...reminders.props} onDone={leave} />
      )}
    </section>
  )
}

type ChooseHeadProps = {
  choosing: ChosenFlows
  /** The loaded flows, in the order of the list. */
  flows: readonly ListedFlow[]
  filter: FlowFilter
}

/** Selects all or none, exports the list, and leaves selection mode. */
function ChooseHead({ choosing, flows, filter }: ChooseHeadProps) {
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
