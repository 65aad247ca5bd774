import { corpQuery, initialiseDeveloper } from '#web/api/queries/admin.ts'
import { useSession } from '#web/api/session/session-query.ts'
import { CopyButton } from '#web/components/copy-button.tsx'
import { Initialise } from '#web/widgets/desk/initialise.tsx'
import { Row } from '#web/components/list/row.tsx'
import { Rows } from '#web/components/list/rows.tsx'
import { useWords } from '#web/i18n/words.ts'
import { DeskPage } from './desk-page.tsx'
import { orderWords } from '#web/widgets/orders/order-words.ts'

const shown = [corpQuery.queryKey]

/** Registers the app with e签宝, with the URL for its notices, `/admin?view=developer`. */
export function DeveloperPage({ noticeUrl }: { noticeUrl: string }) {
  const t = useWords(orderWords)
  const { corpId } = useSession()
  return (
    <DeskPage title={t.developer} shows={shown}>
      <Rows testId="developer" label={t.developer}>
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
    </DeskPage>
  )
}
