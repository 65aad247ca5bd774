import type { CorpStatistics } from '#shared/schemas/corp/corp.ts'
import { DeskList, type ListQuery } from '#web/widgets/desk/desk-list.tsx'
import { Row } from '#web/components/list/row.tsx'
import { flowPath } from '#web/components/page/navigation.ts'
import { Avatar, EndMark } from '#web/components/person/avatar.tsx'
import { useDuration } from '#web/components/time/use-duration.ts'
import { useNow } from '#web/components/time/use-now.ts'
import { useWords, words } from '#web/i18n/words.ts'
import { adminWords } from '../admin-words.ts'

type LongestListProps = {
  reading: ListQuery<CorpStatistics>
  /** How many are shown. */
  most: number
}

/** The contracts that have waited longest, and the people they wait for. */
export function LongestList({ reading, most }: LongestListProps) {
  const t = useWords(adminWords)
  const tFlow = useWords(words.flow)
  const tStep = useWords(words.nextStep)
  const duration = useDuration()
  const now = useNow()
  const noteOf = (people: readonly string[], since: number) =>
    people.length === 0
      ? t.longestNoteNobody({ duration: duration(now - since) })
      : t.longestNote({ people: people.join(tStep.between), duration: duration(now - since) })
  return (
    <DeskList title={t.longest} testId="longest" usualRows={most + 1} reading={reading}>
      {({ longestWaiting }) => (
        <>
          {longestWaiting.length === 0 && <Row>{t.nothingWaits}</Row>}
          {longestWaiting.slice(0, most).map(({ taskId, title, people, since }) => (
            <Row
              key={taskId}
              to={flowPath(taskId)}
              prefix={
                people[0] === undefined ? (
                  <EndMark tone="quiet" />
                ) : (
                  <Avatar name={people[0]} others={people.length - 1} />
                )
              }
              description={noteOf(people, since)}
            >
              <bdi>{title ?? tFlow.untitled}</bdi>
            </Row>
          ))}
          <Row to="/?scope=all&status=signing">{t.allSigning}</Row>
        </>
      )}
    </DeskList>
  )
}
