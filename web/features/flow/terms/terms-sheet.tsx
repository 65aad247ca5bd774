import { useMutation } from '@tanstack/react-query'
import Button from 'antd-mobile/es/components/button'
import { type FormEvent, useId, useState } from 'react'
import type { FlowView } from '#shared/schemas/flow/flow.ts'
import { termLimits } from '#shared/rules/terms/term-limits.ts'
import type { TermsAnswer } from '#shared/schemas/flow/terms.ts'
import { hasCode } from '#web/api/http/api-error.ts'
import { removeTerms, saveTerms, termsQuery } from './terms-query.ts'
import { Fact, Facts } from '#web/components/facts/facts.tsx'
import { Folded } from '#web/components/note/folded.tsx'
import { ConfirmDialog } from '#web/components/overlay/confirm-dialog.tsx'
import { notify } from '#web/components/overlay/notify.ts'
import { type OpenSheet, Sheet } from '#web/components/overlay/sheet.tsx'
import { useResetOnOpening } from '#web/components/overlay/use-reset-on-opening.ts'
import { useWords, words } from '#web/i18n/words.ts'
import { FailureNote } from '#web/widgets/failure/failure-note.tsx'
import { TermsFields } from './terms-fields.tsx'
import { draftOf, type TermsDraft, termsIn } from './terms-form.ts'
import { termsWords } from './terms-words.ts'
import { useTermsSentence } from './use-terms-sentence.ts'

type TermsSheetProps = {
  view: FlowView
  answer: TermsAnswer
} & OpenSheet

/** Enters how long a completed contract runs; says it to those who may not. */
export function TermsSheet({ view, answer, open, onClose }: TermsSheetProps) {
  const t = useWords(termsWords)
  const { terms: title } = useWords(words.flow)
  const tPage = useWords(words.page)
  const { taskId } = view.flow
  const formId = useId()
  const counterparty = companiesOf(view).join('、').slice(0, termLimits.text)
  const [draft, setDraft] = useState(() => draftOf(answer.terms, counterparty))
  // What was read when the sheet was opened is what is replaced.
  const [version, setVersion] = useState(answer.version)
  const [isTried, setTried] = useState(false)
  const [isRemoving, setRemoving] = useState(false)
  const signedOn = answer.signedOn ?? answer.today
  const { terms, wrong } = termsIn(draft, signedOn)
  const key = termsQuery(taskId).queryKey
  const saving = useMutation({
    mutationFn: (change: NonNullable<typeof terms>, { client }) =>
      saveTerms(client, taskId, { ...change, version }),
    onSuccess: (saved, _change, _before, { client }) => {
      client.setQueryData(key, saved)
      notify(t.saved)
      onClose()
    },
    onError: async (error, _change, _before, { client }) => {
      if (!hasCode(error, 'terms-changed')) return
      // Saved again, what is typed replaces what is shown as the latest.
      setVersion((await client.fetchQuery({ ...termsQuery(taskId), staleTime: 0 })).version)
    },
  })
  const removing = useMutation({
    mutationFn: (_: null, { client }) => removeTerms(client, taskId),
    onSuccess: async (_none, _change, _before, { client }) => {
      await client.invalidateQueries({ queryKey: key })
      notify(t.removed)
      setRemoving(false)
      onClose()
    },
    onError: () => setRemoving(false),
  })
  useResetOnOpening(open, () => {
    if (saving.isPending) return
    saving.reset()
    removing.reset()
    setTried(false)
    setDraft(draftOf(answer.terms, counterparty))
    setVersion(answer.version)
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (terms !== null) saving.mutate(terms)
  }
  const error = saving.error ?? removing.error
  return (
    <Sheet
      open={open}
      title={title}
      onClose={onClose}
      testId="terms-sheet"
      actions={
        answer.mayChange && (
          <Button block color="primary" type="submit" form={formId} loading={saving.isPending}>
            {t.save}
          </Button>
        )
      }
    >
      <TermsSentence draft={draft} answer={answer} />
      <Rule />
      {error !== null && (
        <FailureNote error={error}>
          {hasCode(error, 'terms-changed') && <Latest answer={answer} />}
        </FailureNote>
      )}
      {answer.mayChange ? (
        <form id={formId} className="stack" noValidate onSubmit={submit}>
          <TermsFields
            draft={draft}
            change={(part) => setDraft((before) => ({ ...before, ...part }))}
            wrong={isTried ? wrong : []}
            answer={answer}
          />
          {answer.terms !== null && (
            <Button block fill="none" color="danger" onClick={() => setRemoving(true)}>
              {t.remove}
            </Button>
          )}
        </form>
      ) : (
        <TermsFacts answer={answer} />
      )}
      <ConfirmDialog
        open={isRemoving}
        title={t.removeTitle}
        confirm={{
          label: t.remove,
          isDanger: true,
          onConfirm: () => removing.mutateAsync(null),
        }}
        cancelLabel={tPage.cancel}
        onClose={() => setRemoving(false)}
      >
        <p>{t.removeNote}</p>
      </ConfirmDialog>
    </Sheet>
  )
}

/** The rule by which dates were found, on request. */
function Rule() {
  const t = useWords(termsWords)
  return (
    <Folded className="small" summary={<span className="quiet">{t.ruleName}</span>}>
      <p className="quiet">{t.rule}</p>
    </Folded>
  )
}

/** The companies on the other side. */
function companiesOf({ registry }: FlowView): string[] {
  return [...new Set((registry?.people ?? []).flatMap(({ organization }) => organization ?? []))]
}

/** What follows from what is typed. */
function TermsSentence({ draft, answer }: { draft: TermsDraft; answer: TermsAnswer }) {
  const t = useWords(termsWords)
  const sentence = useTermsSentence()
  const { today, ownDays } = answer
  const signedOn = answer.signedOn ?? today
  const { terms } = termsIn(draft, signedOn)
  return (
    <p role="status" data-testid="terms-sentence">
      {terms === null ? (
        <span className="quiet">{t.empty}</span>
      ) : (
        <strong>{sentence.whole({ terms, signedOn, today, ownDays })}</strong>
      )}
    </p>
  )
}

/** What somebody else has saved meanwhile. */
function Latest({ answer }: { answer: TermsAnswer }) {
  const t = useWords(termsWords)
  const { whole } = useTermsSentence()
  const { terms, signedOn, today, ownDays } = answer
  const text =
    terms === null || signedOn === null ? t.unset : whole({ terms, signedOn, today, ownDays })
  return <p data-testid="terms-latest">{t.latest({ text })}</p>
}

/** What else was entered, for people who may not change it. */
function TermsFacts({ answer: { terms } }: { answer: TermsAnswer }) {
  const t = useWords(termsWords)
  const { dateLine } = useTermsSentence()
  const { between } = useWords(words.nextStep)
  if (terms === null) return null
  const { number, counterparty, amount, currency, keepers, dates } = terms
  const names = keepers.map(({ name }) => name).join(between)
  const facts = [
    [t.number, number],
    [t.counterparty, counterparty],
    [t.amount, amount === null ? null : `${amount} ${currency}`],
    [t.keepers, names === '' ? null : names],
    ...dates.map((date) => [date.name, dateLine(date)] as const),
  ] as const
  return (
    <Facts>
      {facts.map(
        ([label, value]) =>
          value !== null && (
            <Fact key={label} label={label}>
              <bdi>{value}</bdi>
            </Fact>
          ),
      )}
    </Facts>
  )
}
