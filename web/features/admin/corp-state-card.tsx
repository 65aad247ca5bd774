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
      {(corp) => {
        const app = 'ok' in corp.app ? corp.app.ok : null
        const realName = 'ok' in corp.realName ? corp.realName.ok : null
        // Both have the same cause if neither could be read.
        const failed = [corp.app, corp.realName].find((part) => 'problem' in part)
        return (
          <>
            <StateRow
              label={tDesk.install}
              status={app?.install ?? null}
              code={app?.installCode ?? null}
            />
            <StateRow
              label={tDesk.authorisation}
              status={app?.authorisation ?? null}
              code={app?.authorisationCode ?? null}
            />
            <StateRow
              label={tDesk.realName}
              status={realName?.status ?? null}
              code={realName?.statusCode ?? null}
              note={realName?.name ?? null}
            />
            {failed && (
              <li className="desk-gap">
                <ListNotRead error={errorOf(failed.problem)} onRetry={reading.refetch} />
              </li>
            )}
            {canManage && (
              <li className="desk-gap">
                <ConsoleButton label={t.console} />
              </li>
            )}
          </>
        )
      }}
    </DeskList>
  )
}
