import { createHash } from 'node:crypto'
import { expect, it } from 'vitest'
import { contentSecurityPolicy } from './content-security-policy.ts'

const hash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`

it('allows each inline script and style by its hash', () => {
  const policy = contentSecurityPolicy(
    `<script>one()</script><SCRIPT type="module">two()</SCRIPT ><style media="print">a{}</style>`,
  )
  expect(policy).toContain(`script-src 'self' ${hash('one()')} ${hash('two()')};`)
  expect(policy).toContain(`style-src 'self' ${hash('a{}')};`)
})

it('needs no hash for external files and empty elements', () => {
  const policy = contentSecurityPolicy(
    `<script src="/a.js"></script><script defer\nsrc='/b.js'>ignored()</script><script></script>`,
  )
  expect(policy).toContain(`script-src 'self';`)
})

it('hashes the text as browsers see it, with line feeds', () => {
  expect(contentSecurityPolicy('<script>a()\r\nb()\rc()</script>')).toContain(hash('a()\nb()\nc()'))
})

it('allows pictures of seals, which are not over http', () => {
  expect(contentSecurityPolicy('')).toContain("img-src 'self' data: https:;")
})
