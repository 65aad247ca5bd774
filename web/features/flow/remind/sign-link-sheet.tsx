import { useQuery } from '@tanstack/react-query'
import Button from 'antd-mobile/es/components/button'
import { FailureNote } from '#web/widgets/failure/failure-note.tsx'
import { RetryButton } from '#web/components/failure/retry-button.tsx'
import { NotCopied } from '#web/components/not-copied.tsx'
import { type OpenSheet, Sheet } from '#web/components/overlay/sheet.tsx'
import { QrCode } from '#web/components/qr-code.tsx'
import { useCopy } from '#web/components/use-copy.ts'
import { useWords } from '#web/i18n/words.ts'
import { signLinkQuery } from '#web/widgets/remind/sign-link-query.ts'
import { type Outsider, partyOf, signLinkText } from '#web/widgets/remind/sign-link-text.ts'
import { signLinkWords } from '#web/widgets/remind/sign-link-words.ts'

type SignLinkSheetProps = {
  outsider: Outsider
  /** Opens the sheet to have a colleague follow it up. */
  onReach: () => void
} & OpenSheet

/**
 * Reminds an outside signer by the signing link: a text with it to paste, and the link as a QR code.
 */
export function SignLinkSheet({ outsider, onReach, open, onClose }: SignLinkSheetProps) {
  const t = useWords(signLinkWords)
  const { name } = outsider
  const party = partyOf(outsider)
  const { data: url, error, refetch } = useQuery({ ...signLinkQuery(outsider), enabled: open })
  const { hasFailed, copy } = useCopy(onClose, t.copied)
  return (
    <Sheet
      open={open}
      title={t.title({ name })}
      onClose={onClose}
      testId="sign-link-sheet"
      actions={
        <>
          {error && <RetryButton error={error} onRetry={refetch} />}
          <Button
            block
            color="primary"
            disabled={!url}
            onClick={() => {
              if (url) copy(signLinkText(outsider, url))
            }}
          >
            {t.copy}
          </Button>
          <Button block fill="none" color="primary" onClick={onReach}>
            {t.byColleague}
          </Button>
        </>
      }
    >
      {url === undefined && !error && <p className="quiet">{t.preparing}</p>}
      {error && <FailureNote error={error} />}
      {url && (
        <>
          {party !== '' && (
            <p className="quiet">
              <bdi>{party}</bdi>
            </p>
          )}
          <QrCode text={url} label={t.code({ name })} />
          <p>{t.note({ name })}</p>
          {hasFailed && <NotCopied text={signLinkText(outsider, url)} />}
        </>
      )}
    </Sheet>
  )
}
