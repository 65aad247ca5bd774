import { saveFile$ } from 'dingtalk-jsapi/api/biz/cspace/saveFile'
import { downloadFile$ } from 'dingtalk-jsapi/api/biz/util/downloadFile'
import { callClient } from './call.ts'
import { dingTalkPlatform } from './platform.ts'

/** Milliseconds; the client answers after the person chose a folder and the file was saved. */
const timeoutMs = 1_800_000

/** Whether there is a client that can save files. */
export const clientSavesFiles = dingTalkPlatform !== null

export type SavedFile = {
  corpId: string
  /** Fetched without our cookie, by the client or by DingTalk's servers. */
  url: string
  name: string
}

/**
 * Makes the client save a file: on phones to a folder of DingTalk's drive that the person chooses,
 * on PC to its downloads. Rejects with `DingTalkError`, and with any error of `configure`.
 * @param configure runs `dd.config`
 */
export async function saveFile(
  { corpId, url, name }: SavedFile,
  configure: () => Promise<void>,
): Promise<void> {
  if (dingTalkPlatform === 'pc') {
    await callClient(() => downloadFile$({ url, name }), timeoutMs)
    return
  }
  await configure()
  await callClient(() => saveFile$({ corpId, url, name }), timeoutMs)
}
