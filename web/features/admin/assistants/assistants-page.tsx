import { useMutation, useQuery } from '@tanstack/react-query'
import Button from 'antd-mobile/es/components/button'
import { useState } from 'react'
import type {
  AssistantKeyState,
  MadeAssistantKey,
} from '#shared/schemas/assistant/assistant-key.ts'
import { CodeBlock } from '#web/components/code-block.tsx'
import { Row } from '#web/components/list/row.tsx'
import { Rows } from '#web/components/list/rows.tsx'
import { Step, StepList } from '#web/components/list/step-list.tsx'
import { Notice } from '#web/components/note/notice.tsx'
import { ToneTag } from '#web/components/note/tone-tag.tsx'
import { ConfirmDialog } from '#web/components/overlay/confirm-dialog.tsx'
import { notify } from '#web/components/overlay/notify.ts'
import { useScrolledTo } from '#web/components/page/use-scrolled-to.ts'
import { useMoment } from '#web/components/time/use-moment.ts'
import { useNow } from '#web/components/time/use-now.ts'
import { hasWord } from '#web/i18n/has-word.ts'
import { useWords, words } from '#web/i18n/words.ts'
import { DeskList } from '#web/widgets/desk/desk-list.tsx'
import { FailureNote } from '#web/widgets/failure/failure-note.tsx'
import { DeskPage } from '../desk-page.tsx'
import {
  assistantKeyQuery,
  makeAssistantKey,
  withdrawAssistantKey,
} from './assistant-key-queries.ts'
import { assistantKeyWords } from './assistant-key-words.ts'

const queryKeys = [assistantKeyQuery.queryKey]

/** While the key can be proved, its outcome is looked for this often (milliseconds). */
const againMs = 3000

/** The organisation's key for DingTalk's own assistants, `/admin?view=assistants`. */
export function AssistantsPage() {
  const t = useWords(assistantKeyWords)
  const reading = useQuery({
    ...assistantKeyQuery,
    refetchInterval: ({ state: { data } }) =>
      data?.key && data.key.provedAt === null && Date.now() < data.key.codeUntil ? againMs : false,
  })
  const [made, setMade] = useState<MadeAssistantKey | null>(null)
  const state = reading.data
  // Another administrator may have made a newer one; if that cannot be read, this is all there is.
  const isThere = made !== null && (reading.isError || state?.key?.codeUntil === made.codeUntil)
  return (
    <DeskPage title={t.title} queryKeys={queryKeys} old={state && reading}>
      <p className="desk-intro quiet">{t.intro}</p>
      {isThere && <Secrets key={made.key} made={made} isProved={state?.key?.provedAt != null} />}
      <DeskList title={t.state} testId="assistant-key" reading={reading}>
        {({ key }) => <KeyRow assistantKey={key} onMade={setMade} />}
      </DeskList>
      {state && <Setup state={state} />}
    </DeskPage>
  )
}

/** The new key and its code, until the page is left. */
function Secrets({ made, isProved }: { made: MadeAssistantKey; isProved: boolean }) {
  const t = useWords(assistantKeyWords)
  const moment = useMoment(useNow())
  const { key, code, codeUntil } = made
  const place = useScrolledTo<HTMLDivElement>()
  return (
    <div ref={place}>
      <Rows label={t.key} testId="assistant-key-secrets">
        <Row label={t.keyHeader} description={<p role="status">{t.once}</p>}>
          <CodeBlock text={`Bearer ${key}`} />
        </Row>
        {!isProved && (
          <Row label={t.code} description={t.codeNote({ time: moment(codeUntil) })}>
            <CodeBlock text={code} />
          </Row>
        )}
      </Rows>
    </div>
  )
}

type Key = NonNullable<AssistantKeyState['key']>

type KeyRowProps = {
  assistantKey: Key | null
  onMade: (made: MadeAssistantKey | null) => void
}

/** Whether there is a key and whether it is proved, and what can be done with it. */
function KeyRow({ assistantKey, onMade }: KeyRowProps) {
  const t = useWords(assistantKeyWords)
  const { cancel } = useWords(words.page)
  const now = useNow()
  const moment = useMoment(now)
  const [asking, setAsking] = useState<'replace' | 'withdraw' | null>(null)
  const close = () => setAsking(null)
  const making = useMutation({
    mutationFn: (_: void, { client }) => makeAssistantKey(client),
    onSuccess: (made, _variables, _before, { client }) => {
      onMade(made)
      return client.invalidateQueries({ queryKey: assistantKeyQuery.queryKey })
    },
    onSettled: close,
    gcTime: 0,
  })
  const withdrawing = useMutation({
    mutationFn: (_: void, { client }) => withdrawAssistantKey(client),
    onSuccess: (_answer, _variables, _before, { client }) => {
      onMade(null)
      notify(t.withdrawn)
      return client.invalidateQueries({ queryKey: assistantKeyQuery.queryKey })
    },
    onSettled: close,
  })
  const error = making.error ?? withdrawing.error
  if (assistantKey === null)
    return (
      <Row
        foot={
          <>
            {error && <FailureNote error={error} />}
            <Button color="primary" loading={making.isPending} onClick={() => making.mutate()}>
              {t.make}
            </Button>
          </>
        }
      >
        {t.none}
      </Row>
    )
  const { createdAt, createdBy, codeUntil, provedAt } = assistantKey
  const name = createdBy.name ?? createdBy.userId
  const isProved = provedAt !== null
  return (
    <Row
      extra={
        <ToneTag tone={isProved ? 'good' : 'warn'}>{isProved ? t.proved : t.notProved}</ToneTag>
      }
      description={
        !isProved && (now < codeUntil ? t.codeUntil({ time: moment(codeUntil) }) : t.codeOver)
      }
      foot={
        <>
          {error && <FailureNote error={error} />}
          <Failed assistantKey={assistantKey} name={name} />
          <Button size="small" onClick={() => setAsking('replace')}>
            {t.replace}
          </Button>
          <Button size="small" color="danger" fill="outline" onClick={() => setAsking('withdraw')}>
            {t.withdraw}
          </Button>
          <ConfirmDialog
            open={asking === 'replace'}
            title={t.replaceQuestion}
            confirm={{ label: t.replace, onConfirm: () => making.mutateAsync() }}
            cancelLabel={cancel}
            onClose={close}
          >
            {t.replaceNote}
          </ConfirmDialog>
          <ConfirmDialog
            open={asking === 'withdraw'}
            title={t.withdrawQuestion}
            confirm={{
              label: t.withdraw,
              isDanger: true,
              onConfirm: () => withdrawing.mutateAsync(),
            }}
            cancelLabel={cancel}
            onClose={close}
          >
            {t.withdrawNote}
          </ConfirmDialog>
        </>
      }
    >
      {isProved
        ? t.provedBy({ name, time: moment(provedAt) })
        : t.madeBy({ name, time: moment(createdAt) })}
    </Row>
  )
}

/** Why the key could not be proved, and what to do. */
function Failed({ assistantKey: { failed }, name }: { assistantKey: Key; name: string }) {
  const t = useWords(assistantKeyWords)
  const moment = useMoment(useNow())
  if (failed === null) return null
  const why = `why/${failed.why}` as const
  return (
    <Notice tone="bad" testId="assistant-key-failed" code={failed.why}>
      {t.failedAt({ time: moment(failed.at) })} {hasWord(t, why) && t[why]({ name })}
    </Notice>
  )
}

/** What to do, step by step, in DingTalk and here. */
function Setup({ state: { address, key } }: { state: AssistantKeyState }) {
  const t = useWords(assistantKeyWords)
  const isProved = key !== null && key.provedAt !== null
  const inDingTalk = isProved ? 'finish' : key === null ? 'wait' : 'process'
  return (
    <Rows header={<h2>{t.steps}</h2>}>
      <li className="desk-gap">
        <StepList testId="assistant-steps">
          <Step
            state={key === null ? 'process' : 'finish'}
            mark={1}
            title={t.stepMake}
            description={t.stepMakeNote}
          />
          <Step
            state={inDingTalk}
            mark={2}
            title={t.stepServer}
            description={
              <>
                {t.stepServerNote}
                <CodeBlock text={address} copyLabel={t.copyAddress} />
              </>
            }
          />
          <Step
            state={inDingTalk}
            mark={3}
            title={t.stepHeaders}
            description={
              <>
                <CodeBlock text="Authorization" copyLabel={t.copyName} />
                {t.authorizationNote}
                <CodeBlock text="X-DingTalk-User-Id" copyLabel={t.copyName} />
                {t.userIdNote}
              </>
            }
          />
          <Step state={inDingTalk} mark={4} title={t.stepProve} description={t.stepProveNote} />
          <Step
            state={isProved ? 'finish' : 'wait'}
            mark={5}
            title={t.stepDone}
            description={t.stepDoneNote}
          />
        </StepList>
      </li>
    </Rows>
  )
}
