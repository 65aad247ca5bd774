import type { FlowStatus } from '#shared/rules/codes/flow-status.ts'
import type { Language } from '#shared/rules/languages.ts'
import type { NextStep, NextStepKind, Wait } from '#shared/rules/situation/next-step.ts'
import type { EpochMs } from '#shared/rules/time.ts'
import { nextStepSentence } from '#shared/rules/words/next-step-sentence.ts'
import type { ListedFlow } from '#shared/schemas/flow/flow-list.ts'
import type { FlowView } from '#shared/schemas/flow/flow.ts'
import { statusText } from '#shared/rules/words/status-text.ts'
import { type DateFrame, dayText } from '#proxy/base/date-text.ts'
import { lastingText } from '#shared/rules/words/durations.ts'
import { answerWords, sentences } from './answer-words.ts'
import { quoted } from './quoted.ts'

/** Where a contract stands, in short. Unknown values are null. */
export type ShortAnswer = {
  taskId: string
  status: FlowStatus
  statusText: string
  /** Null before the first reading. */
  next: NextStepKind | null
  /** Since when that is next. */
  since: EpochMs | null
  deadline: EpochMs | null
  /** When e签宝 was last read. */
  confirmedAt: EpochMs | null
  /** Whether only the asker's name says that it waits for the asker. */
  isByNameOnly: boolean
  /** Written by others, or with names in it: each on one line, at most 200 characters. */
  quoted: {
    title: string | null
    initiator: string | null
    organization: string | null
    counterparts: string[]
    /** Who is waited for now. */
    waitingFor: string[]
    followedBy: string[]
  }
  /** The page's sentence, with the names in it; null before the first reading. */
  sentence: string | null
}

/** How an answer is worded. */
export type Wording = { language: Language; now: EpochMs }

/** The answer of a row of a person's list. */
export function listedAnswer(flow: ListedFlow, wording: Wording): ShortAnswer {
  const { nextStep, deadline, confirmedAt, isMineByName, counterparts = [] } = flow
  const more = { deadline, confirmedAt, isByNameOnly: isMineByName, counterparts }
  return shortAnswer(flow, nextStep, more, wording)
}

/** The answer of a contract as its page shows it to a person. */
export function openedAnswer(
  { flow, situation, registry, fetchedAt }: FlowView,
  wording: Wording,
): ShortAnswer {
  const organizations = registry?.people.flatMap(({ organization }) => organization ?? []) ?? []
  const more = {
    deadline: registry?.deadline ?? null,
    confirmedAt: fetchedAt,
    isByNameOnly: false,
    counterparts: [...new Set(organizations)],
  }
  return shortAnswer(flow, situation.next, more, wording)
}

type Known = Pick<ListedFlow, 'taskId' | 'title' | 'status' | 'statusCode' | 'initiator'>

type More = Pick<ShortAnswer, 'deadline' | 'confirmedAt' | 'isByNameOnly'> & {
  counterparts: readonly string[]
}

function shortAnswer(
  { taskId, title, status, statusCode, initiator }: Known,
  step: NextStep | null,
  { counterparts, ...more }: More,
  { language, now }: Wording,
): ShortAnswer {
  const next = step === null ? null : quotedStep(step)
  const words = sentences[language]
  const code = typeof statusCode === 'string' ? quoted(statusCode) : statusCode
  return {
    taskId,
    status,
    statusText: statusText(status, language, code),
    next: next?.kind ?? null,
    since: next?.since ?? null,
    ...more,
    quoted: {
      title: quotedOrNull(title),
      initiator: quotedOrNull(initiator.name),
      organization: quotedOrNull(initiator.organization),
      counterparts: counterparts.map(quoted),
      waitingFor: next === null || status !== 'signing' ? [] : waitedFor(next),
      followedBy: next?.followedBy ?? [],
    },
    sentence: next === null ? null : nextStepSentence(next, now, words.sentence, words.duration),
  }
}

function quotedOrNull(text: string | null): string | null {
  return text === null ? null : quoted(text)
}

function quotedStep(step: NextStep): NextStep {
  const people = step.people.map(quoted)
  const followedBy = step.followedBy.map(quoted)
  const { waits } = step
  if (waits === undefined) return { ...step, people, followedBy }
  const each = waits.map((wait): Wait => ({ ...wait, people: wait.people.map(quoted) }))
  return { ...step, people, followedBy, waits: each }
}

/** Everybody waited for, once; those who refused are not. */
function waitedFor({ kind, people, waits = [] }: NextStep): string[] {
  const isWait = kind.startsWith('waiting-')
  return [...new Set([...(isWait ? people : []), ...waits.flatMap((wait) => wait.people)])]
}

/** A contract in two lines of plain text: its title, and where it stands as a row of a list says. */
export function answerLines(answer: ShortAnswer, wording: Wording & DateFrame) {
  const { quoted: names, next, since, sentence, deadline, isByNameOnly } = answer
  const { language, now } = wording
  const t = answerWords[language]
  const words = sentences[language]
  const title = names.title ?? t.untitled
  const waits =
    next === 'waiting-for-signature'
      ? t.rowWaiting
      : next === 'waiting-for-seal-approval'
        ? t.rowSeal
        : null
  const people = names.waitingFor.join(words.sentence.between)
  const isShort = waits !== null && people !== ''
  const facts = [
    isShort ? waits({ people }) : (sentence ?? answer.statusText),
    ...(isShort && since !== null ? [lastingText(now - since, t.rowWaited, words.duration)] : []),
    ...(deadline === null ? [] : [t.deadline({ time: dayText(deadline, language, wording) })]),
    ...(isByNameOnly ? [t.byNameOnly] : []),
  ]
  return { title: language === 'zh' ? `《${title}》` : `“${title}”`, standing: facts.join(' · ') }
}
