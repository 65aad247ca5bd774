import { useQuery } from '@tanstack/react-query'
import Button from 'antd-mobile/es/components/button'
import { readSignLink } from '#web/api/queries/flow-actions.ts'
import { FailureNote } from '#web/components/failure/failure-note.tsx'
import { RetryButton } from '#web/components/failure/retry-button.tsx'
import { type OpenSheet, Sheet } from '#web/components/overlay/sheet.tsx'
import { useWords } from '#web/i18n/words.ts'
import { NotCopied } from '../actions/not-copied.tsx'
import { useCopy } from '../actions/use-copy.ts'
import { QrCode } from './qr-code.tsx'
import { signLinkWords } from './sign-link-words.ts'

interface SignLinkSheetProps extends OpenSheet {
  taskId: string
  /** The index in the people of the flow's record. */
  signer: number
  name: string
}

/** An outside signer's link to copy, and the same link as a QR code. */
export function SignLinkSheet({ taskId, signer, name, open, onClose }: SignLinkSheetProps) {
  const t = useWords(signLinkWords)
  const { data, error, refetch } = useQuery({
    queryKey: ['sign-link', taskId, signer],
    queryFn: ({ client }) => readSignLink(client, taskId, signer),
    enabled: open,
    // Every request for it is recorded, so it is not refetched.
    staleTime: Infinity,
    gcTime: 60_000,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
    retry: false,
  })
  const { hasFailed, copy } = useCopy(onClose)
  const url = data?.shortUrl ?? data?.longUrl ?? null
  return (
    <Sheet
      open={open}
      title={t.title({ name })}
      onClose={onClose}
      testId="sign-link-sheet"
      actions={
        <>
          {error && <RetryButton onRetry={refetch} />}
          <Button
            block
            color="primary"
            disabled={url === null}
            onClick={() => {
              if (url !== null) copy(url)
            }}
          >
            {t.copy}
          </Button>
        </>
      }
    >
      {!data && !error && <p className="quiet">{t.preparing}</p>}
      {error && <FailureNote error={error} />}
      {url !== null && (
        <>
          <p>{t.note({ name })}</p>
          <QrCode text={url} label={t.code({ name })} />
          {hasFailed && <NotCopied text={url} />}
        </>
      )}
    </Sheet>
  )
}
