import { useQuery } from '@tanstack/react-query'
import { LayoutDashboard } from 'lucide'
import { corpQuery, outboxQuery } from '#web/api/queries/admin.ts'
import { appConfigQuery } from '#web/api/queries/app-config.ts'
import { Rows } from '#web/components/list/rows.tsx'
import { useWords } from '#web/i18n/words.ts'
import { adminWords } from './admin-words.ts'
import './desk-menu.css'
import { PageLinks, PageRow } from './overview/page-links.tsx'

type DeskMenuProps = {
  isAdmin: boolean
  isOperator: boolean
}

/** The desk's pages beside each of them, in wide windows; what is wrong on one is a dot. */
export function DeskMenu(props: DeskMenuProps) {
  const t = useWords(adminWords)
  const corp = useQuery(corpQuery)
  const outbox = useQuery({ ...outboxQuery, enabled: props.isAdmin })
  const config = useQuery(appConfigQuery)
  // Which pages there are is known only then.
  const isKnown = !corp.isPending && !config.isPending
  return (
    <nav className="desk-menu" aria-label={t.pageTitle}>
      {isKnown && (
        <>
          <Rows label={t.pageTitle}>
            <PageRow icon={LayoutDashboard} to="/admin" label={t.pageTitle} />
          </Rows>
          <PageLinks corp={corp.data} outbox={outbox} {...props} />
        </>
      )}
    </nav>
  )
}
