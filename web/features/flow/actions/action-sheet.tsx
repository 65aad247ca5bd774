import { type QueryClient, useQuery } from '@tanstack/react-query'
import Button from 'antd-mobile/es/components/button'
import Card from 'antd-mobile/es/components/card'
import type { Flow } from '#shared/rules/flow.ts'
import type { Language } from '#shared/rules/languages.ts'
import type { FlowView } from '#shared/schemas/flow/flow.ts'
import { readFlowDraft } from '#web/api/queries/flow-actions.ts'
import { CopyButton } from '#web/components/copy-button.tsx'
import { RetryButton } from '#web/components/failure/retry-button.tsx'
import { NotCopied } from '#web/components/not-copied.tsx'
import { type OpenSheet, Sheet } from '#web/components/overlay/sheet.tsx'
import { useResetOnOpening } from '#web/components/overlay/use-reset-on-opening.ts'
import { goTo, startFromPath } from '#web/components/page/navigation.ts'
import { TextWithNames } from '#web/components/person/person-name.tsx'
import { useMoment } from '#web/components/time/use-moment.ts'
import { useNow } from '#web/components/time/use-now.ts'
import { useCopy } from '#web/components/use-copy.ts'
import { openInDingTalkLink } from '#web/dingtalk/open-in-dingtalk.ts'
import { useWords, words } from '#web/i18n/words.ts'
import { FailureNote } from '#web/widgets/failure/failure-note.tsx'
import { LaunchNote } from '#web/widgets/launch/launch-note.tsx'
import { useLaunch } from '#web/widgets/launch/use-launch.ts'
import { takeSigned, viewSigned } from '../documents/signed-files.ts'
import { prepareReminder, RemindFlow } from '../remind/remind-flow.tsx'
import { actionWords, linkText } from './action-words.ts'
import { LinkActions } from './link-actions.tsx'
import { prepareShareLink, shareLinkQuery } from './share-link-query.ts'
import { useShare } from './use-share.ts'

/** What an action opens. `files`: the viewer; `download`: the sheet that saves several files. */
export type ActionSheetKind = 'share' | 'remind' | 'revoke' | 'draft' | 'files' | 'download'

export type Asker = {
  client: QueryClient
  language: Language
  corpId: string
}

type Loaded = Awaited<ReturnType<typeof loadActionSheet>>

/** Prepares what the sheet needs. Rejects only without a network. */
export async function loadActionSheet(
  kind: ActionSheetKind,
  { view, now }: { view: FlowView; now: number },
  asker: Asker,
) {
  // A draft and how to revoke can be read about without one.
  if (kind !== 'revoke' && kind !== 'draft' && !navigator.onLine) throw new Error('offline')
  switch (kind) {
    case 'share':
      await prepareShareLink(asker.client, view.flow.taskId)
      return { kind } as const
    case 'remind':
      return { kind, plan: await prepareReminder(view, now, asker) } as const
    case 'files':
      return { kind, ...(await viewSigned(view, asker)) } as const
    case 'download':
      return { kind, ...(await takeSigned(view, asker)) } as const
    default:
      return { kind } as const
  }
}

type ActionSheetProps = {
  loaded: Loaded
  view: FlowView
} & OpenSheet

/** The sheet of an action on a flow. */
export function ActionSheet({ loaded, view, ...sheet }: ActionSheetProps) {
  const { flow } = view
  switch (loaded.kind) {
    case 'share':
      return <ShareSheet view={view} {...sheet} />
    case 'remind':
      return <RemindFlow view={view} plan={loaded.plan} {...sheet} />
    case 'revoke':
      return <RevokeSheet title={flow.title} {...sheet} />
    case 'draft':
      return <DraftSheet flow={flow} {...sheet} />
    case 'files':
      return <loaded.Viewer files={loaded.files} {...sheet} />
    case 'download':
      return loaded.ArchiveSheet && <loaded.ArchiveSheet taskIds={[flow.taskId]} {...sheet} />
  }
}

/** Where a sent contract is revoked, as e签宝 has no call for it. */
function RevokeSheet({ title, ...sheet }: OpenSheet & { title: string | null }) {
  const t = useWords(actionWords)
  const { untitled, revoke } = useWords(words.flow)
  return (
    <Sheet
      title={revoke}
      actions={<CopyButton text={title ?? untitled} label={t.copyTitle} isMain />}
      {...sheet}
    >
      <Card>{t.revokeHow}</Card>
    </Sheet>
  )
}

type DraftSheetProps = {
  flow: Pick<Flow, 'taskId' | 'title'>
} & OpenSheet

/** Finishes a draft on the page that e签宝 gave for it, or says where else it can be found. */
function DraftSheet({ flow, open, onClose }: DraftSheetProps) {
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
      {!error && <Card>{isLost ? t.draftWhere({ title }) : t.draftNote}</Card>}
      <LaunchNote launch={launch} />
    </Sheet>
  )
}

type ShareSheetProps = {
  view: FlowView
} & OpenSheet

/** Says who gets access by a link to the flow, and sends the link. */
function ShareSheet({ view, open, onClose }: ShareSheetProps) {
  const { taskId, title } = view.flow
  const t = useWords(actionWords)
  const tFlow = useWords(words.flow)
  const { data: link, error, refetch } = useQuery({ ...shareLinkQuery(taskId), enabled: open })
  const copying = useCopy(onClose)
  const now = useNow()
  const moment = useMoment(now)
  const { refusal, share, reset } = useShare(onClose)
  useResetOnOpening(open, () => {
    copying.reset()
    reset()
  })
  // It opens nowhere but in DingTalk.
  const send = (url: string) =>
    void share({ url: openInDingTalkLink(url), title: title ?? tFlow.untitled, text: linkText })
  return (
    <Sheet
      open={open}
      title={t.shareTitle}
      isAtButton
      onClose={onClose}
      actions={
        <LinkActions
          link={link}
          error={error}
          onRetry={refetch}
          send={{ label: t.shareToDingTalk, onSend: send }}
          copy={{ label: t.shareCopy, onCopy: copying.copy }}
        />
      }
    >
      {!link && !error && (
        <Card>
          <p className="quiet">{t.sharePreparing}</p>
        </Card>
      )}
      {error && <FailureNote error={error} />}
      {link && (
        <>
          <Card>
            <ShareWho time={moment(link.expiresAt)} />
          </Card>
          {refusal && (
            <p className="tone-bad reason" role="alert">
              {t.shareRefused({ code: refusal.nativeCode ?? refusal.failure })}
            </p>
          )}
          {copying.hasFailed && <NotCopied text={link.url} />}
        </>
      )}
    </Sheet>
  )
}

/** The day and the time of day do not wrap. */
function ShareWho({ time }: { time: string }) {
  const t = useWords(actionWords)
  return <TextWithNames text={t.shareWho({ time })} names={time.split(' ')} />
}
