import { FileText } from 'lucide'
import type { ApprovalContracts } from '#shared/schemas/flow/flow-document.ts'
import { FlowStatusTag } from '#web/widgets/flow/flow-status-tag.tsx'
import { Icon } from '#web/components/icon.ts'
import { Row } from '#web/components/list/row.tsx'
import { Rows } from '#web/components/list/rows.tsx'
import { flowPath } from '#web/components/page/navigation.ts'
import { useWords, words } from '#web/i18n/words.ts'
import { approvalPageWords } from './approval-words.ts'

type Contract = ApprovalContracts['contracts'][number]
type ContractFile = Contract['files'][number]

/** One contract: its title, its status, and its files before and after signing. */
export function ContractCard({ contract }: { contract: Contract }) {
  const t = useWords(approvalPageWords)
  const { untitled } = useWords(words.flow)
  const { taskId, title, status, files } = contract
  const name = title ?? untitled
  return (
    <Rows label={name} testId="approval-contract">
      <Row
        {...(taskId !== null && { to: flowPath(taskId) })}
        description={taskId === null ? t.noProgress : t.progress}
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
        <FileRow key={index} file={file} isComplete={status === 'completed'} />
      ))}
    </Rows>
  )
}

function FileRow({ file, isComplete }: { file: ContractFile; isComplete: boolean }) {
  const t = useWords(approvalPageWords)
  const name = file.name ?? t.unnamedFile
  const later = isComplete ? 'signed' : 'current'
  return (
    <Row
      prefix={<Icon icon={FileText} className="contract-file" />}
      description={
        <>
          <FileLink
            address={file.originalUrl}
            label={t.originalOf({ name })}
            missing={t.noOriginal}
          >
            {t.original}
          </FileLink>
          <FileLink
            address={file.signedUrl}
            label={t[`${later}Of`]({ name })}
            missing={t.notSignedYet}
          >
            {t[later]}
          </FileLink>
        </>
      }
    >
      <bdi>{name}</bdi>
    </Row>
  )
}

interface FileLinkProps {
  address: string | null
  /** The accessible name of the link, which includes the file's name. */
  label: string
  /** Shown if there is no URL. */
  missing: string
  children: string
}

function FileLink({ address, label, missing, children }: FileLinkProps) {
  if (address === null) return <span className="contract-link">{missing}</span>
  return (
    <a className="contract-link" href={address} target="_blank" rel="noreferrer" aria-label={label}>
      {children}
    </a>
  )
}
