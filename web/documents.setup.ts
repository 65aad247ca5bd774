import { afterAll, vi } from 'vitest'

// Another file of the project `documents` may run next in the same document.
afterAll(() => {
  vi.unstubAllGlobals()
  document.head.replaceChildren()
  document.body.replaceChildren()
  localStorage.clear()
  sessionStorage.clear()
})
