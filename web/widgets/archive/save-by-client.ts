import type { QueryClient } from '@tanstack/react-query'
import type { Language } from '#shared/rules/languages.ts'
import { configureOnce } from '#web/api/queries/client-config.ts'
import { readFileAddress } from '#web/api/queries/files/file-address.ts'
import { archiveWords } from '#web/widgets/archive/archive-words.ts'
import { errorWords, failureIn } from '#web/components/failure/error-words.ts'
import { notify } from '#web/components/overlay/notify.ts'
import { DingTalkError } from '#web/dingtalk/dingtalk-error.ts'
import { dingTalkPlatform } from '#web/dingtalk/platform.ts'
import { saveFile } from '#web/dingtalk/save-file.ts'
import { wordsOf } from '#web/i18n/words.ts'

export type SavedByClient = {
  corpId: string
  language: Language
  /** The path of one of our files. */
  path: string
  name: string
  /** Called when the client is asked to save it. */
  onAsked?: () => void
}

/** The address of one of our files for a link, which cannot send the header with the corp. */
export function linkedFile(path: string, query: { lang: Language; corpId: string }): string {
  return `${path}${path.includes('?') ? '&' : '?'}${new URLSearchParams(query).toString()}`
}

/**
 * Saves one of our files through the DingTalk client. A toast says that it is saved, or why our
 * proxy does not give it. `refused`: the browser can download it instead.
 */
export async function saveByClient(
  client: QueryClient,
  { corpId, language, path, name, onAsked }: SavedByClient,
): Promise<'saved' | 'refused' | 'not-saved'> {
  const t = wordsOf(archiveWords, language)
  try {
    const { url } = await readFileAddress(client, linkedFile(path, { lang: language, corpId }))
    onAsked?.()
    await saveFile({ corpId, url, name }, () => configureOnce(client))
    notify(dingTalkPlatform === 'pc' ? t.savedOnPc : t.saved)
    return 'saved'
  } catch (cause) {
    if (cause instanceof DingTalkError) {
      return cause.failure === 'cancelled' ? 'not-saved' : 'refused'
    }
    notify(failureIn(cause, wordsOf(errorWords, language)).reason, 'fail')
    return 'not-saved'
  }
}
