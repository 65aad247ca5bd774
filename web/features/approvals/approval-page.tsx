import Button from 'antd-mobile/es/components/button'
import { useQuery } from '@tanstack/react-query'
import { approvalQuery } from '#web/api/queries/approvals.ts'
import { FailurePage } from '#web/widgets/failure-page/failure-page.tsx'
import { PageNotUpdated } from '#web/components/page/page-not-updated.tsx'
import { Page } from '#web/components/page/page.tsx'
import { PageHeader } from '#web/components/page/page-header.tsx'
import { PageSkeleton } from '#web/components/page/page-skeleton.tsx'
import { useRefresh } from '#web/components/page/use-refresh.ts'
import { PullToRefresh } from '#web/components/pull/pull-to-refresh.tsx'
import { useWords, words } from '#web/i18n/words.ts'
import './approval-page.css'
import { approvalPageWords } from './approval-words.ts'
import { ContractCard } from './contract-card.tsx'

/** The contracts attached to a DingTalk approval. */
export function ApprovalPage({ instanceId }: { instanceId: string }) {
  const { data, error, refetch } = useQuery(approvalQuery(instanceId))
  const refresh = useRefresh(refetch)
  const t = useWords(approvalPageWords)
  const tPage = useWords(words.page)
  if (data === undefined) {
    if (error === null) return <PageSkeleton />
    return (
      <Page title={t.pageTitle} hasLanguage>
        <FailurePage error={error} onRetry={refetch} />
      </Page>
    )
  }
  const { contracts } = data
  const heading = t.heading(contracts.length)
  return (
    <Page title={t.pageTitle}>
      <PullToRefresh onRefresh={refetch}>
        {error !== null && <PageNotUpdated error={error} onRetry={refresh} />}
        <PageHeader head={<h1 className="approval-heading">{heading}</h1>}>
          <Button onClick={refresh} loading="auto">
            {tPage.refresh}
          </Button>
        </PageHeader>
        {contracts.map((contract, index) => (
          // Contracts may lack an id, but their order does not change.
          // oxlint-disable-next-line react/no-array-index-key
          <ContractCard key={index} contract={contract} />
        ))}
      </PullToRefresh>
    </Page>
  )
}
