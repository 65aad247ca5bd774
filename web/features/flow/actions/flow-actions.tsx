import { useQueryClient } from '@tanstack/react-query'
import Button from 'antd-mobile/es/components/button'
import { type ReactNode, useId } from 'react'
import type { FlowView } from '#shared/schemas/flow/flow.ts'
import { useSession } from '#web/api/session/session-query.ts'
import { goTo, startFromPath } from '#web/components/page/navigation.ts'
import { lazyPart } from '#web/components/page/lazy-part.tsx'
import { PageHeader } from '#web/components/page/page-header.tsx'
import { useSheet } from '#web/components/overlay/use-sheet.ts'
import { TimeText } from '#web/components/time/time-text.tsx'
import { useDuration } from '#web/components/time/use-duration.ts'
import { useMoment } from '#web/components/time/use-moment.ts'
import { useWords, words } from '#web/i18n/words.ts'
import { viewerTurn } from '../viewer-turn.ts'
import { mainAction } from './main-action.ts'
import { SignButton } from './sign-button.tsx'
import { signOffer } from './sign-offer.ts'
import { reminderChoice } from './reminder-choice.ts'
import { outsiderToRemind } from './outsider-to-remind.ts'
import { useViewer } from '#web/i18n/viewer.ts'
import { useMoreActions } from './use-more-actions.ts'

const ApproveButton = lazyPart(async () => (await import('./approve-button.tsx')).ApproveButton)

const SignReadiness = lazyPart(async () => (await import('./sign-readiness.tsx')).SignReadiness)

interface FlowActionsProps {
  /** The page's head. */
  head: ReactNode
  view: FlowView
  now: number
  /** Called when the URL of the signing page is requested. */
  onLaunch: () => void
}

/** The page's head, and the actions that the viewer can take on the flow now. */
export function FlowActions({ head, view, now, onLaunch }: FlowActionsProps) {
  const t = useWords(words.flow)
  const tSign = useWords(words.sign)
  const { name, corpId } = useSession()
  const { language } = useViewer()
  const noteId = useId()
  const reminder = useSheet(() => import('./reminder-sheet.tsx'))
  const client = useQueryClient()
  const { taskId } = view.flow
  const withLink = async <Part,>(load: Promise<Part>): Promise<Part> => {
    const link = import('./share-link-query.ts').then(({ prepareShareLink }) =>
      prepareShareLink(client, taskId),
    )
    const [part] = await Promise.all([load, link])
    return part
  }
  const reach = useSheet(() => withLink(import('./reach-sheet.tsx')))
  const share = useSheet(() => withLink(import('./share-sheet.tsx')))
  const revoke = useSheet(() => import('./revoke-sheet.tsx'))
  const draft = useSheet(() => import('./draft-sheet.tsx'))
  const asker = { client, language, corpId }
  const online = { needsNetwork: true }
  const files = useSheet(
    async () => (await import('../documents/signed-files.ts')).viewSigned(view, asker),
    online,
  )
  const download = useSheet(
    async () => (await import('../documents/signed-files.ts')).takeSigned(view, asker),
    online,
  )
  const offer = signOffer(view, name)
  const choice = reminderChoice(view, now)
  const isLater = choice?.kind === 'later'
  const canReach = choice?.kind === 'reach' || (choice?.kind === 'later' && choice.canReach)
  const outsider = outsiderToRemind(view)
  const byLink = useSheet(() => import('../signers/sign-link-sheet.tsx'), online)
  const remind = !canReach ? reminder.show : outsider === null ? reach.show : byLink.show
  const main = mainAction({ view, offer, turn: viewerTurn(view, name), canRemind: choice !== null })
  const sign = offer !== null && (
    <SignButton
      taskId={taskId}
      offer={offer}
      isSmall={main !== 'sign' && main !== null}
      onLaunch={onLaunch}
    />
  )
  const isMaybe = offer === 'possible'
  const note = (isMaybe || isLater) && (
    <>
      {isMaybe && (
        <p data-testid="sign-maybe">
          {tSign.maybeNote} {main !== null && sign}
        </p>
      )}
      {isLater && <ReminderLater id={noteId} choice={choice} now={now} />}
    </>
  )
  const more = useMoreActions({
    view,
    onRemind: main !== 'remind' && choice !== null && !isLater ? remind : null,
    onShare: main === 'files' ? share.show : null,
    onRevoke: revoke.show,
  })
  return (
    <>
      <PageHeader head={head} note={note} more={more} testId="action-bar">
        {(main === 'sign' || main === null) && sign}
        {main === 'approve' && <ApproveButton view={view} placeholder={<ApproveLater />} />}
        {main === 'remind' && (
          <Button
            color="primary"
            disabled={isLater && !canReach}
            aria-describedby={isLater ? noteId : undefined}
            loading="auto"
            onClick={remind}
          >
            {t.remind}
          </Button>
        )}
        {main === 'continue' && (
          <Button color="primary" loading="auto" onClick={draft.show}>
            {t.continue}
          </Button>
        )}
        {main === 'start-again' && (
          <Button color="primary" onClick={() => goTo(startFromPath(taskId))}>
            {t.startAgain}
          </Button>
        )}
        {main === 'files' && (
          <>
            <Button color="primary" loading="auto" onClick={files.show}>
              {t.viewSigned}
            </Button>
            <Button loading="auto" onClick={download.show}>
              {t.download}
            </Button>
          </>
        )}
        <Button
          className={main === 'files' ? 'from-768' : undefined}
          loading="auto"
          onClick={share.show}
        >
          {t.share}
        </Button>
      </PageHeader>
      {offer !== null && <SignReadiness taskId={taskId} placeholder={null} />}
      {reminder.part && (
        <reminder.part.ReminderSheet
          view={view}
          {...reminder.props}
          onReach={() => {
            reminder.close()
            void reach.show()
          }}
        />
      )}
      {byLink.part && outsider !== null && (
        <byLink.part.SignLinkSheet
          view={view}
          {...outsider}
          {...byLink.props}
          onReach={() => {
            byLink.close()
            void reach.show()
          }}
        />
      )}
      {reach.part && <reach.part.ReachSheet view={view} {...reach.props} />}
      {revoke.part && <revoke.part.RevokeSheet title={view.flow.title} {...revoke.props} />}
      {draft.part && <draft.part.DraftSheet flow={view.flow} {...draft.props} />}
      {files.part && <files.part.Viewer files={files.part.files} {...files.props} />}
      {download.part?.ArchiveSheet && (
        <download.part.ArchiveSheet taskIds={[taskId]} {...download.props} />
      )}
      {share.part && <share.part.ShareSheet view={view} {...share.props} />}
    </>
  )
}

/** In place of the button until its code has come. */
function ApproveLater() {
  const t = useWords(words.flow)
  return (
    <Button color="primary" disabled>
      {t.approve}
    </Button>
  )
}

interface ReminderLaterProps {
  id: string
  choice: { availableAt: number; isRepeated: boolean; canReach: boolean }
  now: number
}

/** When people can be reminded again. */
function ReminderLater({ id, choice, now }: ReminderLaterProps) {
  const { availableAt, isRepeated, canReach } = choice
  const t = useWords(words.flow)
  const duration = useDuration()(availableAt - now)
  const time = useMoment(now)(availableAt)
  return (
    <p id={id} data-testid="urge-later">
      <TimeText time={availableAt}>
        {t[isRepeated ? 'reminderAgainLater' : canReach ? 'reminderRestLater' : 'reminderLater']({
          duration,
          time,
        })}
      </TimeText>
    </p>
  )
}
