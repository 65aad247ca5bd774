import { useQuery } from '@tanstack/react-query'
import Button from 'antd-mobile/es/components/button'
import { FileText } from 'lucide'
import { useState } from 'react'
import { count, params } from '#shared/rules/words/template.ts'
import type { ApprovalContracts } from '#shared/schemas/flow/flow-document.ts'
import { approvalQuery } from '#web/api/queries/approvals.ts'
import { Icon } from '#web/components/icon.ts'
import { Row } from '#web/components/list/row.tsx'
import { Rows } from '#web/components/list/rows.tsx'
import { useSheet } from '#web/components/overlay/sheet.tsx'
import { flowPath } from '#web/components/page/navigation.ts'
import { PageHeader } from '#web/components/page/page-header.tsx'
import { PageNotUpdated } from '#web/components/page/page-not-updated.tsx'
import { PageSkeleton } from '#web/components/page/page-skeleton.tsx'
import { Page } from '#web/components/page/page.tsx'
import { useRefresh } from '#web/components/page/use-refresh.ts'
import { PullToRefresh } from '#web/components/pull/pull-to-refresh.tsx'
import { defineWords, useWords, words } from '#web/i18n/words.ts'
import { FailurePage } from '#web/widgets/failure-page/failure-page.tsx'
import { FlowStatusTag } from '#web/widgets/flow/flow-status-tag.tsx'
import { loadViewer } from '#web/widgets/viewer/load-viewer.ts'
import type { ViewedFile } from '#web/widgets/viewer/viewed-file.ts'
import './approval-page.css'

const approvalPageWords = defineWords({
  zh: {
    pageTitle: '审批附件合同',
    heading: count({ many: '这个审批附有 {count} 份合同' }),
    progress: '查看签署进度',
    waits: params('等 {people}'),
    noProgress: '这份合同没有任务编号，暂时不能查看签署进度。',
    noFiles: '还没有可查看的文件。',
    unnamedFile: '未命名文件',
    original: '原文件',
    preview: '预览',
    originalOf: params('原文件：{name}'),
    previewOf: params('预览：{name}'),
    noPreview: '还不能预览',
    noOriginal: '没有原文件',
  },
  en: {
    pageTitle: 'Contracts of an approval',
    heading: {
      one: '{count} contract in this approval',
      many: '{count} contracts in this approval',
    },
    progress: 'See signing progress',
    waits: 'Waiting for {people}',
    noProgress: 'This contract has no task ID, so its progress cannot be shown.',
    noFiles: 'No files to show yet.',
    unnamedFile: 'Unnamed file',
    original: 'Original',
    preview: 'Preview',
    originalOf: 'Original: {name}',
    previewOf: 'Preview: {name}',
    noPreview: 'No preview yet',
    noOriginal: 'No original',
  },
})

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

type Contract = ApprovalContracts['contracts'][number]
type ContractFile = Contract['files'][number]

/** One contract: its title, its status, and its files, which open in the viewer. */
function ContractCard({ contract }: { contract: Contract }) {
  const viewer = useSheet(loadViewer, { needsNetwork: true })
  const [viewed, setViewed] = useState<ViewedFile | null>(null)
  const view = (file: ViewedFile) => {
    setViewed(file)
    void viewer.show()
  }
  const t = useWords(approvalPageWords)
  const { untitled } = useWords(words.flow)
  const { between } = useWords(words.nextStep)
  const tSigner = useWords(words.signer)
  const { taskId, title, status, files, waitsFor, signed } = contract
  const name = title ?? untitled
  const known = [
    ...(signed && signed.total > 0
      ? [tSigner.progress({ signed: signed.count, total: signed.total })]
      : []),
    ...(waitsFor.length > 0 ? [t.waits({ people: waitsFor.join(between) })] : []),
  ]
  return (
    <Rows label={name} testId="approval-contract">
      <Row
        {...(taskId !== null && { to: flowPath(taskId) })}
        description={taskId === null ? t.noProgress : known.join(' · ') || t.progress}
        extra={<FlowStatusTag status={status} />}
      >
        <h2 className="contract-title">
          <bdi>{name}</bdi>
        </h2>
      </Row>
      {files.length === 0 && <Row>{t.noFiles}</Row>}
      {files.map((file, index) => (
        // Files have no id, but their order does not change.
        // oxlint-disable-next-line react/no-array-index-key
        <FileRow key={index} file={file} onView={view} />
      ))}
      {viewer.part && viewed && <viewer.part.Viewer files={[viewed]} {...viewer.props} />}
    </Rows>
  )
}

type FileRowProps = {
  file: ContractFile
  onView: (viewed: ViewedFile) => void
}

/** One file: as it was attached, and with the signatures that it has. */
function FileRow({ file, onView }: FileRowProps) {
  const t = useWords(approvalPageWords)
  const name = file.name ?? t.unnamedFile
  const versions = [
    { address: file.signedUrl, label: t.preview, of: t.previewOf, missing: t.noPreview },
    { address: file.originalUrl, label: t.original, of: t.originalOf, missing: t.noOriginal },
  ]
  return (
    <Row
      prefix={<Icon icon={FileText} className="contract-file" />}
      description={versions.map(({ address, label, of, missing }) =>
        address === null ? (
          <span key={label} className="contract-link">
            {missing}
          </span>
        ) : (
          <Button
            key={label}
            fill="none"
            color="primary"
            className="contract-link"
            aria-label={of({ name })}
            onClick={() => onView({ name, source: { kind: 'proxy', path: pathOf(address) } })}
          >
            {label}
          </Button>
        ),
      )}
    >
      <bdi>{name}</bdi>
    </Row>
  )
}

/** Our own addresses; the page may be at another host than the proxy says. */
function pathOf(address: string): string {
  return new URL(address, location.href).pathname
}
