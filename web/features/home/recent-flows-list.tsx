import Button from 'antd-mobile/es/components/button'
import { useState } from 'react'
import { FlowStatusTag } from '#web/widgets/flow/flow-status-tag.tsx'
import { forgetRecentFlows, recentFlows } from '#web/api/device-cache/recent-flows.ts'
import { useSession } from '#web/api/session/session-query.ts'
import { Row } from '#web/components/list/row.tsx'
import { Rows } from '#web/components/list/rows.tsx'
import { flowPath } from '#web/components/page/navigation.ts'
import { TimeText } from '#web/components/time/time-text.tsx'
import { useMoment } from '#web/components/time/use-moment.ts'
import { useNow } from '#web/components/time/use-now.ts'
import { useWords, words } from '#web/i18n/words.ts'
import { homeWords } from './home-words.ts'

const maxShown = 5

/** The flows that this person last opened on this device, in the state they had then; nothing without any. */
export function RecentFlows() {
  const t = useWords(homeWords)
  const session = useSession()
  const tFlow = useWords(words.flow)
  const moment = useMoment(useNow())
  const [flows, setFlows] = useState(() => recentFlows(session).slice(0, maxShown))
  const clear = () => {
    forgetRecentFlows()
    setFlows([])
  }
  if (flows.length === 0) return null
  return (
    <Rows
      testId="recent-flows"
      header={<h2>{t.recent}</h2>}
      extra={
        <Button size="small" fill="none" color="primary" onClick={clear}>
          {t.recentClear}
        </Button>
      }
    >
      {flows.map(({ taskId, title, status, openedAt }) => (
        <Row
          key={taskId}
          to={flowPath(taskId)}
          description={<TimeText time={openedAt}>{t.opened({ time: moment(openedAt) })}</TimeText>}
          extra={<FlowStatusTag status={status} testId="row-status" />}
        >
          <bdi>{title ?? tFlow.untitled}</bdi>
        </Row>
      ))}
    </Rows>
  )
}
