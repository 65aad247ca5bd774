import Button from 'antd-mobile/es/components/button'
import type { ShareLink } from '#shared/schemas/flow/share-link.ts'
import { RetryButton } from '#web/components/failure/retry-button.tsx'
import { dingTalkPlatform } from '#web/dingtalk/platform.ts'

interface LinkActionsProps {
  /** The link; undefined until it is there. */
  link: ShareLink | undefined
  /** Asks for the link anew; null where that is not needed. */
  onRetry: (() => Promise<unknown>) | null
  /** Sends it by the DingTalk client, inside of one. */
  send: { label: string; onSend: (url: string) => void; isWorking?: boolean; workingLabel?: string }
  copy: { label: string; onCopy: (url: string) => void }
}

/** The buttons for a link to the flow: it is sent by the client, or copied. */
export function LinkActions({ link, onRetry, send, copy }: LinkActionsProps) {
  return (
    <>
      {onRetry && <RetryButton onRetry={onRetry} />}
      {dingTalkPlatform !== null && (
        <Button
          block
          color="primary"
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
        color={dingTalkPlatform === null ? 'primary' : 'default'}
        disabled={!link}
        onClick={() => link && copy.onCopy(link.url)}
      >
        {copy.label}
      </Button>
    </>
  )
}
