import { useQuery } from '@tanstack/react-query'
import { corpQuery } from '#web/api/queries/admin.ts'
import { DeskPage } from './desk-page.tsx'
import { AuthoriseButton, VerifyButton } from './mend-buttons.tsx'
import { deskWords } from '#web/widgets/desk/desk-words.ts'
import { StateRow } from '#web/widgets/desk/state-row.tsx'
import { useWords } from '#web/i18n/words.ts'
import { adminWords } from './admin-words.ts'
import { ConsoleButton } from './console-button.tsx'
import { DeskList, ListNotRead } from '#web/widgets/desk/desk-list.tsx'
import { errorOf } from '#web/components/failure/error-of.ts'

const queryKeys = [corpQuery.queryKey]

type StatePageProps = {
  /** False for operators who are not admins. */
  canManage: boolean
}

/** Whether e签宝 is installed, authorised and verified, `/admin?view=state`. */
export function StatePage({ canManage }: StatePageProps) {
  const t = useWords(adminWords)
  const tDesk = useWords(deskWords)
  const reading = useQuery(corpQuery)
  return (
    <DeskPage title={t.state} queryKeys={queryKeys} old={reading.data && reading}>
      <DeskList
        title={t.state}
        hasTitle={false}
        testId="corp-state"
        usualRows={4}
        reading={reading}
      >
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
                note={app?.install === 'not-installed' ? t.installNote : null}
              />
              <StateRow
                label={tDesk.authorisation}
                status={app?.authorisation ?? null}
                code={app?.authorisationCode ?? null}
              >
                {app?.authorisation === 'not-authorised' && canManage && <AuthoriseButton />}
              </StateRow>
              <StateRow
                label={tDesk.realName}
                status={realName?.status ?? null}
                code={realName?.statusCode ?? null}
                note={realName?.name ?? null}
              >
                {realName?.status === 'not-verified' && canManage && corp.canVerify && (
                  <VerifyButton />
                )}
              </StateRow>
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
    </DeskPage>
  )
}
