import type { NextStepKind } from '#shared/rules/situation/next-step.ts'
import type { workKinds } from '#shared/rules/situation/stage-durations.ts'
import type { CorpStatistics } from '#shared/schemas/corp/corp.ts'
import { waitingStageNames } from '#shared/rules/words/statistics.ts'
import { DeskList, type ListQuery } from '#web/widgets/desk/desk-list.tsx'
import { BarRow } from '#web/components/facts/bar-row.tsx'
import { useDuration } from '#web/components/time/use-duration.ts'
import { hasWord } from '#web/i18n/has-word.ts'
import { useWords, words } from '#web/i18n/words.ts'
import { adminWords } from '../admin-words.ts'
import { barScale } from './bar-scale.ts'
import { ScaleNote } from './scale-note.tsx'

/** In the order of the process. */
const finishedKinds: readonly (typeof workKinds)[number][] = [
  'preparation',
  'seal-request',
  'seal-approval',
  'seal-refusal',
  'signature',
  'passing-on',
  'refusal',
  'completion',
]

/** In the order of the process; other kinds follow. */
const waitingKinds: readonly NextStepKind[] = [
  'waiting-for-seal-approval',
  'seal-approval-refused',
  'waiting-for-several',
  'waiting-for-signature',
  'waiting-for-anyone',
  'signing-unknown-who',
  'all-signed-not-completed',
]

type Stage = {
  name: string
  /** How many there are. */
  count: number
  /** Milliseconds; null if unknown. */
  usualMs: number | null
  longestMs: number | null
  text: string
}

/** How long the finished stages of contracts took. */
export function FinishedStages({ reading }: { reading: ListQuery<CorpStatistics> }) {
  const t = useWords(adminWords)
  const tStage = useWords(words.stage)
  const duration = useDuration()
  return (
    <DeskList title={t.finishedStages} testId="finished-stages" usualRows={5} reading={reading}>
      {({ finishedStages }) => (
        <Stages
          stages={finishedKinds.flatMap((known) =>
            finishedStages
              .filter(({ kind }) => kind === known)
              .map(({ kind, stages: count, medianMs: usualMs, longestMs }) => ({
                name: tStage[kind],
                count,
                usualMs,
                longestMs,
                text:
                  count === 1
                    ? t.stageOnce({ took: duration(usualMs) })
                    : t.stageTook({ usual: duration(usualMs), longest: duration(longestMs) }),
              })),
          )}
        />
      )}
    </DeskList>
  )
}

/** What contracts being signed wait for, and for how long already. */
export function WaitingStages({ reading }: { reading: ListQuery<CorpStatistics> }) {
  const t = useWords(adminWords)
  const duration = useDuration()
  const nameOf = (kind: NextStepKind) => t[hasWord(waitingStageNames.zh, kind) ? kind : 'other']
  const placeOf = (kind: NextStepKind) => {
    const place = waitingKinds.indexOf(kind)
    return place === -1 ? waitingKinds.length : place
  }
  return (
    <DeskList title={t.stages} testId="waiting-stages" usualRows={3} reading={reading}>
      {({ stages }) => (
        <Stages
          stages={[...stages]
            .sort((one, other) => placeOf(one.kind) - placeOf(other.kind))
            .map(({ kind, flows, medianMs: usualMs, longestMs }) => ({
              name: nameOf(kind),
              count: flows,
              usualMs,
              longestMs,
              text:
                usualMs === null || longestMs === null
                  ? t.flows(flows)
                  : flows === 1
                    ? t.stageWaitOne({ flows: t.flows(flows), longest: duration(longestMs) })
                    : t.stageWait({
                        flows: t.flows(flows),
                        usual: duration(usualMs),
                        longest: duration(longestMs),
                      }),
            }))}
        />
      )}
    </DeskList>
  )
}

/** Bars of one scale, whose end is the longest of all that are drawn. */
function Stages({ stages }: { stages: readonly Stage[] }) {
  const t = useWords(adminWords)
  const drawn = stages.filter(({ count }) => count > 1)
  const { partOf, isRoot } = barScale(
    drawn.flatMap(({ usualMs, longestMs }) => [usualMs ?? 0, longestMs ?? 0]),
  )
  const partOfLongest = (value: number | null) => (value === null ? null : partOf(value))
  return (
    <li className="desk-gap">
      {stages.length === 0 && <p>{t.none}</p>}
      <ul>
        {stages.map(({ name, count, usualMs, longestMs, text }) => (
          <li key={name}>
            <BarRow
              label={name}
              bar={count > 1 ? partOfLongest(usualMs) : null}
              tail={count > 1 ? partOfLongest(longestMs) : null}
              number={text}
            />
          </li>
        ))}
      </ul>
      {isRoot && <ScaleNote />}
    </li>
  )
}
