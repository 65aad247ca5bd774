import Button from 'antd-mobile/es/components/button'
import { TriangleAlert } from 'lucide'
import { Notice } from '#web/components/note/notice.tsx'
import { type OpenSheet, Sheet } from '#web/components/overlay/sheet.tsx'
import { useWords } from '#web/i18n/words.ts'
import { ReviewContent } from './review-content.tsx'
import { reviewWords } from './review-words.ts'

type ReviewSheetProps = {
  contractsLeft: number | null
  /** Whether to say that nobody of the organisation uses its seal. */
  lacksOwnSeal: boolean
  /** Leads to the signers. */
  onMend: () => void
  onConfirm: () => void
} & OpenSheet

/** The last look before a contract is sent, which cannot be undone. */
export function ReviewSheet(props: ReviewSheetProps) {
  const { contractsLeft, lacksOwnSeal, onMend, onConfirm, ...sheet } = props
  const t = useWords(reviewWords)
  return (
    <Sheet
      {...sheet}
      title={t.review}
      testId="review"
      actions={
        <>
          <Button block color="primary" onClick={onConfirm}>
            {t.review}
          </Button>
          <Button block fill="none" onClick={sheet.onClose}>
            {t.keepEditing}
          </Button>
        </>
      }
    >
      {lacksOwnSeal && (
        <Notice
          tone="warn"
          icon={TriangleAlert}
          extra={
            <Button size="small" onClick={onMend}>
              {t.mend}
            </Button>
          }
        >
          {t.noOwnSeal}
        </Notice>
      )}
      <ReviewContent contractsLeft={contractsLeft} />
    </Sheet>
  )
}
