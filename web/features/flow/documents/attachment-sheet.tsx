import Card from 'antd-mobile/es/components/card'
import { params } from '#shared/rules/words/template.ts'
import type { FlowView } from '#shared/schemas/flow/flow.ts'
import { askForPage, launchCalls } from '#web/api/queries/launch.ts'
import { useSession } from '#web/api/session/session-query.ts'
import { CopyButton } from '#web/components/copy-button.tsx'
import { type OpenSheet, Sheet } from '#web/components/overlay/sheet.tsx'
import { defineWords, useWords, words } from '#web/i18n/words.ts'
import { LaunchButton } from '#web/widgets/launch/launch-button.tsx'
import { actionWords } from '../actions/action-words.ts'
import { signOffer } from '../actions/sign-offer.ts'

const attachmentWords = defineWords({
  zh: {
    why: 'e签宝 只把合同正文交给应用，附件只能在 e签宝 打开。',
    where: params('在 钉钉 › 工作台 › e签宝 里找“{title}”。'),
    open: '打开 e签宝',
  },
  en: {
    why: 'eSign gives apps the contract alone; attachments open in eSign only.',
    where: 'Look for “{title}” in DingTalk › Workbench › eSign.',
    open: 'Open eSign',
  },
})

/** Where an attachment can be opened: on the page where the requester signs, or in e签宝. */
export function AttachmentSheet({ view, name, ...sheet }: OpenSheet & AttachmentOf) {
  const t = useWords(attachmentWords)
  const tAction = useWords(actionWords)
  const tFlow = useWords(words.flow)
  const { taskId, title } = view.flow
  const isDue = signOffer(view, useSession().name) === 'due'
  const shownTitle = title ?? tFlow.untitled
  return (
    <Sheet
      title={name}
      actions={
        isDue ? (
          <LaunchButton
            request={(client) => askForPage(client, launchCalls.sign(taskId))}
            invalidates={[['flow', taskId], ['flows']]}
            title={shownTitle}
            size="middle"
          >
            {t.open}
          </LaunchButton>
        ) : (
          <CopyButton text={shownTitle} label={tAction.copyTitle} isMain />
        )
      }
      {...sheet}
    >
      <Card>
        <p>{t.why}</p>
        {!isDue && <p>{t.where({ title: shownTitle })}</p>}
      </Card>
    </Sheet>
  )
}

type AttachmentOf = { view: FlowView; name: string }
