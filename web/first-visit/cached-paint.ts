import { cachedBanner } from '#web/api/device-cache/cached-banners.ts'
import { cacheOwner } from '#web/api/device-cache/cache-owner.ts'
import { taskIdOfPath } from '#web/api/session/link-access.ts'
import { pageCorp } from '#web/api/session/page-corp.ts'
import { sessionNote } from '#web/api/session/session-note.ts'
import { userAgentLanguage } from '#web/dingtalk/user-agent-language.ts'
import { chosenLanguage } from '#web/i18n/chosen-language.ts'
import { languageFrom } from '#web/i18n/language-from.ts'
import { applyColorScheme } from '#web/components/color-scheme.ts'
import { paintEarly } from './early-paint.ts'
import { showSkeleton } from './show-skeleton.ts'

// Paints the cached status and title on a later visit. A separate script directly after the page's
// placeholders, so that it runs while the rest is loading.

const taskId = taskIdOfPath(location.pathname)
const owner = cacheOwner(sessionNote(pageCorp()))

/** The cached banner, which is painted now; null if there is none. */
export const paintedBanner = owner === null || taskId === null ? null : cachedBanner(owner, taskId)

if (paintedBanner !== null) {
  applyColorScheme()
  const languages = [chosenLanguage(), userAgentLanguage, ...(navigator.languages ?? [])]
  paintEarly(paintedBanner, languageFrom(languages))
  showSkeleton()
} else {
  // If the next script takes longer than this, the network is slow and the phone has time to draw.
  setTimeout(showSkeleton, 200)
}
