import type { CorpStatistics } from '#shared/schemas/corp/corp.ts'
import { DeskList, type ListQuery } from '#web/widgets/desk/desk-list.tsx'
import { BarRow } from '#web/components/facts/bar-row.tsx'
import { Row } from '#web/components/list/row.tsx'
import { useDuration } from '#web/components/time/use-duration.ts'
import { useNow } from '#web/components/time/use-now.ts'
import { useWords } from '#web/i18n/words.ts'
import { adminWords } from '../admin-words.ts'

/** The people most contracts wait for, each with a link to these contracts. */
export function WaitedForList({ reading }: { reading: ListQuery<CorpStatistics> }) {
  const t = useWords(adminWords)
  const duration = useDuration()
  const now = useNow()
  return (
    <div className="desk-bars">
      <DeskList title={t.waitedFor} testId="waited-for" usualRows={5} reading={reading}>
        {({ waitingFor }) => {
          const most = waitingFor[0]?.flows ?? 1
          return (
            <>
              {waitingFor.length === 0 && <Row>{t.nobodyWaitedFor}</Row>}
              {waitingFor.map(({ name, flows, since }) => (
                <Row
                  key={name}
                  to={`/?scope=all&status=signing&q=${encodeURIComponent(name)}`}
                  testId="waited-for-person"
                >
                  <BarRow
                    label={<bdi>{name}</bdi>}
                    bar={flows / most}
                    number={
                      since === null
                        ? t.flows(flows)
                        : t.waitedForNote({
                            flows: t.flows(flows),
                            longest: duration(now - since),
                          })
                    }
                  />
                </Row>
              ))}
            </>
          )
        }}
      </DeskList>
    </div>
  )
}
