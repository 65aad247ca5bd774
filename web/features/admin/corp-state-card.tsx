import type { CorpView } from '#shared/schemas/corp.ts'
import { Row } from '#web/components/list/row.tsx'
import { ToneTag } from '#web/components/note/tone-tag.tsx'
import { useWords } from '#web/i18n/words.ts'
import { adminWords } from './admin-words.ts'
import { ConsoleButton } from './console-button.tsx'
import { AdminList, errorOf, NotRead, type Reading } from './admin-list.tsx'

interface CorpStateCardProps {
  reading: Reading<CorpView>
  /** Operators who are no administrators only look. */
  canManage: boolean
}

/** Whether e签宝 is installed, authorised and verified. */
export function CorpStateCard({ reading, canManage }: CorpStateCardProps) {
  const t = useWords(adminWords)
  return (
    <AdminList title={t.state} testId="corp-state" reading={reading}>
      {({ app, realName }) => (
        <>
          {'ok' in app ? (
            <>
              <StateRow label={t.install} status={app.ok.install} code={app.ok.installCode} />
              <StateRow
                label={t.authorisation}
                status={app.ok.authorisation}
                code={app.ok.authorisationCode}
              />
            </>
          ) : (
            <li className="desk-gap">
              <NotRead error={errorOf(app.problem)} onRetry={reading.refetch} />
            </li>
          )}
          {'ok' in realName ? (
            <StateRow
              label={t.realName}
              status={realName.ok.status}
              code={realName.ok.statusCode}
              note={realName.ok.name}
            />
          ) : (
            <li className="desk-gap">
              <NotRead error={errorOf(realName.problem)} onRetry={reading.refetch} />
            </li>
          )}
          {canManage && (
            <li className="desk-gap">
              <ConsoleButton label={t.console} />
            </li>
          )}
        </>
      )}
    </AdminList>
  )
}

const tones = {
  installed: 'good',
  'not-installed': 'bad',
  authorised: 'good',
  'not-authorised': 'bad',
  verified: 'good',
  'not-verified': 'bad',
  unknown: 'quiet',
} as const

interface StateRowProps {
  label: string
  status: keyof typeof tones
  /** e签宝's own value, for a status that is not known here. */
  code: string | number | null
  note?: string | null
}

function StateRow({ label, status, code, note = null }: StateRowProps) {
  const t = useWords(adminWords)
  return (
    <Row
      description={note}
      extra={
        <ToneTag tone={tones[status]}>
          {status === 'unknown' ? t.unknown({ code: String(code ?? '?') }) : t[status]}
        </ToneTag>
      }
    >
      {label}
    </Row>
  )
}
