import { readFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { createFlowLinks, linkLifetimeMs } from './flow-links.ts'
import { linkSecretsOf } from './link-secrets.ts'

const now = 1_700_000_000_000
const secret = 'an-example-secret-of-at-least-32-bytes'
const publicUrl = 'https://contracts.example'

function linksOf(...secrets: (string | Uint8Array)[]) {
  return createFlowLinks({ secrets, publicUrl, now: () => now })
}

function accessOf(url: string): string {
  return new URL(url).searchParams.get('access') ?? ''
}

const links = linksOf(secret)
const { url, expiresAt } = links.create('dingcorp', 'PRO-1', now + 5999)
const token = accessOf(url)

describe('a signed link', () => {
  it("opens the flow's page, and is valid until the second that it names", () => {
    expect(url).toMatch(
      /^https:\/\/contracts\.example\/flows\/PRO-1\?corpId=dingcorp&access=1\.\d+\.[\w-]+$/,
    )
    expect(expiresAt).toBe(now + 5000)
    expect(links.verify('dingcorp', 'PRO-1', token)).toBe(now + 5000)
  })

  it('stays valid when FLOW_LINK_SECRET is set afterwards, as long as the session secret is', () => {
    const [session, newer] = ['s'.repeat(32), 'n'.repeat(32)]
    const of = (flowLinkSecrets: string[] | null, sessionSecrets: string[]) =>
      linksOf(...linkSecretsOf({ flowLinkSecrets, sessionSecrets }))
    const made = of(null, [session]).create('dingcorp', 'PRO-1', now + 5999).url
    const accepts = (some: typeof links, address: string) =>
      some.verify('dingcorp', 'PRO-1', accessOf(address)) !== null
    expect(accepts(of([secret], [newer, session]), made)).toBe(true)
    expect(accepts(of([secret], [newer]), made)).toBe(false)
    // New links are signed with the configured secret.
    const another = of([secret], [session]).create('dingcorp', 'PRO-1', now + 5999).url
    expect(accepts(linksOf(secret), another)).toBe(true)
  })

  it('lasts seven days unless its maker says otherwise', () => {
    expect(linkLifetimeMs).toBe(604_800_000)
  })

  it('is not valid with anything before or behind it', () => {
    for (const text of [`x${token}`, `${token}x`, `${token}\n`])
      expect(links.verify('dingcorp', 'PRO-1', text)).toBeNull()
  })

  it('needs a secret', () => {
    expect(() => linksOf()).toThrow('signed links need a secret')
    expect(linksOf(secret).verify('dingcorp', 'PRO-1', token)).not.toBeNull()
  })

  it("is short enough for the sign-in's schema", () => {
    expect(token.length).toBeLessThan(256)
  })

  it('is valid for one flow of one corp', () => {
    expect(links.verify('dingcorp', 'PRO-2', token)).toBeNull()
    expect(links.verify('dingother', 'PRO-1', token)).toBeNull()
    expect(links.verify('dingcorp\nPRO', '-1', token)).toBeNull()
  })

  it('expires', () => {
    const at = (time: number) => createFlowLinks({ secrets: [secret], publicUrl, now: () => time })
    expect(at(now + 4999).verify('dingcorp', 'PRO-1', token)).not.toBeNull()
    expect(at(now + 5000).verify('dingcorp', 'PRO-1', token)).toBeNull()
  })

  it('cannot be extended, or changed in any character', () => {
    const [version, seconds = '', signature] = token.split('.')
    const later = `${version}.${Number(seconds) + 1}.${signature}`
    expect(links.verify('dingcorp', 'PRO-1', later)).toBeNull()
    // The last base64 character has unused bits, so some changes of it have no effect.
    for (let index = 0; index < token.length - 1; index += 1) {
      const other = token[index] === 'A' ? 'B' : 'A'
      const changed = token.slice(0, index) + other + token.slice(index + 1)
      expect(links.verify('dingcorp', 'PRO-1', changed)).toBeNull()
    }
  })

  it.each(['', '.', '..', '1..', '1.5', '2.1800000000.x', '1'.repeat(300), '1.-5.x', '密'])(
    'is never %j',
    (text) => {
      expect(links.verify('dingcorp', 'PRO-1', text)).toBeNull()
    },
  )

  it('stays valid after a rotation of secrets while the old one is set', () => {
    const next = 'the-next-secret-of-at-least-32-bytes!'
    expect(linksOf(next, secret).verify('dingcorp', 'PRO-1', token)).toBe(now + 5000)
    expect(linksOf(next).verify('dingcorp', 'PRO-1', token)).toBeNull()
    const made = accessOf(linksOf(next, secret).create('dingcorp', 'PRO-1', now + 5000).url)
    expect(linksOf(next).verify('dingcorp', 'PRO-1', made)).toBe(now + 5000)
  })
})

const exampleSchema = z.object({
  signedLink: z.custom<(...given: unknown[]) => unknown>((value) => typeof value === 'function'),
})

describe('the documentation', () => {
  const guide = readFileSync(new URL('../../../docs/signed-links.md', import.meta.url), 'utf8')
  const expiry = 1_800_000_000
  const expected = links.create('dingcorp', 'PRO-1', expiry * 1000).url

  it('has a sample signature that is correct', () => {
    expect(guide).toContain(`\n${accessOf(expected)}\n`)
  })

  it('has Node code that makes valid links', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'signed-links-'))
    const file = join(folder, 'example.mjs')
    await writeFile(file, /```js\n([^]*?)```/.exec(guide)?.[1] ?? '')
    const module: unknown = await import(pathToFileURL(file).href)
    const { signedLink } = exampleSchema.parse(module)
    expect(signedLink(publicUrl, secret, 'dingcorp', 'PRO-1', expiry)).toBe(expected)
    await rm(folder, { recursive: true })
  })
})
