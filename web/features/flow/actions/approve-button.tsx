import Button from 'antd-mobile/es/components/button'
import type { FlowView } from '#shared/schemas/flow/flow.ts'
import { useSession } from '#web/api/session/session-query.ts'
import { CopyButton } from '#web/components/copy-button.tsx'
import { useLaunch } from '#web/components/launch/use-launch.ts'
import { PageNotice } from '#web/components/notice/page-notice.tsx'
import { useWords, words } from '#web/i18n/words.ts'
import { actionWords } from './action-words.ts'

/**
 * DingTalk's list of approvals that wait for a person. Seen in clients, in no documentation, so the
 * page says in words where the approval is, too.
 */
function approvalList(corpId: string) {
  const query = `?corpid=${encodeURIComponent(corpId)}#/upcoming`
  return {
    mobileUrl: `https://aflow.dingtalk.com/dingtalk/mobile/homepage.htm${query}`,
    pcUrl: `https://aflow.dingtalk.com/dingtalk/pc/query/pchomepage.htm${query}`,
  }
}

/** Leads to DingTalk's approvals, for whom the flow's seal approval waits. */
export function ApproveButton({ view }: { view: FlowView }) {
  const t = useWords(actionWords)
  const tFlow = useWords(words.flow)
  const { corpId, name } = useSession()
  const launch = useLaunch({
    request: () => Promise.resolve(approvalList(corpId)),
    invalidates: [['flow', view.flow.taskId], ['flows']],
    title: t.approvals,
  })
  const approvals = 'ok' in view.approvals ? view.approvals.ok : []
  const waiting = approvals.find((_, index) => {
    const situation = view.situation.approvals[index]
    return situation?.isWaitedFor === true && situation.deciders.includes(name)
  })
  const title = waiting?.name ?? view.flow.title ?? tFlow.untitled
  const isOpened = !['idle', 'asking'].includes(launch.state.stage)
  return (
    <>
      <Button color="primary" loading="auto" onClick={launch.start}>
        {tFlow.approve}
      </Button>
      {isOpened && (
        <PageNotice
          rank="returned"
          testId="approve-notice"
          action={<CopyButton text={title} label={t.copyTitle} />}
        >
          {t.approveWhere({ title })}
        </PageNotice>
      )}
    </>
  )
}
