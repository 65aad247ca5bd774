import { type FlowStatus, flowStatuses } from '#shared/rules/codes/flow-status.ts'
import type { CorpStatistics } from '#shared/schemas/corp/corp.ts'
import { ChipLink, Chips } from '#web/components/chip/chip.tsx'
import { DeskList, type ListQuery } from '#web/widgets/desk/desk-list.tsx'
import type { Tone } from '#web/components/note/tone.ts'
import { knownWord } from '#shared/rules/words/known-word.ts'
import { useWords, words } from '#web/i18n/words.ts'
import { adminWords } from '../admin-words.ts'

type Group = 'going' | 'done' | 'undone'

const tones: Record<Group, Tone> = { going: 'active', done: 'good', undone: 'quiet' }

const groups: readonly Group[] = ['going', 'done', 'undone']

function groupOf(status: FlowStatus): Group {
  if (status === 'draft' || status === 'signing') return 'going'
  return status === 'completed' ? 'done' : 'undone'
}

/** How many contracts have each status: a bar of three groups, and a link to each list. */
export function StatesCard({ reading }: { reading: ListQuery<CorpStatistics> }) {
  const t = useWords(adminWords)
  const tStatus = useWords(words.status)
  const stateText = (status: FlowStatus) => {
    const known = knownWord(tStatus, status)
    return known === 'unknown' ? t.otherStates : tStatus[known]
  }
  return (
    <DeskList title={t.states} testId="statistics" usualRows={4} reading={reading}>
      {({ flows, byStatus }) => {
        const states = flowStatuses.flatMap((known) =>
          byStatus.filter(
            ({ status, flows: some }) => knownWord(tStatus, status) === known && some > 0,
          ),
        )
        const counts = groups.map((group) => ({
          group,
          count: states
            .filter(({ status }) => groupOf(status) === group)
            .reduce((sum, each) => sum + each.flows, 0),
        }))
        return (
          <li className="desk-gap">
            {flows === 0 ? (
              <p>{t.none}</p>
            ) : (
              <>
                <div className="states-bar" aria-hidden="true">
                  {counts
                    .filter(({ count }) => count > 0)
                    .map(({ group, count }) => (
                      <span
                        key={group}
                        className={`tone-${tones[group]}`}
                        style={{ flexGrow: count }}
                      />
                    ))}
                </div>
                <p className="states-groups">
                  {counts.map(({ group, count }) => (
                    <span key={group} className={`states-group tone-${tones[group]}`}>
                      {t[group]} {count}
                    </span>
                  ))}
                </p>
                <Chips label={t.states}>
                  {states.map(({ status, flows: some }) => (
                    <ChipLink
                      key={status}
                      to={`/?scope=all&status=${status}`}
                      label={`${stateText(status)} ${some}`}
                    />
                  ))}
                </Chips>
              </>
            )}
            <p className="desk-note">{t.statisticsNote}</p>
          </li>
        )
      }}
    </DeskList>
  )
}
