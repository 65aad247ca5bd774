import { FileText, Image } from 'lucide'
import type { DocumentFacts } from '#shared/schemas/flow/flow-document.ts'
import { Icon } from '#web/components/icon.ts'
import { Row } from '#web/components/list/row.tsx'
import { sizeText } from '#web/components/size-text.ts'
import { useWords, words } from '#web/i18n/words.ts'

type DocumentRowProps = {
  /** Undefined until they are known. */
  facts?: DocumentFacts
  /** How many files the row stands for. */
  count?: number | undefined
  /** Whether the name arrives later, and must not change the row's height. */
  isLate?: boolean
  /** Why the file cannot be had; null if it can. */
  trouble: string | null
  onOpen: () => Promise<void>
}

/** A file: its name, what is known of it, or why it cannot be had. */
export function DocumentRow({
  facts,
  count = 1,
  isLate = false,
  trouble,
  onOpen,
}: DocumentRowProps) {
  const t = useWords(words.document)
  const name = facts === undefined ? t.title : (facts.name ?? t.unnamed)
  const parts = [
    // Keeps the height of the line.
    facts === undefined ? '\u00a0' : t.kind,
    facts?.pages != null && t.pages({ pages: facts.pages }),
    facts?.bytes != null && sizeText(facts.bytes),
  ]
  const about = count > 1 ? t.others({ count }) : parts.filter(Boolean).join(' · ')
  const isPicture = /\.(jpe?g|png)$/i.test(facts?.name ?? '')
  return (
    <Row
      prefix={<Icon icon={isPicture ? Image : FileText} className="row-icon" />}
      description={trouble ?? about}
      onClick={() => void onOpen()}
    >
      <span className={isLate ? 'document-name is-late' : 'document-name'}>{name}</span>
    </Row>
  )
}
