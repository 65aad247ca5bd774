import { useQuery } from '@tanstack/react-query'
import Button from 'antd-mobile/es/components/button'
import { useEffect } from 'react'
import { params } from '#shared/rules/words/template.ts'
import type { FlowView } from '#shared/schemas/flow/flow.ts'
import { noConditions, readFlowList } from '#web/api/queries/flow-list.ts'
import { withSession } from '#web/api/session/renew-session.ts'
import { useSession } from '#web/api/session/session-query.ts'
import { PageNotice } from '#web/components/notice/page-notice.tsx'
import { notify } from '#web/components/overlay/notify.ts'
import { flowPath, goHome, goTo } from '#web/components/page/navigation.ts'
import { defineWords, useWords, words } from '#web/i18n/words.ts'
import { ReturnNote } from '#web/widgets/launch/return-note.tsx'
import { signingNews } from './signing-news.ts'

/** For people who return from signing. */
const outcomeWords = defineWords({
  zh: {
    completed: '合同已全部签完。',
    refused: '合同已拒签，不再继续。',
    refusing: '有签署人拒签，e签宝正在结束合同。',
    done: '您这一步已完成，等待其他人处理。',
    held: '已提交签署，等待用印审批。',
    signed: '已签署',
    next: params('下一份：《{title}》'),
    open: '去处理',
    noneLeft: '没有别的等您处理',
  },
  en: {
    completed: 'Everybody has signed the contract.',
    refused: 'Signing was refused. The contract does not go on.',
    refusing: 'A signer has refused. eSign is ending the contract.',
    done: 'Your step is done. Others act next.',
    held: 'Submitted. The seal has to be approved first.',
    signed: 'Signed',
    next: 'Next: {title}',
    open: 'Open',
    noneLeft: 'Nothing else waits for you',
  },
})

type SigningOutcomeProps = {
  view: FlowView
  /** Whether the signing page was opened from this page, which has stayed open since. */
  isLaunched: boolean
}

/** Shows the outcome of signing, after a return from e签宝 or as soon as it is known. */
export function SigningOutcome({ view, isLaunched }: SigningOutcomeProps) {
  const t = useWords(outcomeWords)
  const news = signingNews(view, useSession().name)
  const outcome =
    news === 'completed' || news === 'done' || news === 'held' ? (
      <NextContract
        taskId={view.flow.taskId}
        said={news === 'held' ? t.held : t.signed}
        otherwise={t[news]}
      />
    ) : (
      news && (
        <PageNotice rank="done" testId="return-note">
          {t[news]}
        </PageNotice>
      )
    )
  return isLaunched ? outcome : <ReturnNote afterSigning={outcome} />
}

type NextContractProps = {
  /** The flow that was signed. */
  taskId: string
  /** The toast. */
  said: string
  /** Said if the list cannot be read. */
  otherwise: string
}

/** Says that the requester has signed, and leads to the next contract that waits for them. */
function NextContract({ taskId, said, otherwise }: NextContractProps) {
  const t = useWords(outcomeWords)
  const { untitled } = useWords(words.flow)
  const { home } = useWords(words.page)
  useEffect(() => notify(said, 'success'), [said])
  const { data, error } = useQuery({
    queryKey: ['next-waiting', taskId],
    queryFn: ({ client }) => {
      const filter = { scope: 'waiting', q: '', ...noConditions } as const
      return withSession(client, (http) => readFlowList(http, filter, null))
    },
    staleTime: Infinity,
    gcTime: 0,
  })
  if (!data && !error) return null
  const next = data?.flows.find((flow) => flow.taskId !== taskId)
  const [text, action, go] = next
    ? [t.next({ title: next.title ?? untitled }), t.open, () => goTo(flowPath(next.taskId))]
    : [error ? otherwise : t.noneLeft, home, goHome]
  return (
    <PageNotice
      rank="done"
      testId="return-note"
      action={
        <Button size="small" fill="outline" onClick={go}>
          {action}
        </Button>
      }
    >
      {text}
    </PageNotice>
  )
}
