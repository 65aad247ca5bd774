import type { ApprovalContracts } from '#shared/flow-document.ts'
import { FlowStatusTag } from '#web/components/flow/flow-status-tag.tsx'
import { flowPath } from '#web/components/page/navigation.ts'
import { PageLink } from '#web/components/page/page-link.tsx'
import { useWords } from '#web/i18n/words.ts'
import { approvalPageWords } from './approval-words.ts'

type Contract = ApprovalContracts['contracts'][number]
type ContractFile = Contract['files'][number]

/** One contract: what it is, where it stands, and its files before and after signing. */
export function ContractCard({ contract }: { contract: Contract }) {
  const t = useWords(approvalPageWords)
  const { taskId, title, status, statusCode, files } = contract
  return (
    <section className="card contract" data-testid="approval-contract">
      <div className="contract-head">
        <h2>{title ?? t.untitled}</h2>
        <FlowStatusTag status={status} statusCode={statusCode} />
      </div>
      {taskId === null ? (
        <p className="quiet contract-note">{t.noProgress}</p>
      ) : (
        <PageLink to={flowPath(taskId)}>{t.progress}</PageLink>
      )}
      {files.length === 0 ? (
        <p className="quiet contract-note">{t.noFiles}</p>
      ) : (
        <ul className="contract-files" aria-label={t.files}>
          {files.map((file, index) => (
            // Files have no id; their order does not change.
            // oxlint-disable-next-line react/no-array-index-key
            <FileRow key={index} file={file} />
          ))}
        </ul>
      )}
    </section>
  )
}

function FileRow({ file }: { file: ContractFile }) {
  const t = useWords(approvalPageWords)
  const name = file.name ?? t.unnamedFile
  return (
    <li>
      <span className="contract-file-name">{name}</span>
      <span className="contract-file-links">
        {file.originalUrl === null ? (
          <span className="quiet">{t.noOriginal}</span>
        ) : (
          <a
            href={file.originalUrl}
            target="_blank"
            rel="noreferrer"
            aria-label={t.originalOf({ name })}
          >
            {t.original}
          </a>
        )}
        {file.signedUrl === null ? (
          <span className="quiet">{t.notSignedYet}</span>
        ) : (
          <a
            href={file.signedUrl}
            target="_blank"
            rel="noreferrer"
            aria-label={t.signedOf({ name })}
          >
            {t.signed}
          </a>
        )}
      </span>
    </li>
  )
}
