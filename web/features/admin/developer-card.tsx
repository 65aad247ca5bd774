import { initialiseDeveloper } from '#web/api/queries/admin.ts'
import { useSession } from '#web/api/session/session-query.ts'
import { CopyButton } from '#web/components/copy-button.tsx'
import { Initialise } from '#web/components/desk/initialise.tsx'
import { Row } from '#web/components/list/row.tsx'
import { Rows } from '#web/components/list/rows.tsx'
import { useWords } from '#web/i18n/words.ts'
import { orderWords } from '#web/components/orders/order-words.ts'

/** Registers the app with e签宝, with the URL for its notices. */
export function DeveloperCard({ noticeUrl }: { noticeUrl: string }) {
  const t = useWords(orderWords)
  const { corpId } = useSession()
  return (
    <Rows testId="developer" header={<h2>{t.developer}</h2>}>
      <Row label={t.noticeUrl} extra={<CopyButton text={noticeUrl} />}>
        <span className="desk-address">{noticeUrl}</span>
      </Row>
      <li className="desk-gap">
        <p className="desk-note">{t.developerNote}</p>
        <Initialise corpId={corpId} words={t} act={initialiseDeveloper}>
          <span className="desk-address">{noticeUrl}</span>
        </Initialise>
      </li>
    </Rows>
  )
}
