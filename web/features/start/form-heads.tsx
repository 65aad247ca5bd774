import { Row } from '#web/components/list/row.tsx'
import { Rows } from '#web/components/list/rows.tsx'
import { useWords } from '#web/i18n/words.ts'
import { fieldIds } from './draft/start-issues.ts'
import { focusSoon } from './focus-on.ts'
import { useStartForm } from './start-form.ts'
import { startWords } from './start-words.ts'

/** The form's heads, with what is filled in; each opens the form there. */
export function FormHeads({ onOpen }: { onOpen: () => void }) {
  const t = useWords(startWords)
  const { draft } = useStartForm()
  const { files, title, signers } = draft
  const heads = [
    { id: fieldIds.files, head: t.files, filled: files.length > 0 && t.fileCount(files.length) },
    { id: fieldIds.title, head: t.title, filled: title },
    {
      id: fieldIds.signers,
      head: t.signers,
      filled: signers.length > 0 && t.people(signers.length),
    },
    { id: fieldIds.copies, head: t.settings, filled: false },
  ]
  return (
    <Rows label={t.pageTitle} testId="form-heads">
      {heads.map(({ id, head, filled }) => (
        <Row
          key={id}
          extra={filled}
          isExpanded={false}
          onClick={() => {
            onOpen()
            focusSoon(id)
          }}
        >
          {head}
        </Row>
      ))}
    </Rows>
  )
}
