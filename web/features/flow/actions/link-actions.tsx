import Button from 'antd-mobile/es/components/button'
import type { ShareLink } from '#shared/schemas/flow/share-link.ts'
import { RetryButton } from '#web/components/failure/retry-button.tsx'
import { dingTalkPlatform } from '#web/dingtalk/platform.ts'

type LinkActionsProps = {
  /** Undefined while loading. */
  link: ShareLink | undefined
  /** Why there is none, or null. */
  error: unknown
  /** Requests the link again. */
  onRetry: () => Promise<unknown>
  /** The primary button; in a browser, which cannot send, copying takes its place. */
  main?: 'send' | 'copy' | null
  /** Sends it through the DingTalk client, if the page is in one. */
  send: { label: string; onSend: (url: string) => void; isWorking?: boolean; workingLabel?: string }
  copy: { label: string; onCopy: (url: string) => void }
}

/** Buttons to send a link to the flow through the client, or to copy it. */
export function LinkActions({ link, error, onRetry, main = 'send', send, copy }: LinkActionsProps) {
  const shown = main === 'send' && dingTalkPlatform === null ? 'copy' : main
  return (
    <>
      {error !== null && <RetryButton error={error} onRetry={onRetry} />}
      {dingTalkPlatform !== null && (
        <Button
          block
          color={shown === 'send' ? 'primary' : 'default'}
          disabled={!link}
          loading={send.isWorking ?? false}
          loadingText={send.workingLabel ?? ''}
          onClick={() => link && send.onSend(link.url)}
        >
          {send.label}
        </Button>
      )}
      <Button
        block
        color={shown === 'copy' ? 'primary' : 'default'}
        disabled={!link}
        onClick={() => link && copy.onCopy(link.url)}
      >
        {copy.label}
      </Button>
    </>
  )
}
