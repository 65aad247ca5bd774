import { useQueryClient } from '@tanstack/react-query'
import Button from 'antd-mobile/es/components/button'
import { useId } from 'react'
import type { FlowView } from '#shared/schemas/flow/flow.ts'
import { useSession } from '#web/api/session/session-query.ts'
import { lazyPart } from '#web/components/page/lazy-part.tsx'
import { PageBar } from '#web/components/page/page-bar.tsx'
import { useSheet } from '#web/components/overlay/use-sheet.ts'
import { TimeText } from '#web/components/time/time-text.tsx'
import { useDuration } from '#web/components/time/use-duration.ts'
import { useMoment } from '#web/components/time/use-moment.ts'
import { useWords, words } from '#web/i18n/words.ts'
import { SignButton } from './sign-button.tsx'
import { signOffer } from './sign-offer.ts'
import { reminderChoice } from './reminder-choice.ts'

const SignReadiness = lazyPart(async () => (await import('./sign-readiness.tsx')).SignReadiness)

interface ActionBarProps {
  view: FlowView
  now: number
  /** Called when the URL of the signing page is requested. */
  onLaunch: () => void
}

/** The actions that the viewer can take on the flow now. */
export function ActionBar({ view, now, onLaunch }: ActionBarProps) {
  const t = useWords(words.flow)
  const tSign = useWords(words.sign)
  const { name } = useSession()
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
  const offer = signOffer(view, name)
  const choice = reminderChoice(view, now)
  const isSigningFirst = offer === 'due' || choice === null
  const sign = offer !== null && (
    <SignButton taskId={taskId} offer={offer} isSmall={!isSigningFirst} onLaunch={onLaunch} />
  )
  const isLater = choice?.kind === 'later'
  const canReach = choice?.kind === 'reach' || (choice?.kind === 'later' && choice.canReach)
  const note = (
    <>
      {offer === 'possible' && (
        <p data-testid="sign-maybe">
          {tSign.maybeNote} {!isSigningFirst && sign}
        </p>
      )}
      {isLater && <ReminderLater id={noteId} choice={choice} now={now} />}
    </>
  )
  return (
    <>
      <PageBar note={(offer === 'possible' || isLater) && note} testId="action-bar">
        {isSigningFirst && sign}
        {choice !== null && (
          <Button
            color={isSigningFirst ? 'default' : 'primary'}
            disabled={isLater && !canReach}
            aria-describedby={isLater ? noteId : undefined}
            loading="auto"
            onClick={canReach ? reach.show : reminder.show}
          >
            {t.remind}
          </Button>
        )}
        <Button loading="auto" onClick={share.show}>
          {t.share}
        </Button>
      </PageBar>
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
      {reach.part && <reach.part.ReachSheet view={view} {...reach.props} />}
      {share.part && <share.part.ShareSheet view={view} {...share.props} />}
    </>
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
