import type { OperatorCorpView } from '#shared/schemas/corp/operator.ts'
import { deskWords } from '#web/widgets/desk/desk-words.ts'
import { StateRow } from '#web/widgets/desk/state-row.tsx'
import { Rows } from '#web/components/list/rows.tsx'
import { TimeText } from '#web/components/time/time-text.tsx'
import { asFirst, useMoment } from '#web/components/time/use-moment.ts'
import { useNow } from '#web/components/time/use-now.ts'
import { useWords } from '#web/i18n/words.ts'
import { InitialiseCorp } from './initialise-corp.tsx'
import { operatorWords } from '../operator-words.ts'

/** The organisation's state in e签宝. */
export function CorpStateRows({ view }: { view: OperatorCorpView }) {
  const t = useWords(operatorWords)
  const tDesk = useWords(deskWords)
  const moment = useMoment(useNow())
  const { state, install, authorisation, realName, checkedAt, isInitialised } = view.corp
  const isRead = [install, authorisation, realName].some((each) => each !== null)
  // e签宝 tells it only when one tries; known ones are among what needs attention.
  const canTry = state === 'active' && isInitialised === null
  return (
    <Rows testId="corp-state" header={<h2>{t.state}</h2>}>
      <StateRow label={tDesk.install} status={install} />
      <StateRow label={tDesk.authorisation} status={authorisation} />
      <StateRow label={tDesk.realName} status={realName} />
      {((isRead && checkedAt !== null) || canTry) && (
        <li className="desk-gap">
          {isRead && checkedAt !== null && (
            <p className="desk-note">
              <TimeText time={checkedAt}>
                {asFirst(t.checkedAt({ time: moment(checkedAt) }))}
              </TimeText>
            </p>
          )}
          {canTry && <InitialiseCorp view={view} />}
        </li>
      )}
    </Rows>
  )
}
