import { create$ } from 'dingtalk-jsapi/api/biz/ding/create'
import { callClient } from './call.ts'
import { openInDingTalkLink } from './open-in-dingtalk.ts'
import { shareIconAddress } from './share.ts'

/** The person edits and sends the DING in the client's own page; milliseconds. */
const timeoutMs = 600_000

export type Ding = {
  corpId: string
  /** The recipients. */
  userIds: readonly string[]
  text: string
  /** One of our pages, sent as a link. */
  link: { url: string; title: string; text: string }
}

/**
 * Opens the client's DING editor with this content. Needs `configureOnce` before. It is unknown
 * whether the DING was sent. Rejects with `DingTalkError`.
 */
export async function openDing({ corpId, userIds, text, link }: Ding): Promise<void> {
  const call = () =>
    create$({
      corpId,
      users: [...userIds],
      // An in-app notification with a link.
      bizType: 0,
      alertType: 2,
      type: 2,
      text,
      attachment: {
        title: link.title,
        text: link.text,
        url: openInDingTalkLink(link.url),
        image: shareIconAddress(),
      },
    })
  await callClient(call, timeoutMs)
}
