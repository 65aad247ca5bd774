import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import Button from 'antd-mobile/es/components/button'
import Card from 'antd-mobile/es/components/card'
import { useId, useState } from 'react'
import { params } from '#shared/rules/words/template.ts'
import type { EpochMs } from '#shared/rules/time.ts'
import type { FlowView } from '#shared/schemas/flow/flow.ts'
import { hasCode } from '#web/api/http/api-error.ts'
import { confirmProposal, proposalQuery, refuseProposal } from '#web/api/assistants/assistants.ts'
import { errorWords } from '#web/components/failure/error-words.ts'
import { RetryButton } from '#web/components/failure/retry-button.tsx'
import { notify } from '#web/components/overlay/notify.ts'
import { Sheet } from '#web/components/overlay/sheet.tsx'
import { changeSearch } from '#web/components/page/navigation.ts'
import { TextWithNames } from '#web/components/person/person-name.tsx'
import { Moment } from '#web/components/time/moment.tsx'
import { useNow } from '#web/components/time/use-now.ts'
import { defineWords, useWords, words } from '#web/i18n/words.ts'
import { FailureNote } from '#web/widgets/failure/failure-note.tsx'
import { HeldBack, ReminderFailure } from '#web/widgets/remind/held-back.tsx'
import { actionWords } from '../actions/action-words.ts'
import { noteReminder } from '../flow-query.ts'
import { reminderChoice } from '../remind/reminder-choice.ts'
import { ReminderLater } from '../remind/reminder-later.tsx'

const proposalWords = defineWords({
  zh: {
    title: params('您的助手想催办 {names}'),
    titleWithout: '助手的催办提议',
    someone: '相关人员',
    by: params('助手“{name}”提议：'),
    what: params('将用钉钉工作通知提醒 {names} 处理这份合同。'),
    confirm: '确认催办',
    refuse: '不催办',
    sent: params('已提醒 {names}'),
    refused: '已取消，没有发送提醒',
    over: '这个提议已处理或已过期，没有再发送提醒。',
    again: '如仍需要，请让助手重新提议，或直接在合同页催办。',
    missing: '没有找到这个提议。',
  },
  en: {
    title: 'Your assistant wants to remind {names}',
    titleWithout: 'Reminder proposed by an assistant',
    someone: 'those concerned',
    by: 'Proposed by the assistant “{name}”: ',
    what: '{names} will be reminded of this contract by a DingTalk work notification.',
    confirm: 'Remind',
    refuse: 'Do not',
    sent: 'Reminded {names}',
    refused: 'Cancelled. Nobody was reminded',
    over: 'This proposal was decided or has expired. Nothing more was sent.',
    again: 'If it is still needed, let the assistant propose it again, or remind on this page.',
    missing: 'This proposal was not found.',
  },
})

type ProposalSheetProps = { view: FlowView }

/** Asks whether to send the reminder that an assistant proposed, which the address names. */
export function ProposalSheet({ view }: ProposalSheetProps) {
  // It stays when the address no longer names it, as the sheet still has to close.
  const [id] = useState(() => new URLSearchParams(location.search).get('confirm'))
  return id === null ? null : <Proposed id={id} view={view} />
}

function Proposed({ id, view }: ProposalSheetProps & { id: string }) {
  const { taskId } = view.flow
  const t = useWords(proposalWords)
  const tError = useWords(errorWords)
  const tAction = useWords(actionWords)
  const whyId = useId()
  const { between } = useWords(words.nextStep)
  const now = useNow()
  const client = useQueryClient()
  const [isOpen, setOpen] = useState(true)
  const { data: proposal, error, refetch } = useQuery(proposalQuery(id))
  const close = () => {
    setOpen(false)
    // A reload does not ask again.
    const search = new URLSearchParams(location.search)
    search.delete('confirm')
    changeSearch(search.toString())
  }
  const namesOf = (people: readonly (string | null)[]) =>
    people.map((name) => name ?? t.someone).join(between) || t.someone
  const confirming = useMutation({
    mutationFn: () => confirmProposal(client, id),
    onSuccess: (answer) => {
      noteReminder(client, taskId, answer)
      notify(t.sent({ names: namesOf(answer.urge.recipients) }))
      // What takes longer to read than a toast is shown stays in the sheet.
      if (answer.heldBack === undefined) close()
    },
  })
  const refusing = useMutation({
    mutationFn: () => refuseProposal(client, id),
    onSuccess: () => {
      notify(t.refused)
      close()
    },
  })
  const heldBack = confirming.data?.heldBack
  const failure = confirming.error ?? refusing.error
  const isOver =
    (proposal !== undefined && (proposal.state !== 'open' || now >= proposal.expiresAt)) ||
    hasCode(failure, 'proposal-ended')
  // One of another contract is none of this page's.
  const isMissing =
    hasCode(error, 'not-found') || (proposal !== undefined && proposal.taskId !== taskId)
  const reached = view.registry?.urge.reached ?? []
  const names = namesOf(reached)
  const isAsking = proposal !== undefined && !isOver && !isMissing && heldBack === undefined
  const cannot = isAsking && isOpen ? refusalOf(view, now) : null
  const isWorking = confirming.isPending || refusing.isPending
  return (
    <Sheet
      open={isOpen && (proposal !== undefined || error !== null)}
      title={isAsking ? t.title({ names }) : t.titleWithout}
      onClose={close}
      testId="proposal-sheet"
      actions={
        isAsking ? (
          <>
            <Button
              block
              color="primary"
              loading={confirming.isPending}
              disabled={isWorking || cannot !== null || hasCode(failure, 'day-limit-reached')}
              aria-describedby={cannot === null ? undefined : whyId}
              onClick={() => confirming.mutate()}
            >
              {t.confirm}
            </Button>
            <Button block fill="none" disabled={isWorking} onClick={() => refusing.mutate()}>
              {t.refuse}
            </Button>
          </>
        ) : (
          error && !isMissing && <RetryButton error={error} onRetry={refetch} />
        )
      }
    >
      {isAsking && (
        <Card>
          {cannot === null && (
            <p>
              <TextWithNames
                text={t.what({ names })}
                names={reached.flatMap((name) => name ?? [])}
              />
            </p>
          )}
          {cannot === 'nobody' && <p id={whyId}>{tError['urge-nobody']}</p>}
          {cannot === 'reach' && <p id={whyId}>{tAction.reachWhy}</p>}
          {cannot !== null && typeof cannot === 'object' && (
            <ReminderLater id={whyId} view={view} choice={cannot} now={now} />
          )}
          <p className="quiet note">
            {t.by({ name: proposal.assistant })}
            <Moment time={proposal.askedAt} now={now} />
          </p>
        </Card>
      )}
      {confirming.data && heldBack && (
        <Card>
          <p>{t.sent({ names: namesOf(confirming.data.urge.recipients) })}</p>
          <HeldBack people={heldBack} />
        </Card>
      )}
      {isMissing && <Card>{t.missing}</Card>}
      {isOver && !isMissing && heldBack === undefined && (
        <div role="status">
          <Card>
            <p>{t.over}</p>
            <p>{t.again}</p>
          </Card>
        </div>
      )}
      {error && !isMissing && <FailureNote error={error} />}
      {failure && !isOver && <ReminderFailure error={failure} />}
    </Sheet>
  )
}

/** Why nobody can be reminded now, as far as is known: when it is possible, or whom it cannot reach. */
function refusalOf(view: FlowView, now: EpochMs) {
  if (view.registry === null) return null
  const choice = reminderChoice(view, now)
  if (choice === null) return 'nobody'
  if (choice.kind === 'later') return choice
  return choice.kind === 'reach' ? 'reach' : null
}
