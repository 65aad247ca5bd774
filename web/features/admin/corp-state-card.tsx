import type { CorpView } from '#shared/schemas/corp.ts'
import { deskWords } from '#web/components/desk/desk-words.ts'
import { StateRow } from '#web/components/desk/state-row.tsx'
import { useWords } from '#web/i18n/words.ts'
import { adminWords } from './admin-words.ts'
import { ConsoleButton } from './console-button.tsx'
import { DeskList, ListNotRead, type ListQuery } from '#web/components/desk/desk-list.tsx'
import { errorOf } from '#web/components/failure/error-of.ts'

interface CorpStateCardProps {
  reading: ListQuery<CorpView>
  /** False for operators who are not admins. */
  canManage: boolean
}

/** Whether e签宝 is installed, authorised and verified. */
export function CorpStateCard({ reading, canManage }: CorpStateCardProps) {
  const t = useWords(adminWords)
  const tDesk = useWords(deskWords)
  return (
    <DeskList title={t.state} testId="corp-state" reading={reading}>
      {({ app, realName }) => (
        <>
          {'ok' in app ? (
            <>
              <StateRow label={tDesk.install} status={app.ok.install} code={app.ok.installCode} />
              <StateRow
                label={tDesk.authorisation}
                status={app.ok.authorisation}
                code={app.ok.authorisationCode}
              />
            </>
          ) : (
            <li className="desk-gap">
              <ListNotRead error={errorOf(app.problem)} onRetry={reading.refetch} />
            </li>
          )}
          {'ok' in realName ? (
            <StateRow
              label={tDesk.realName}
              status={realName.ok.status}
              code={realName.ok.statusCode}
              note={realName.ok.name}
            />
          ) : (
            <li className="desk-gap">
              <ListNotRead error={errorOf(realName.problem)} onRetry={reading.refetch} />
            </li>
          )}
          {canManage && (
            <li className="desk-gap">
              <ConsoleButton label={t.console} />
            </li>
          )}
        </>
      )}
    </DeskList>
  )
}
