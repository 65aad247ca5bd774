import { useQuery } from '@tanstack/react-query'
import Button from 'antd-mobile/es/components/button'
import type { Readiness } from '#shared/schemas/readiness.ts'
import { subscriptionHelpQuery } from '#web/api/queries/corp.ts'
import { goTo } from '#web/components/page/navigation.ts'
import { defineWords, useWords } from '#web/i18n/words.ts'
import { RenewalLink, WhoRenews } from '#web/widgets/failure/how-to-renew.tsx'
import { NotifyAdmins } from '#web/widgets/readiness/notify-admins.tsx'
import { ReadinessFix } from '#web/widgets/readiness/readiness-fix.tsx'
import type { FormState } from '../draft/use-form-state.ts'
import { startWords } from '../start-words.ts'
import type { SubmitState } from '../use-submit.ts'
import type { Blocker } from './blocker.ts'

const submitWords = defineWords({
  zh: {
    'app-installed': 'e签宝 未安装',
    'app-authorised': '未授权',
    'corp-verified': '企业未实名',
    'contracts-left': '合同余量不足',
    'subscription-ended': '订阅已到期',
  },
  en: {
    'app-installed': 'eSign not installed',
    'app-authorised': 'Not authorised',
    'corp-verified': 'Company not verified',
    'contracts-left': 'No contracts left',
    'subscription-ended': 'Subscription ended',
  },
})

type SubmitButtonsProps = {
  form: FormState
  state: SubmitState
  blocker: Blocker | null
  isBlock?: boolean
  /** Call it in the tap handler. */
  onSubmit: () => void
  /** After `doubtful`: the person has made sure that nothing was started. */
  onUnlock: () => void
}

/** Starts the contract; while an earlier outcome is not known, leads to the list first. */
export function SubmitButtons(props: SubmitButtonsProps) {
  const { form, state, blocker, isBlock = false, onSubmit, onUnlock } = props
  const t = useWords(startWords)
  const tSubmit = useWords(submitWords)
  if (state.stage === 'doubtful')
    return (
      <>
        <Button block={isBlock} color="primary" onClick={() => goTo('/?scope=started')}>
          {t.lostHome}
        </Button>
        <Button block={isBlock} fill="none" color="primary" onClick={onUnlock}>
          {t.lostAgain}
        </Button>
      </>
    )
  const label = form.launch === 'direct' ? t.submitDirect : t.submitPage
  return (
    <Button
      block={isBlock}
      color="primary"
      disabled={blocker !== null}
      loading={state.stage === 'submitting'}
      loadingText={t.submitting}
      onClick={onSubmit}
    >
      {blocker === null ? label : tSubmit[blocker.trouble]}
    </Button>
  )
}

type SubmitNoteProps = {
  form: FormState
  blocker: Blocker | null
  readiness: Readiness | undefined
}

/** What is left to do before the contract can be started. */
export function SubmitNote({ form, blocker, readiness }: SubmitNoteProps) {
  const t = useWords(startWords)
  if (blocker !== null) return <BlockerNote key={blocker.trouble} blocker={blocker} />
  const { issues, isShowing } = form
  const isNotReady = readiness?.checks.some((check) => check.state === 'missing') === true
  const toCorrect = issues.filter(({ rule }) => rule !== 'file-under-way').length
  const left =
    toCorrect > 0 ? <span className="field-rule">{t.issuesLeft(toCorrect)}</span> : t.filesUnderWay
  const note = issues.length > 0 ? left : isNotReady && t.notReady
  return <div role="status">{(isShowing || issues.length === 0) && note}</div>
}

/** Who can mend what blocks the start: a button for admins, for others one that tells them. */
function BlockerNote({ blocker }: { blocker: Blocker }) {
  const { trouble } = blocker
  return (
    <div className="blocker-note" data-testid="blocker" data-trouble={trouble}>
      {trouble === 'subscription-ended' ? (
        <Renewal />
      ) : (
        <>
          <ReadinessFix check={blocker.check} returnTo="/start" />
          {!blocker.check.canFix && <NotifyAdmins trouble={trouble} />}
        </>
      )}
    </div>
  )
}

function Renewal() {
  const { data: help } = useQuery(subscriptionHelpQuery)
  if (help === undefined) return null
  return (
    <>
      <p>
        <WhoRenews help={help} />
      </p>
      {help.renewalUrl !== null && <RenewalLink url={help.renewalUrl} />}
      {!help.canRenew && <NotifyAdmins trouble="subscription-ended" />}
    </>
  )
}
