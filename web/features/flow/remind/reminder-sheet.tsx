import { type ReactNode, useState } from 'react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import Button from 'antd-mobile/es/components/button'
import Card from 'antd-mobile/es/components/card'
import type { FlowView } from '#shared/schemas/flow/flow.ts'
import { ApiError, hasCode } from '#web/api/http/api-error.ts'
import { remindFlow } from '#web/api/queries/flow-actions.ts'
import { useSession } from '#web/api/session/session-query.ts'
import { TextWithNames } from '#web/components/person/person-name.tsx'
import { notify } from '#web/components/overlay/notify.ts'
import { type OpenSheet, Sheet } from '#web/components/overlay/sheet.tsx'
import { useResetOnOpening } from '#web/components/overlay/use-reset-on-opening.ts'
import { useWords, words } from '#web/i18n/words.ts'
import { CopyAll } from '#web/widgets/remind/copy-all.tsx'
import { HeldBack, ReminderFailure } from '#web/widgets/remind/held-back.tsx'
import { NoteRow } from '#web/widgets/remind/note-row.tsx'
import { OutsiderRows } from '#web/widgets/remind/outsider-rows.tsx'
import { signLinkWords } from '#web/widgets/remind/sign-link-words.ts'
import { NotCopied } from '#web/components/not-copied.tsx'
import { useCopy } from '#web/components/use-copy.ts'
import { actionWords } from '../actions/action-words.ts'
import type { RemindPlan } from './linked-outsiders.ts'
import { changeRecord, noteReminder } from '../flow-query.ts'

type ReminderSheetProps = {
  view: FlowView
  plan: RemindPlan
  /** When others can be reminded again. */
  later: ReactNode
  /** Opens the sheet for people who cannot be reminded. */
  onReach: () => void
} & OpenSheet

/** Reminds colleagues in DingTalk, and outside signers by their links. */
export function ReminderSheet({ view, plan, later, open, onClose, onReach }: ReminderSheetProps) {
  const { taskId } = view.flow
  const { canSend, outsiders } = plan
  const t = useWords(actionWords)
  const tLink = useWords(signLinkWords)
  const [note, setNote] = useState('')
  const copying = useCopy(onClose, tLink.copied)
  const [copied, setCopied] = useState('')
  const tPage = useWords(words.page)
  const { between } = useWords(words.nextStep)
  const client = useQueryClient()
  const requester = useSession().name
  const namesOf = (people: readonly (string | null)[]) =>
    people.map((name) => name ?? t.someone).join(between)
  const sending = useMutation({
    mutationFn: () => remindFlow(client, taskId, note),
    onSuccess: (answer) => {
      noteReminder(client, taskId, answer)
      notify(t.reminderSent({ names: namesOf(answer.urge.recipients) }))
      // What takes longer to read than a toast is shown stays in the sheet.
      if (answer.heldBack === undefined) onClose()
    },
    onError: (error) => {
      const reminderState = stateAfter(error)
      if (reminderState !== null)
        changeRecord(client, taskId, (record) => ({
          ...record,
          urge: { ...record.urge, ...reminderState },
        }))
    },
  })
  useResetOnOpening(open, () => {
    // Keeps a pending send, so that it cannot be sent twice.
    if (sending.isPending) return
    sending.reset()
    copying.reset()
    setNote('')
  })
  const { reached, unreached, takesNote } = view.registry?.urge ?? { reached: [], unreached: [] }
  const linked: readonly (string | null)[] = outsiders.map(({ name }) => name)
  const others = unreached.filter((name) => name !== requester && !linked.includes(name))
  const copyAll = (text: string) => {
    setCopied(text)
    copying.copy(text)
  }
  const heldBack = sending.data?.heldBack
  // A retry would be refused again.
  const isRefused =
    stateAfter(sending.error) !== null || hasCode(sending.error, 'day-limit-reached')
  const canSendNow = canSend && !isRefused && heldBack === undefined
  return (
    <Sheet
      open={open}
      title={t.reminderTitle}
      onClose={onClose}
      actions={
        <>
          {canSendNow && (
            <Button
              block
              color="primary"
              loading={sending.isPending}
              loadingText={t.reminderSending}
              onClick={() => sending.mutate()}
            >
              {t.reminderSend}
            </Button>
          )}
          {!canSend && <CopyAll outsiders={outsiders} copy={copyAll} isMain />}
          {canSendNow && takesNote && (
            <Button block fill="none" onClick={onClose}>
              {tPage.cancel}
            </Button>
          )}
        </>
      }
    >
      {later && <Card>{later}</Card>}
      {canSendNow && (
        <>
          {outsiders.length > 0 && <h3>{t.reminderGroup}</h3>}
          <Card>
            <p>
              <TextWithNames
                text={t.reminderWhom({ names: namesOf(reached) })}
                names={reached.flatMap((name) => name ?? [])}
              />
            </p>
            <p className="quiet note">{t.reminderNote}</p>
          </Card>
          {takesNote && <NoteRow value={note} onChange={setNote} />}
        </>
      )}
      {outsiders.length > 0 && (
        <OutsiderRows outsiders={outsiders} header={<h3>{tLink.outsiders}</h3>} />
      )}
      {copying.hasFailed && <NotCopied text={copied} />}
      {others.length > 0 && (
        <Card bodyClassName="stack">
          <p>{t.reminderOthers({ names: namesOf(others) })}</p>
          <Button size="small" onClick={onReach}>
            {t.reminderReach}
          </Button>
        </Card>
      )}
      {sending.data && heldBack && (
        <Card>
          <p>{t.reminderSent({ names: namesOf(sending.data.urge.recipients) })}</p>
          <HeldBack people={heldBack} />
        </Card>
      )}
      {sending.error && <ReminderFailure error={sending.error} />}
    </Sheet>
  )
}

/** The state after a refusal; null if an immediate retry may help. */
function stateAfter(error: unknown) {
  if (!(error instanceof ApiError)) return null
  const { code, problem } = error
  if (code === 'urge-nobody') return { state: 'nobody', availableAt: null } as const
  if (code !== 'urge-too-early' && code !== 'urge-too-soon') return null
  const state = code === 'urge-too-early' ? 'too-early' : 'too-soon'
  return { state, availableAt: Date.now() + (problem?.retryAfter ?? 60) * 1000 } as const
}
