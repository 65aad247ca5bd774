import Button from 'antd-mobile/es/components/button'
import { useEffect, useMemo, useRef } from 'react'
import { useSheet } from '#web/components/overlay/sheet.tsx'
import { useRoomFor } from '#web/components/page/page-bar.tsx'
import { listenToBack } from '#web/dingtalk/navigation.ts'
import { useWords } from '#web/i18n/words.ts'
import './choose.css'
import { chooseWords } from './choose-words.ts'
import { type ChosenFlows, maxChosen } from './chosen-flows.ts'

/** What can be done with the selected flows. On phones the bar replaces the tab bar. */
export function ChooseBar({ choosing }: { choosing: ChosenFlows }) {
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
      {reminders.part && <reminders.part.RemindSheet flows={flows} {...reminders.props} />}
    </section>
  )
}
