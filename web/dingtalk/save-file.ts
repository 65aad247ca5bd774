import { saveFile$ } from 'dingtalk-jsapi/api/biz/cspace/saveFile'
import { downloadFile$ } from 'dingtalk-jsapi/api/biz/util/downloadFile'
import { withinTime } from './call.ts'
import { dingTalkPlatform } from './platform.ts'

/** Milliseconds. The client answers after the person chose a folder and the file was saved. */
const timeLimit = 1_800_000

/** Whether a client is there that saves files itself. */
export const clientSavesFiles = dingTalkPlatform !== null

export interface SavedFile {
  corpId: string
  /** Fetched without our cookie, by the client or by DingTalk's servers. */
  url: string
  name: string
}

/**
 * Has the client save a file: on phones in DingTalk's drive, in a folder that the person chooses, on PC
 * among its downloads. Rejects with `DingTalkError`, and with whatever `configure` throws.
 * @param configure runs `dd.config`
 */
export async function saveFile(
  { corpId, url, name }: SavedFile,
  configure: () => Promise<void>,
): Promise<void> {
  if (dingTalkPlatform === 'pc') {
    await withinTime(() => downloadFile$({ url, name }), timeLimit)
    return
  }
  await configure()
  await withinTime(() => saveFile$({ corpId, url, name }), timeLimit)
}
