import { useQuery } from '@tanstack/react-query'
import Button from 'antd-mobile/es/components/button'
import type { FlowView } from '#shared/schemas/flow/flow.ts'
import { readSignLink } from '#web/api/queries/flow-actions.ts'
import { FailureNote } from '#web/components/failure/failure-note.tsx'
import { IfRetryHelps } from '#web/components/failure/retry-helps.tsx'
import { RetryButton } from '#web/components/failure/retry-button.tsx'
import { type OpenSheet, Sheet } from '#web/components/overlay/sheet.tsx'
import { QrCode } from '#web/components/qr-code.tsx'
import { useWords, words } from '#web/i18n/words.ts'
import { NotCopied } from '../actions/not-copied.tsx'
import { useCopy } from '../actions/use-copy.ts'
import { signLinkText } from './sign-link-text.ts'
import { signLinkWords } from './sign-link-words.ts'

interface SignLinkSheetProps extends OpenSheet {
  view: FlowView
  /** The index in the people of the flow's record. */
  signer: number
  name: string
  /** Opens the sheet to have a colleague follow it up. */
  onReach?: () => void
}

/**
 * Reminds an outside signer by the signing link: a text with it to paste, and the link as a QR code.
 */
export function SignLinkSheet(props: SignLinkSheetProps) {
  const { view, signer, name, onReach, open, onClose } = props
  const t = useWords(signLinkWords)
  const { untitled } = useWords(words.flow)
  const { taskId } = view.flow
  const person = view.registry?.people[signer]
  const party = [person?.organization, person?.account].filter(Boolean).join(' · ')
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
  const { hasFailed, copy } = useCopy(onClose, t.copied)
  const url = data?.shortUrl ?? data?.longUrl ?? null
  return (
    <Sheet
      open={open}
      title={t.title({ name })}
      onClose={onClose}
      testId="sign-link-sheet"
      actions={
        <>
          {error && (
            <IfRetryHelps error={error}>
              <RetryButton onRetry={refetch} />
            </IfRetryHelps>
          )}
          <Button
            block
            color="primary"
            disabled={url === null}
            onClick={() => {
              if (url !== null) copy(signLinkText(view, untitled, url))
            }}
          >
            {t.copy}
          </Button>
          {onReach && (
            <Button block fill="none" color="primary" onClick={onReach}>
              {t.byColleague}
            </Button>
          )}
        </>
      }
    >
      {!data && !error && <p className="quiet">{t.preparing}</p>}
      {error && <FailureNote error={error} />}
      {url !== null && (
        <>
          {party !== '' && (
            <p className="quiet">
              <bdi>{party}</bdi>
            </p>
          )}
          <QrCode text={url} label={t.code({ name })} />
          <p>{t.note({ name })}</p>
          {hasFailed && <NotCopied text={signLinkText(view, untitled, url)} />}
        </>
      )}
    </Sheet>
  )
}
