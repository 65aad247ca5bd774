import { useQuery, useQueryClient } from '@tanstack/react-query'
import Button from 'antd-mobile/es/components/button'
import Card from 'antd-mobile/es/components/card'
import { type ReactNode, useState } from 'react'
import type { FlowView } from '#shared/schemas/flow/flow.ts'
import { configureOnce } from '#web/api/queries/client-config.ts'
import { nudgeInitiator } from '#web/api/queries/flow-actions.ts'
import { useSession } from '#web/api/session/session-query.ts'
import { FailureNote } from '#web/widgets/failure/failure-note.tsx'
import { TextWithNames } from '#web/components/person/person-name.tsx'
import { notify } from '#web/components/overlay/notify.ts'
import { type OpenSheet, Sheet } from '#web/components/overlay/sheet.tsx'
import { useResetOnOpening } from '#web/components/overlay/use-reset-on-opening.ts'
import { openDing } from '#web/dingtalk/ding.ts'
import { DingTalkError } from '#web/dingtalk/dingtalk-error.ts'
import { pickPeople } from '#web/dingtalk/pick-people.ts'
import { useWords, words } from '#web/i18n/words.ts'
import { actionWords, linkText } from '../actions/action-words.ts'
import { LinkActions } from '../actions/link-actions.tsx'
import { NotCopied } from '#web/components/not-copied.tsx'
import { reachReason, reachTexts } from './reach-reason.ts'
import { shareLinkQuery } from '../actions/share-link-query.ts'
import { useCopy } from '#web/components/use-copy.ts'

type ReachSheetProps = {
  view: FlowView
  /** When others can be reminded again. */
  later: ReactNode
} & OpenSheet

/** How many people can be picked, because several may have to sign at the same time. */
const maxPeople = 10

type Stage =
  { name: 'idle' } | { name: 'working' } | { name: 'opened' } | { name: 'failed'; error: unknown }

/**
 * Helps to contact people whom the app cannot remind, because it does not know their DingTalk
 * accounts.
 */
export function ReachSheet({ view, later, open, onClose }: ReachSheetProps) {
  const { taskId, title } = view.flow
  const t = useWords(actionWords)
  const tFlow = useWords(words.flow)
  const { between } = useWords(words.nextStep)
  const { corpId, name } = useSession()
  const client = useQueryClient()
  const { data: link, error, refetch } = useQuery({ ...shareLinkQuery(taskId), enabled: open })
  const copying = useCopy(onClose)
  const [stage, setStage] = useState<Stage>({ name: 'idle' })
  useResetOnOpening(open, () => {
    copying.reset()
    // Not while the client's address book may still be open.
    if (stage.name !== 'working') setStage({ name: 'idle' })
  })
  const people = (view.registry?.urge.unreached ?? []).flatMap((other) =>
    other === null || other === name ? [] : other,
  )
  const outsiders = (view.registry?.people ?? []).filter(
    ({ name: other, account }) => account !== undefined && other !== null && people.includes(other),
  )
  // Only the initiator and admins get their signing links.
  const isLinked = outsiders.some(({ hasSignLink }) => hasSignLink === true)
  const isInitiator = view.registry?.isInitiator === true
  const mayNudge = !isInitiator && outsiders.length > 0 && !isLinked
  const noLinkFor = isInitiator && !isLinked ? outsiders.flatMap((one) => one.name ?? []) : []
  const shownTitle = title ?? tFlow.untitled
  const text = reachTexts[reachReason(view.situation.next, people)](shownTitle)
  const ding = async (url: string) => {
    setStage({ name: 'working' })
    try {
      await configureOnce(client)
      const picked = await pickPeople({ title: t.pickerTitle, corpId, most: maxPeople })
      if (picked.length === 0) return setStage({ name: 'idle' })
      const userIds = picked.map(({ userId }) => userId)
      await openDing({
        corpId,
        userIds,
        text,
        link: { url, title: shownTitle, text: linkText },
      })
      setStage({ name: 'opened' })
    } catch (cause) {
      const isCancelled = cause instanceof DingTalkError && cause.failure === 'cancelled'
      setStage(isCancelled ? { name: 'idle' } : { name: 'failed', error: cause })
    }
  }
  const nudge = async () => {
    try {
      const { names } = await nudgeInitiator(client, taskId)
      notify(t.nudged({ names: names.join(between) }))
      onClose()
    } catch (cause) {
      setStage({ name: 'failed', error: cause })
    }
  }
  return (
    <Sheet
      open={open}
      title={t.reachTitle}
      onClose={onClose}
      actions={
        <>
          {mayNudge && (
            <Button block color="primary" loading="auto" onClick={nudge}>
              {t.nudge}
            </Button>
          )}
          <LinkActions
            link={link}
            error={error}
            onRetry={refetch}
            main={mayNudge ? null : noLinkFor.length > 0 ? 'copy' : 'send'}
            send={{
              label: t.reachDing,
              onSend: (url) => void ding(url),
              isWorking: stage.name === 'working',
              workingLabel: t.reachPreparing,
            }}
            copy={{ label: t.reachCopy, onCopy: (url) => copying.copy(`${text} ${url}`) }}
          />
        </>
      }
    >
      <Card>
        {later}
        {people.length > 0 && (
          <p>
            <TextWithNames text={t.reachWaits({ names: people.join(between) })} names={people} />
          </p>
        )}
        {noLinkFor.length > 0 ? (
          <p>
            <TextWithNames
              text={t.reachNoLink({ names: noLinkFor.join(between) })}
              names={noLinkFor}
            />
          </p>
        ) : (
          <p>{t.reachWhy}</p>
        )}
        <p className="quiet note">{t.reachNote}</p>
      </Card>
      {error && <FailureNote error={error} />}
      {copying.hasFailed && <NotCopied text={`${text} ${link?.url ?? ''}`} />}
      {stage.name === 'failed' && <Failure error={stage.error} />}
      <p role="status">{stage.name === 'opened' && t.reachOpened}</p>
    </Sheet>
  )
}

function Failure({ error }: { error: unknown }) {
  const t = useWords(actionWords)
  if (!(error instanceof DingTalkError)) return <FailureNote error={error} />
  return (
    <p className="tone-bad reason" role="alert">
      {t.reachRefused({ code: error.nativeCode ?? error.failure })}
    </p>
  )
}
