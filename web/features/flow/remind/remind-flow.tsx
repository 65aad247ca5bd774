import { type QueryClient, useQuery } from '@tanstack/react-query'
import Button from 'antd-mobile/es/components/button'
import Card from 'antd-mobile/es/components/card'
import { useState } from 'react'
import type { Language } from '#shared/rules/languages.ts'
import type { FlowView } from '#shared/schemas/flow/flow.ts'
import { RetryButton } from '#web/components/failure/retry-button.tsx'
import { NotCopied } from '#web/components/not-copied.tsx'
import { type OpenSheet, Sheet } from '#web/components/overlay/sheet.tsx'
import { useResetOnOpening } from '#web/components/overlay/use-reset-on-opening.ts'
import { QrCode } from '#web/components/qr-code.tsx'
import { useCopy } from '#web/components/use-copy.ts'
import { dingTalkPlatform } from '#web/dingtalk/platform.ts'
import { useNow } from '#web/components/time/use-now.ts'
import { useWords, words, wordsOf } from '#web/i18n/words.ts'
import { FailureNote } from '#web/widgets/failure/failure-note.tsx'
import { signLinkQuery } from '#web/widgets/remind/sign-link-query.ts'
import {
  type Outsider,
  partyOf,
  signLinkNote,
  signLinkText,
} from '#web/widgets/remind/sign-link-text.ts'
import { signLinkWords } from '#web/widgets/remind/sign-link-words.ts'
import { actionWords } from '../actions/action-words.ts'
import { prepareShareLink } from '../actions/share-link-query.ts'
import { useShare } from '../actions/use-share.ts'
import { linkedOutsiders, outsiderIn, type RemindPlan } from './linked-outsiders.ts'
import { ReachSheet } from './reach-sheet.tsx'
import { reminderChoice } from './reminder-choice.ts'
import { ReminderLater } from './reminder-later.tsx'
import { ReminderSheet } from './reminder-sheet.tsx'

type Asker = {
  client: QueryClient
  language: Language
}

function unnamedIn(language: Language) {
  const { someone } = wordsOf(signLinkWords, language)
  return { someone, untitled: wordsOf(words.flow, language).untitled }
}

/** Plans to remind everybody the flow waits for. Rejects only without a network. */
export async function prepareReminder(
  view: FlowView,
  now: number,
  { client, language }: Asker,
): Promise<RemindPlan> {
  const outsiders = linkedOutsiders(view, unnamedIn(language))
  const unreached = view.registry?.urge.unreached ?? []
  const names: readonly (string | null)[] = outsiders.map(({ name }) => name)
  const plan: RemindPlan = {
    canSend: reminderChoice(view, now)?.kind === 'remind',
    outsiders,
    hasOthers: unreached.some((name) => !names.includes(name)),
  }
  if (!plan.canSend && outsiders.length === 0) await prepareShareLink(client, view.flow.taskId)
  return plan
}

/** Plans to give one outside signer's link. */
export function outsiderPlan(view: FlowView, signer: number, language: Language): RemindPlan {
  const outsiders = [outsiderIn(view, signer, unnamedIn(language))]
  return { canSend: false, outsiders, hasOthers: false }
}

type RemindFlowProps = {
  view: FlowView
  plan: RemindPlan
} & OpenSheet

/** The sheet that fits whom the flow waits for, and from it the one to have colleagues help. */
export function RemindFlow({ view, plan, open, onClose }: RemindFlowProps) {
  const { canSend, outsiders, hasOthers } = plan
  const [isReaching, setReaching] = useState(false)
  useResetOnOpening(open, () => setReaching(false))
  const [only, ...further] = outsiders
  const isReach = isReaching || (!canSend && only === undefined)
  const isForOne = !canSend && only !== undefined && further.length === 0 && !hasOthers
  const toReach = () => setReaching(true)
  const now = useNow()
  const choice = reminderChoice(view, now)
  const later = !canSend && choice?.kind === 'later' && (
    <ReminderLater view={view} choice={choice} now={now} />
  )
  return (
    <>
      <ReachSheet view={view} later={later} open={open && isReach} onClose={onClose} />
      {isForOne ? (
        <SignLinkSheet
          outsider={only}
          open={open && !isReach}
          onClose={onClose}
          onReach={toReach}
        />
      ) : (
        <ReminderSheet
          view={view}
          plan={plan}
          later={later}
          open={open && !isReach}
          onClose={onClose}
          onReach={toReach}
        />
      )}
    </>
  )
}

type SignLinkSheetProps = {
  outsider: Outsider
  /** Opens the sheet to have a colleague follow it up. */
  onReach: () => void
} & OpenSheet

/**
 * Reminds an outside signer by the signing link: a text with it to paste, and the link as a QR code.
 */
function SignLinkSheet({ outsider, onReach, open, onClose }: SignLinkSheetProps) {
  const t = useWords(signLinkWords)
  const tAction = useWords(actionWords)
  const { name, contract } = outsider
  const party = partyOf(outsider)
  const { data: url, error, refetch } = useQuery({ ...signLinkQuery(outsider), enabled: open })
  const { hasFailed, copy } = useCopy(onClose, t.copied)
  const { refusal, share } = useShare(onClose)
  return (
    <Sheet
      open={open}
      title={t.title({ name })}
      onClose={onClose}
      testId="sign-link-sheet"
      actions={
        <>
          {error && <RetryButton error={error} onRetry={refetch} />}
          <Button
            block
            color="primary"
            disabled={!url}
            onClick={() => {
              if (url) copy(signLinkText(outsider, url))
            }}
          >
            {t.copy}
          </Button>
          {dingTalkPlatform !== null && (
            <>
              <Button
                block
                disabled={!url}
                onClick={() => {
                  if (url) void share({ url, title: contract.title, text: signLinkNote(outsider) })
                }}
              >
                {tAction.shareToDingTalk}
              </Button>
              <Button block fill="none" color="primary" onClick={onReach}>
                {t.byColleague}
              </Button>
            </>
          )}
        </>
      }
    >
      {url === undefined && !error && (
        <Card>
          <p className="quiet">{t.preparing}</p>
        </Card>
      )}
      {error && <FailureNote error={error} />}
      {url && (
        <>
          <Card bodyClassName="stack">
            {party !== '' && (
              <p className="quiet">
                <bdi>{party}</bdi>
              </p>
            )}
            <QrCode text={url} label={t.code({ name })} />
            <p>{t.note({ name })}</p>
          </Card>
          {refusal && (
            <p className="tone-bad reason" role="alert">
              {tAction.shareRefused({ code: refusal.nativeCode ?? refusal.failure })}
            </p>
          )}
          {hasFailed && <NotCopied text={signLinkText(outsider, url)} />}
        </>
      )}
    </Sheet>
  )
}
