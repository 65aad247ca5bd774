import type { NextStep, Wait } from '#shared/rules/situation/next-step.ts'
import { agoText, durationParts } from './durations.ts'
import { knownWord } from './known-word.ts'
import type { durationWords, sentenceWords } from './zh.ts'
import type { EpochMs } from '#shared/rules/time.ts'

type Words = typeof sentenceWords

export function namesIn({ people, followedBy, waits = [] }: NextStep): string[] {
  return [...people, ...followedBy, ...waits.flatMap((wait) => wait.people)]
}

/** Of more people, the first two are named, with how many they are. */
const mostNames = 3

/** The step with the first names alone, for a sentence that is seen at a glance. */
export function stepInShort(step: NextStep, t: Pick<Words, 'andOthers'>): NextStep {
  const short = (people: string[]) => {
    const [first = '', second = ''] = people
    if (people.length <= mostNames) return people
    return [first, t.andOthers({ name: second, count: people.length })]
  }
  return {
    ...step,
    people: short(step.people),
    followedBy: short(step.followedBy),
    ...(step.waits && {
      waits: step.waits.map((wait) => ({ ...wait, people: short(wait.people) })),
    }),
  }
}

/** The next step as a sentence: what happens next, who is being waited for, and for how long. */
export function nextStepSentence(
  step: NextStep,
  now: EpochMs,
  t: Words,
  tTime: typeof durationWords,
): string {
  const { kind, since, waits = [] } = step
  const people = step.people.join(t.between)
  /** In two units, unlike everywhere else. */
  const lasting = (text: typeof t.waited) => {
    if (since === null) return ''
    if (now - since < 60_000) return t.waitedSinceNow
    const parts = durationParts(now - since).map(({ unit, count }) => tTime[unit](count))
    return text({ duration: parts.join(' ') })
  }
  const waited = lasting(t.waited)
  const followed =
    step.followedBy.length === 0 ? '' : t.followedBy({ people: step.followedBy.join(t.between) })
  switch (kind) {
    case 'waiting-for-signature':
      if (people === '') return t['signing-unknown-who']
      return t.waitingForSignature({ people, waited, followed })
    case 'waiting-for-anyone':
      return people === '' ? t['signing-unknown-who'] : t.waitingForAnyone({ people })
    case 'waiting-for-seal-approval':
      if (people === '') return t.waitingForSealApproval({ waited, followed })
      return t.waitingForSealApprovalBy({ people, waited, followed })
    case 'seal-approval-refused': {
      const signers = waits.flatMap((wait) => wait.people).join(t.between)
      if (signers === '')
        return people === '' ? t.sealApprovalRefused : t.sealApprovalRefusedBy({ people })
      if (people === '') return t.sealToBeAskedAgain({ signers, waited, followed })
      return t.sealToBeAskedAgainAfter({ people, signers, waited, followed })
    }
    case 'waiting-for-several':
      return t.waitingForSeveral({
        things: waits.map((wait) => waitText(wait, t)).join(t.betweenThings),
        waited: lasting(t.waitedLongest),
        followed,
      })
    case 'signing-unknown-who':
      return since === null
        ? t[kind]
        : t.signingUnknownWhoSince({ ago: agoText(since, now, tTime) })
    case 'refused-not-ended':
      return people === '' ? t.refusedNotEnded : t.refusedNotEndedBy({ people })
    case 'completed-not-all-signed':
      return people === '' ? t.completedNotAllSigned : t.completedNotAllSignedBy({ people })
    case 'refused':
      return people === '' ? t[kind] : t.refusedBy({ people })
    default:
      return t[knownWord(t, kind)]
  }
}

export function waitText({ for: what, people: names }: Wait, t: Words): string {
  const people = names.join(t.between)
  switch (what) {
    case 'signature':
      return people === '' ? t.someoneToSign : t.toSign({ people })
    case 'seal-approval':
      return people === '' ? t.someoneToApprove : t.toApprove({ people })
    case 'new-seal-request':
      return people === '' ? t.someoneToAskAgain : t.toAskAgain({ people })
  }
}
