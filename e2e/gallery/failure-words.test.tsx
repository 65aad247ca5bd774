// @vitest-environment happy-dom
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { renderToStaticMarkup } from 'react-dom/server'
import { beforeAll, expect, it } from 'vitest'
import { type Language, languages } from '#shared/rules/languages.ts'
import { type ProblemCode, problemCodes, problems } from '#shared/rules/codes/problem-code.ts'
import type { Session } from '#shared/schemas/session.ts'
import { ApiError } from '#web/api/http/api-error.ts'
import { SessionContext } from '#web/api/session/session-query.ts'
import { type PageDevice, DeviceContext } from '#web/i18n/device.ts'
import { namedZone } from '#web/i18n/wall-time.ts'
import { loadWords } from '#web/i18n/words.ts'
import { FailurePage } from '#web/widgets/failure-page/failure-page.tsx'
import { galleryNow } from './state.ts'

// The page of each problem differs from the pictures of a few in its words alone.

beforeAll(() => loadWords('en'))

const session: Session = {
  corpId: 'corp',
  corpName: null,
  userId: 'zhangsan',
  name: '张三',
  role: 'member',
  expiresAt: galleryNow,
}

/** The texts of the page that stands in place of a contract; buttons in brackets. */
function wordsOn(code: ProblemCode, language: Language): string {
  const device: PageDevice = {
    language,
    chooseLanguage: () => {},
    zone: namedZone('Asia/Shanghai'),
    now: () => galleryNow,
    drawnAt: galleryNow,
    openedAt: 0,
    isWide: false,
  }
  const { status, category } = problems[code]
  const limit = category === 'throttled' ? { retryAfter: 30 } : {}
  const error = new ApiError(code, '', { status, code, title: '', requestId: 'ID', ...limit })
  const drawn = document.createElement('div')
  drawn.innerHTML = renderToStaticMarkup(
    <QueryClientProvider client={new QueryClient()}>
      <DeviceContext value={device}>
        <SessionContext value={session}>
          <FailurePage error={error} taskId="PRO-1" onRetry={() => Promise.resolve()} />
        </SessionContext>
      </DeviceContext>
    </QueryClientProvider>,
  )
  for (const button of drawn.querySelectorAll('button'))
    button.textContent = `[${button.textContent}]`
  const texts = drawn.querySelectorAll('h1, p, button, summary')
  return Array.from(texts, ({ textContent }) => textContent).join(' / ')
}

it('the page of each problem has the words that were accepted', async () => {
  const table = problemCodes.flatMap((code) => [
    code,
    ...languages.map((language) => `  ${wordsOn(code, language)}`),
  ])
  await expect(`${table.join('\n')}\n`).toMatchFileSnapshot('kept/failure-words.txt')
})
