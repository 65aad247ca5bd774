import { share$ } from 'dingtalk-jsapi/api/biz/util/share'
import { callClient } from './call.ts'

/** Milliseconds. Some clients answer when the panel opens, some when it closes. */
const timeoutMs = 600_000

/** The URL of the image in the card of a shared link. */
export function shareIconAddress(): string {
  return `${location.origin}/share-icon.png`
}

export type SharedLink = {
  url: string
  title: string
  text: string
}

/** Opens the client's panel to send a link to a chat. Rejects with `DingTalkError`. */
export async function shareLink({ url, title, text }: SharedLink): Promise<void> {
  const call = () =>
    share$({
      // 1 shares only within DingTalk.
      type: 1,
      url,
      title,
      content: text,
      image: shareIconAddress(),
    })
  await callClient(call, timeoutMs)
}
