import Button from 'antd-mobile/es/components/button'
import { X } from 'lucide'
import { useState } from 'react'
import type { FlowView } from '#shared/schemas/flow/flow.ts'
import { askForPage, launchCalls } from '#web/api/queries/launch.ts'
import { useSession } from '#web/api/session/session-query.ts'
import { IconButton } from '#web/components/button/icon-button.tsx'
import { CopyButton } from '#web/components/copy-button.tsx'
import { useLaunch } from '#web/widgets/launch/use-launch.ts'
import { PageNotice } from '#web/components/notice/page-notice.tsx'
import { useWords, words } from '#web/i18n/words.ts'
import { actionWords } from './action-words.ts'

/** Opens the seal approval that waits for the requester in DingTalk, and says where it is. */
export function ApproveButton({ view }: { view: FlowView }) {
  const t = useWords(actionWords)
  const tFlow = useWords(words.flow)
  const tPage = useWords(words.page)
  const { name } = useSession()
  const launch = useLaunch({
    request: (client) => askForPage(client, launchCalls.approve(view.flow.taskId)),
    invalidates: [['flow', view.flow.taskId], ['flows']],
    title: t.approvals,
  })
  const approvals = 'ok' in view.approvals ? view.approvals.ok : []
  const waiting = approvals.find((_, index) => {
    const situation = view.situation.approvals[index]
    return situation?.isWaitedFor === true && situation.deciders.includes(name)
  })
  const title = waiting?.name ?? view.flow.title ?? tFlow.untitled
  const [isClosed, setIsClosed] = useState(false)
  const isShown = !isClosed && !['idle', 'asking'].includes(launch.state.stage)
  const open = () => {
    setIsClosed(false)
    return launch.start()
  }
  return (
    <>
      <Button color="primary" loading="auto" onClick={open}>
        {tFlow.approve}
      </Button>
      {isShown && (
        <PageNotice
          rank="returned"
          testId="approve-notice"
          name={title}
          action={
            <>
              <CopyButton text={title} label={t.copyTitle} />
              <IconButton icon={X} label={tPage.close} onClick={() => setIsClosed(true)} />
            </>
          }
        >
          {t.approveWhere}
        </PageNotice>
      )}
    </>
  )
}
