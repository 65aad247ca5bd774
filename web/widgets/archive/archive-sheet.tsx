import { useQueryClient } from '@tanstack/react-query'
import Button from 'antd-mobile/es/components/button'
import Card from 'antd-mobile/es/components/card'
import { TriangleAlert } from 'lucide'
import { useEffect, useEffectEvent, useState } from 'react'
import { useSession } from '#web/api/session/session-query.ts'
import { FailureNote } from '#web/widgets/failure/failure-note.tsx'
import { IfRetryHelps } from '#web/components/failure/retry-helps.tsx'
import { Notice } from '#web/components/note/notice.tsx'
import { Progress } from '#web/components/note/progress.tsx'
import { announce } from '#web/components/overlay/announcement.ts'
import { notify } from '#web/components/overlay/notify.ts'
import { type OpenSheet, Sheet } from '#web/components/overlay/sheet.tsx'
import { sizeText } from '#web/components/size-text.ts'
import { dingTalkPlatform } from '#web/dingtalk/platform.ts'
import { useDevice } from '#web/i18n/device.ts'
import { useWords, words } from '#web/i18n/words.ts'
import { archiveWords } from './archive-words.ts'
import { type ArchiveStage, takeArchive } from './take-archive.ts'

type ArchiveSheetProps = {
  taskIds: readonly string[]
  /** Called once the zip is saved. */
  onDone?: () => void
} & OpenSheet

type Shown = ArchiveStage | { name: 'missing' } | { name: 'failed'; error: unknown }

/** Saves the files of flows as one zip when it opens; closing it cancels. */
export function ArchiveSheet({ taskIds, open, onClose, onDone }: ArchiveSheetProps) {
  const t = useWords(archiveWords)
  const tPage = useWords(words.page)
  const [shown, setShown] = useState<Shown>({ name: 'preparing' })
  const [attempt, setAttempt] = useState(0)
  const isInProgress = ['preparing', 'in-client', 'arriving'].includes(shown.name)
  return (
    <Sheet
      open={open}
      title={t.title}
      onClose={onClose}
      testId="archive-sheet"
      actions={
        <>
          {shown.name === 'failed' && (
            <IfRetryHelps error={shown.error}>
              <Button block color="primary" onClick={() => setAttempt(attempt + 1)}>
                {tPage.retry}
              </Button>
            </IfRetryHelps>
          )}
          {isInProgress && (
            <Button block fill="none" onClick={onClose}>
              {tPage.cancel}
            </Button>
          )}
        </>
      }
    >
      <Taking
        key={attempt}
        taskIds={taskIds}
        onShown={setShown}
        onEnd={(isDone) => {
          if (isDone) onDone?.()
          onClose()
        }}
      />
      <Card bodyClassName="stack">
        {shown.name !== 'missing' && <p>{t.what(taskIds.length)}</p>}
        <StageNote shown={shown} flows={taskIds.length} />
      </Card>
    </Sheet>
  )
}

type TakingProps = {
  taskIds: readonly string[]
  onShown: (shown: Shown) => void
  onEnd: (isDone: boolean) => void
}

/** Downloads while it is mounted. */
function Taking({ taskIds, onShown, onEnd }: TakingProps) {
  const t = useWords(archiveWords)
  const client = useQueryClient()
  const { corpId } = useSession()
  const { language } = useDevice()
  const take = useEffectEvent(async (signal: AbortSignal) => {
    const choice = { taskIds, lang: language }
    try {
      const outcome = await takeArchive({ client, corpId, choice, signal, onStage: onShown })
      if (signal.aborted) return
      if (outcome === 'missing') {
        onShown({ name: 'missing' })
        announce(t.missing)
        return
      }
      if (outcome === 'saved') notify(dingTalkPlatform === 'pc' ? t.savedOnPc : t.saved)
      if (outcome === 'downloaded') notify(t.downloaded(taskIds.length))
      onEnd(outcome !== 'cancelled')
    } catch (error) {
      if (!signal.aborted) onShown({ name: 'failed', error })
    }
  })
  useEffect(() => {
    const ending = new AbortController()
    void take(ending.signal)
    return () => ending.abort()
  }, [])
  return null
}

function StageNote({ shown, flows }: { shown: Shown; flows: number }) {
  const t = useWords(archiveWords)
  if (shown.name === 'failed') return <FailureNote error={shown.error} />
  if (shown.name === 'missing')
    return (
      <Notice tone="warn" icon={TriangleAlert}>
        {t.missing}
      </Notice>
    )
  if (shown.name === 'preparing') return <p className="quiet">{t.preparing}</p>
  if (shown.name === 'in-client') {
    return <p className="quiet">{dingTalkPlatform === 'pc' ? t.inClientPc : t.inClient}</p>
  }
  const { bytes, isRefused } = shown
  const size = sizeText(bytes)
  const isOne = flows === 1
  return (
    <>
      {isRefused && <p className="quiet">{t.clientRefused}</p>}
      {!isOne && (
        <Progress percent={(Math.max(0, shown.flows - 1) / flows) * 100} label={t.progress} />
      )}
      <p className="archive-figures" data-testid="archive-progress">
        {isOne
          ? t.filesSoFar({ file: Math.max(1, shown.files), size })
          : t.flowsSoFar({ flow: Math.max(1, shown.flows), flows, size })}
      </p>
      <p className="quiet note">{t.keepOpen}</p>
    </>
  )
}
