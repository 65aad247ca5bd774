import { useState } from 'react'
import { NotCopied } from '#web/components/not-copied.tsx'
import { useCopy } from '#web/components/use-copy.ts'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import Button from 'antd-mobile/es/components/button'
import Card from 'antd-mobile/es/components/card'
import type { ListedFlow } from '#shared/schemas/flow/flow-list.ts'
import { hasEnded } from '#shared/rules/codes/flow-status.ts'
import type { RemindersAnswer } from '#shared/schemas/flow/remind/several-reminders.ts'
import { remindersPreviewQuery, remindFlows } from '#web/api/queries/reminders.ts'
import { errorWords } from '#web/components/failure/error-words.ts'
import { FailureBlock } from '#web/components/failure/failure-block.tsx'
import { FailureNote } from '#web/widgets/failure/failure-note.tsx'
import { Folded } from '#web/components/note/folded.tsx'
import { Row } from '#web/components/list/row.tsx'
import { Rows } from '#web/components/list/rows.tsx'
import { announce } from '#web/components/overlay/announcement.ts'
import { type OpenSheet, Sheet } from '#web/components/overlay/sheet.tsx'
import { useResetOnOpening } from '#web/components/overlay/use-reset-on-opening.ts'
import { useDuration } from '#web/components/time/use-duration.ts'
import { useNow } from '#web/components/time/use-now.ts'
import { useWords, words } from '#web/i18n/words.ts'
import { CopyAll } from '#web/widgets/remind/copy-all.tsx'
import { useHeldBack } from '#web/widgets/remind/held-back.tsx'
import { NoteRow } from '#web/widgets/remind/note-row.tsx'
import { OutsiderRows } from '#web/widgets/remind/outsider-rows.tsx'
import { signLinkWords } from '#web/widgets/remind/sign-link-words.ts'
import { chooseWords } from './choose-words.ts'
import { type ChosenFlow, type ReminderPreview, remindGroups } from './remind-groups.ts'

type Result = RemindersAnswer['flows'][number]

type RemindSheetProps = {
  flows: readonly ListedFlow[]
  /** Called when it is closed after all were sent. */
  onDone: () => void
} & OpenSheet

/**
 * Previews the reminder of each selected flow, sends the possible ones, and shows the result of
 * each; gives the signing links of outside signers.
 */
export function RemindSheet({ flows, open, onClose, onDone }: RemindSheetProps) {
  const t = useWords(chooseWords)
  const tPage = useWords(words.page)
  const tLink = useWords(signLinkWords)
  const { untitled } = useWords(words.flow)
  const client = useQueryClient()
  const [note, setNote] = useState('')
  const [copied, setCopied] = useState('')
  const copying = useCopy(() => {}, tLink.copied)
  const taskIds = flows.map(({ taskId }) => taskId)
  const previewing = useQuery({ ...remindersPreviewQuery(taskIds), enabled: open })
  // Another selection may be on screen when the answer arrives.
  const selection = taskIds.join()
  const sending = useMutation({
    mutationFn: ({ ids }: { ids: readonly string[]; selection: string }) =>
      remindFlows(client, ids, note),
    onSuccess: ({ flows: results }) => announce(summary(results)),
  })
  useResetOnOpening(open, () => {
    // Keeps a pending send, so that it cannot be sent twice.
    if (sending.isPending) return
    sending.reset()
    copying.reset()
    setNote('')
  })
  const summary = (results: readonly Result[]) => {
    const sent = results.filter(({ urge }) => urge !== null).length
    const left = results.length - sent
    return [sent > 0 && t.sentAll(sent), left > 0 && t.notSent(left)].filter(Boolean).join(' · ')
  }
  const previews = previewing.data?.flows ?? []
  const isSame = sending.variables?.selection === selection
  const results = (isSame && sending.data?.flows) || null
  const unnamed = { someone: tLink.someone, untitled }
  const { possible, outsiders, outsideFlows, rest } = remindGroups(flows, previews, unnamed)
  const isOver = results !== null || (previewing.data !== undefined && possible.length === 0)
  const close = () => {
    if (results?.every(({ urge }) => urge !== null)) onDone()
    onClose()
  }
  const takesNote = possible.some(({ preview }) => preview?.reminderState?.takesNote)
  const rowsOf = (group: readonly ChosenFlow[]) =>
    group.map(({ flow, preview }) => (
      <RemindedRow
        key={flow.taskId}
        flow={flow}
        preview={preview}
        result={results?.find(({ taskId }) => taskId === flow.taskId)}
      />
    ))
  return (
    <Sheet
      open={open}
      title={t.remindTitle}
      onClose={close}
      testId="remind-sheet"
      actions={
        <>
          {!isOver && (
            <Button
              block
              color="primary"
              disabled={possible.length === 0 || previewing.isFetching}
              loading={sending.isPending}
              loadingText={t.sending}
              onClick={() =>
                sending.mutate({ ids: possible.map(({ flow }) => flow.taskId), selection })
              }
            >
              {t.send({ count: possible.length })}
            </Button>
          )}
          {!isOver && takesNote && (
            <Button block fill="none" onClick={onClose}>
              {tPage.cancel}
            </Button>
          )}
        </>
      }
    >
      {previewing.isFetching && <p role="status">{t.looking}</p>}
      {previewing.error && <FailureBlock error={previewing.error} onRetry={previewing.refetch} />}
      {isSame && sending.error && <FailureNote error={sending.error} />}
      {!previewing.isFetching && previews.length > 0 && (
        <>
          {results !== null && <p className="remind-summary">{summary(results)}</p>}
          {results === null && rest.length === flows.length && <Card>{t.noneToRemind}</Card>}
          {possible.length > 0 && (
            <Rows header={<h3>{t.canRemind(possible.length)}</h3>}>{rowsOf(possible)}</Rows>
          )}
          {takesNote && results === null && <NoteRow value={note} onChange={setNote} />}
          {outsiders.length > 0 && (
            <OutsiderRows
              outsiders={outsiders}
              isOfSeveral
              header={<h3>{t.waitOutside(outsideFlows)}</h3>}
              extra={
                outsiders.length > 1 && (
                  <CopyAll
                    outsiders={outsiders}
                    copy={(text) => {
                      setCopied(text)
                      copying.copy(text)
                    }}
                  />
                )
              }
            />
          )}
          {copying.hasFailed && <NotCopied text={copied} />}
          {rest.length > 0 && (
            <Folded className="remind-rest" summary={t.cannotRemind(rest.length)}>
              <Rows label={t.cannotRemind(rest.length)}>{rowsOf(rest)}</Rows>
            </Folded>
          )}
        </>
      )}
    </Sheet>
  )
}

type RemindedRowProps = {
  flow: ListedFlow
  preview: ReminderPreview | undefined
  result: Result | undefined
}

function RemindedRow({ flow, preview, result }: RemindedRowProps) {
  const { untitled } = useWords(words.flow)
  const { text, tone } = useNote(flow, preview, result)
  return (
    <Row
      testId="reminded-flow"
      description={<span className={`remind-note tone-${tone}`}>{text}</span>}
    >
      {flow.title ?? untitled}
    </Row>
  )
}

/** What will happen, or what has happened. */
function useNote(
  flow: ListedFlow,
  preview: ReminderPreview | undefined,
  result: Result | undefined,
) {
  const t = useWords(chooseWords)
  const tError = useWords(errorWords)
  const heldBack = useHeldBack()
  const { between } = useWords(words.nextStep)
  const duration = useDuration()
  const now = useNow()
  const namesOf = (people: readonly (string | null)[]) =>
    people.map((name) => name ?? t.someone).join(between)
  if (result?.urge != null) {
    const did = t.did({ names: namesOf(result.urge.recipients) })
    const left = result.heldBack === undefined ? '' : ` · ${heldBack(result.heldBack)}`
    return { text: did + left, tone: 'good' }
  }
  const refusal = result?.refusal ?? preview?.refusal
  if (refusal?.code === 'day-limit-reached')
    return { text: heldBack(refusal.names ?? []), tone: 'bad' }
  if (refusal != null) return { text: tError[refusal.code], tone: 'bad' }
  const nobody = hasEnded(flow.status) ? t.ended : flow.status === 'draft' ? t.draft : t.nobody
  if (preview?.reminderState == null) return { text: nobody, tone: 'quiet' }
  const { state, availableAt, reached, unreached } = preview.reminderState
  const time = duration(Math.max(0, (availableAt ?? now) - now))
  const linked: readonly (string | null)[] = (preview.outsiders ?? []).map(({ name }) => name)
  const left = unreached.filter((name) => !linked.includes(name))
  const others = namesOf(left)
  switch (state) {
    case 'possible': {
      const will = t.will({ names: namesOf(reached) })
      const also = left.length > 0 ? ` · ${t.alsoWaits({ names: others })}` : ''
      return { text: will + also, tone: 'active' }
    }
    case 'too-early':
      return { text: t.tooEarly({ time }), tone: 'quiet' }
    case 'too-soon':
      return { text: t.tooSoon({ time }), tone: 'quiet' }
    case 'unknown-people':
      return { text: t.unknownPeople({ names: others }), tone: 'quiet' }
    case 'nobody':
      return { text: nobody, tone: 'quiet' }
  }
}
