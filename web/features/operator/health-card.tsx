import { useQuery } from '@tanstack/react-query'
import type { OperatorHealth } from '#shared/schemas/corp/operator.ts'
import { healthQuery } from '#web/api/queries/operator.ts'
import { DeskList } from '#web/widgets/desk/desk-list.tsx'
import { Row } from '#web/components/list/row.tsx'
import { Folded } from '#web/components/note/folded.tsx'
import { ToneTag } from '#web/components/note/tone-tag.tsx'
import { TimeText } from '#web/components/time/time-text.tsx'
import { asFirst, useMoment } from '#web/components/time/use-moment.ts'
import { useNow } from '#web/components/time/use-now.ts'
import { useWords } from '#web/i18n/words.ts'
import { listPath, type ChoiceInPath } from './desk-path.ts'
import { areFieldNumbersGood, FieldNumbers } from './field-numbers.tsx'
import { operatorWords } from './operator-words.ts'
import { RefusedCalls } from './refused-calls.tsx'

function isWell({ events, suiteTicket, tokens, field }: OperatorHealth): boolean {
  if (isDown(events) || events.failed > 0 || tokens.hasFallenBack) return false
  if (!areFieldNumbersGood(field)) return false
  return suiteTicket === null || suiteTicket.isKnown
}

/** Without an open line, no events arrive. */
function isDown({ mode, lines }: OperatorHealth['events']): boolean {
  return mode === 'stream' && !lines.some(({ state }) => state === 'open')
}

/** Health in one word above the list, with details that unfold. */
export function HealthSummary({ choice }: { choice: ChoiceInPath }) {
  const t = useWords(operatorWords)
  const { data } = useQuery(healthQuery)
  return (
    <Folded
      className="operator-health"
      testId="health-summary"
      summary={
        <>
          <span>{t.health}</span>
          {data && (
            <ToneTag tone={isWell(data) ? 'good' : 'warn'}>
              {isWell(data) ? t.isWell : t.isNotWell}
            </ToneTag>
          )}
        </>
      }
    >
      <HealthCard choice={choice} />
    </Folded>
  )
}

/** The health of background work. */
function HealthCard({ choice }: { choice: ChoiceInPath }) {
  const t = useWords(operatorWords)
  const reading = useQuery(healthQuery)
  return (
    <>
      <DeskList title={t.health} testId="health" reading={reading}>
        {(health) => (
          <>
            <Events events={health.events} />
            <Ticket ticket={health.suiteTicket} />
            <Row
              description={health.tokens.hasFallenBack && t.fallenBack}
              extra={
                <ToneTag tone={health.tokens.hasFallenBack ? 'warn' : 'good'}>
                  {t[`token/${health.tokens.mode}`]}
                </ToneTag>
              }
            >
              {t.tokens}
            </Row>
            {health.counts['permissions-missing'] > 0 && (
              <Row
                to={listPath({ ...choice, filter: 'permissions-missing' })}
                extra={
                  <ToneTag tone="warn">
                    {t.corpsCount(health.counts['permissions-missing'])}
                  </ToneTag>
                }
              >
                {t.permissionsMissing}
              </Row>
            )}
          </>
        )}
      </DeskList>
      {reading.data && <RefusedCalls refused={reading.data.refused} />}
      {reading.data && <FieldNumbers field={reading.data.field} />}
    </>
  )
}

function Events({ events }: { events: OperatorHealth['events'] }) {
  const t = useWords(operatorWords)
  const moment = useMoment(useNow())
  const { mode, lines, lastEventAt, waiting, failed } = events
  return (
    <Row
      extra={
        <ToneTag tone={mode === 'off' ? 'quiet' : isDown(events) ? 'bad' : 'good'}>
          {t[`mode/${mode}`]}
        </ToneTag>
      }
      description={
        <>
          {mode === 'stream' && lines.length === 0 && (
            <span className="operator-line">{t.noLine}</span>
          )}
          {lines.map((line) => (
            <span key={`${line.state} ${line.since}`} className="operator-line">
              <TimeText time={line.since}>
                {t[`line/${line.state}`]({ since: moment(line.since) })}
              </TimeText>
              {line.lastFrameAt !== null && (
                <>
                  {' · '}
                  <TimeText time={line.lastFrameAt}>
                    {t.lastFrame({ time: moment(line.lastFrameAt) })}
                  </TimeText>
                </>
              )}
            </span>
          ))}
          <span className="operator-line">
            {lastEventAt === null ? (
              t.noEvent
            ) : (
              <TimeText time={lastEventAt}>{t.lastEventAt({ time: moment(lastEventAt) })}</TimeText>
            )}
          </span>
          {waiting > 0 && <span className="operator-line">{t.eventsWaiting(waiting)}</span>}
          {failed > 0 && (
            <span className="operator-line tone-bad reason">{t.eventsFailed(failed)}</span>
          )}
        </>
      }
    >
      {t.eventMode}
    </Row>
  )
}

function Ticket({ ticket }: { ticket: OperatorHealth['suiteTicket'] }) {
  const t = useWords(operatorWords)
  const moment = useMoment(useNow())
  if (ticket === null) return null
  const { at, isKnown } = ticket
  return (
    <Row
      description={
        isKnown
          ? at !== null && (
              <TimeText time={at}>{asFirst(t.ticketKnown({ time: moment(at) }))}</TimeText>
            )
          : t.ticketNote
      }
      extra={
        <ToneTag tone={isKnown ? 'good' : 'bad'}>{isKnown ? t.isWell : t.ticketMissing}</ToneTag>
      }
    >
      {t.suiteTicket}
    </Row>
  )
}
