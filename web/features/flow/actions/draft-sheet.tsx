import { useQuery } from '@tanstack/react-query'
import Button from 'antd-mobile/es/components/button'
import type { Flow } from '#shared/rules/flow.ts'
import { readFlowDraft } from '#web/api/queries/flow-actions.ts'
import { CopyButton } from '#web/components/copy-button.tsx'
import { FailureNote } from '#web/widgets/failure/failure-note.tsx'
import { RetryButton } from '#web/components/failure/retry-button.tsx'
import { LaunchNote } from '#web/widgets/launch/launch-note.tsx'
import { useLaunch } from '#web/widgets/launch/use-launch.ts'
import { type OpenSheet, Sheet } from '#web/components/overlay/sheet.tsx'
import { goTo, startFromPath } from '#web/components/page/navigation.ts'
import { useWords, words } from '#web/i18n/words.ts'
import { actionWords } from './action-words.ts'

type DraftSheetProps = {
  flow: Pick<Flow, 'taskId' | 'title'>
} & OpenSheet

/** Finishes a draft on the page that e签宝 gave for it, or says where else it can be found. */
export function DraftSheet({ flow, open, onClose }: DraftSheetProps) {
  const { taskId } = flow
  const t = useWords(actionWords)
  const tFlow = useWords(words.flow)
  const title = flow.title ?? tFlow.untitled
  const { data, error, refetch } = useQuery({
    queryKey: ['flow-draft', taskId],
    queryFn: ({ client }) => readFlowDraft(client, taskId),
    enabled: open,
    gcTime: 0,
    retry: false,
  })
  const page = data?.page ?? null
  const launch = useLaunch({
    request: () => Promise.resolve(page ?? { pcUrl: null, mobileUrl: null }),
    invalidates: [['flow', taskId], ['flows']],
    title,
  })
  const isLost = data !== undefined && page === null
  return (
    <Sheet
      open={open}
      title={t.draftTitle}
      onClose={onClose}
      actions={
        <>
          {error && <RetryButton error={error} onRetry={refetch} />}
          {!error && !isLost && (
            <Button
              block
              color="primary"
              disabled={page === null}
              loading="auto"
              onClick={launch.start}
            >
              {t.draftOpen}
            </Button>
          )}
          {isLost && <CopyButton text={title} label={t.copyTitle} isMain />}
          <Button block fill="none" color="primary" onClick={() => goTo(startFromPath(taskId))}>
            {tFlow.startAgain}
          </Button>
        </>
      }
    >
      {error && <FailureNote error={error} />}
      {!error && <p>{isLost ? t.draftWhere({ title }) : t.draftNote}</p>}
      <LaunchNote launch={launch} />
    </Sheet>
  )
}
