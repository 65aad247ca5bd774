import type { OperatorCorpView } from '#shared/schemas/operator.ts'
import { corpChanged, initialiseCorp } from '#web/api/queries/operator.ts'
import { deskWords } from '#web/components/desk/desk-words.ts'
import { Initialise } from '#web/components/desk/initialise.tsx'
import { StateRow } from '#web/components/desk/state-row.tsx'
import { Rows } from '#web/components/list/rows.tsx'
import { TimeText } from '#web/components/time/time-text.tsx'
import { asFirst, useMoment } from '#web/components/time/use-moment.ts'
import { useNow } from '#web/components/time/use-now.ts'
import { useWords } from '#web/i18n/words.ts'
import { operatorWords } from './operator-words.ts'

/** The organisation's state in e签宝, and its developer account. */
export function CorpStateRows({ corp, noticeUrl }: Pick<OperatorCorpView, 'corp' | 'noticeUrl'>) {
  const t = useWords(operatorWords)
  const tDesk = useWords(deskWords)
  const moment = useMoment(useNow())
  const { corpId, name, state, install, authorisation, realName, checkedAt } = corp
  const isRead = [install, authorisation, realName].some((each) => each !== null)
  return (
    <Rows testId="corp-state" header={<h2>{t.state}</h2>}>
      <StateRow label={tDesk.install} status={install} />
      <StateRow label={tDesk.authorisation} status={authorisation} />
      <StateRow label={tDesk.realName} status={realName} />
      {((isRead && checkedAt !== null) || state === 'active') && (
        <li className="desk-gap">
          {isRead && checkedAt !== null && (
            <p className="desk-note">
              <TimeText time={checkedAt}>
                {asFirst(t.checkedAt({ time: moment(checkedAt) }))}
              </TimeText>
            </p>
          )}
          {state === 'active' && (
            <Initialise
              corpId={corpId}
              words={t}
              act={(client) => initialiseCorp(client, corpId)}
              onSettled={(client) => corpChanged(client, corpId)}
            >
              <p>{name ?? corpId}</p>
              <p>{t.initialiseNote}</p>
              <p className="desk-address">{noticeUrl}</p>
            </Initialise>
          )}
        </li>
      )}
    </Rows>
  )
}
