import type { CorpStatistics } from '#shared/schemas/corp.ts'
import { flowStatuses } from '#shared/rules/codes/flow-status.ts'
import { auditQuery } from '#web/api/queries/admin.ts'
import { statusTones } from '#web/widgets/flow/status-tones.ts'
import { DownloadLink } from '#web/components/button/download-link.tsx'
import { Row } from '#web/components/list/row.tsx'
import { ToneTag } from '#web/components/note/tone-tag.tsx'
import { useWords, words } from '#web/i18n/words.ts'
import { adminWords } from '../admin-words.ts'
import { DeskList, type ListQuery } from '#web/components/desk/desk-list.tsx'

/** The number of contracts per status, each linked to the list of them. */
export function StatesList({ reading }: { reading: ListQuery<CorpStatistics> }) {
  const t = useWords(adminWords)
  const tStatus = useWords(words.status)
  return (
    <DeskList
      title={t.states}
      testId="statistics"
      reading={reading}
      extra={
        <DownloadLink
          path="/api/corp/statistics.csv"
          name="statistics.csv"
          invalidates={auditQuery.queryKey}
        >
          {t.statisticsExport}
        </DownloadLink>
      }
    >
      {({ flows, byStatus }) => {
        const states = flowStatuses.flatMap((known) =>
          byStatus.filter(({ status, flows: some }) => status === known && some > 0),
        )
        return (
          <>
            <li className="desk-gap">
              {flows === 0 ? (
                t.none
              ) : (
                <div className="states-bar" aria-hidden="true">
                  {states.map(({ status, flows: some }) => (
                    <span
                      key={status}
                      className={`tone-${statusTones[status]}`}
                      style={{ flexGrow: some }}
                    />
                  ))}
                </div>
              )}
              <p className="desk-note">{t.statisticsNote}</p>
            </li>
            {states.map(({ status, flows: some }) => (
              <Row key={status} to={`/?scope=all&status=${status}`} extra={t.flows(some)}>
                <ToneTag tone={statusTones[status]}>
                  {status === 'unknown' ? t.otherStates : tStatus[status]}
                </ToneTag>
              </Row>
            ))}
            <Row to="/?scope=all">{t.allFlows}</Row>
          </>
        )
      }}
    </DeskList>
  )
}
