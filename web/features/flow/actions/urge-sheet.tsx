import { useMutation, useQueryClient } from '@tanstack/react-query'
import Button from 'antd-mobile/es/components/button'
import type { FlowView } from '#shared/flow.ts'
import { ApiError } from '#web/api/http/api-error.ts'
import { urgeFlow } from '#web/api/queries/flow-actions.ts'
import { FailureNote } from '#web/components/failure/failure-note.tsx'
import { Sheet } from '#web/components/overlay/sheet.tsx'
import { useWords, words } from '#web/i18n/words.ts'
import { actionWords } from './action-words.ts'
import { changeRecord, flowQuery } from '../flow-query.ts'

interface UrgeSheetProps {
  view: FlowView
  onClose: () => void
  /** Turns to who cannot be reminded. */
  onReach: () => void
}

/** Says whom a reminder goes to, sends it, and says what became of it. */
export function UrgeSheet({ view, onClose, onReach }: UrgeSheetProps) {
  const { taskId } = view.flow
  const t = useWords(actionWords)
  const tPage = useWords(words.page)
  const { between } = useWords(words.nextStep)
  const client = useQueryClient()
  const sending = useMutation({
    mutationFn: () => urgeFlow(taskId),
    onSuccess: ({ urge, outlook }) => {
      changeRecord(client, taskId, (record) => ({
        ...record,
        urge: outlook,
        urges: [urge, ...record.urges],
      }))
      void client.invalidateQueries({ queryKey: flowQuery(taskId).queryKey })
    },
    onError: (error) => {
      const outlook = outlookAfter(error)
      if (outlook !== null)
        changeRecord(client, taskId, (record) => ({
          ...record,
          urge: { ...record.urge, ...outlook },
        }))
    },
  })
  const namesOf = (people: readonly (string | null)[]) =>
    people.map((name) => name ?? t.someone).join(between)
  const { reached, unreached } = view.registry?.urge ?? { reached: [], unreached: [] }
  const isOver = sending.isSuccess || (sending.isError && outlookAfter(sending.error) !== null)
  return (
    <Sheet open title={t.urgeTitle} onClose={onClose}>
      <div role="status">
        {sending.isSuccess ? (
          <p>{t.urgeSent({ names: namesOf(sending.data.urge.recipients) })}</p>
        ) : (
          <>
            <p>{t.urgeWhom({ names: namesOf(reached) })}</p>
            <p className="quiet note">{t.urgeNote}</p>
          </>
        )}
      </div>
      {unreached.length > 0 && (
        <p className="note">
          {t.urgeOthers({ names: namesOf(unreached) })}{' '}
          <button type="button" className="link-button" onClick={onReach}>
            {t.urgeReach}
          </button>
        </p>
      )}
      {sending.error && <FailureNote error={sending.error} />}
      <div className="sheet-actions">
        {!isOver && (
          <Button
            block
            size="large"
            color="primary"
            loading={sending.isPending}
            loadingText={t.urgeSending}
            onClick={() => sending.mutate()}
          >
            {t.urgeSend}
          </Button>
        )}
        <Button block size="large" onClick={onClose}>
          {isOver ? tPage.close : t.cancel}
        </Button>
      </div>
    </Sheet>
  )
}

/** What a refusal says about the next time; null when trying again may help at once. */
function outlookAfter(error: unknown) {
  if (!(error instanceof ApiError)) return null
  const { code, problem } = error
  if (code === 'urge-nobody') return { state: 'nobody', availableAt: null } as const
  if (code !== 'urge-too-early' && code !== 'urge-too-soon') return null
  const state = code === 'urge-too-early' ? 'too-early' : 'too-soon'
  return { state, availableAt: Date.now() + (problem?.retryAfter ?? 60) * 1000 } as const
}
