import { lookup } from 'node:dns/promises'
import { statfs } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, resolve } from 'node:path'
import { z } from 'zod'
import type { SettingsCheck } from '#shared/schemas/settings-checks.ts'
import type { Config } from '#proxy/config.ts'
import { isInnerAddress } from '#proxy/base/http/inner-addresses.ts'
import type { DatabaseFacts } from '#proxy/base/store/postgres/database-facts.ts'
import { isLoopback } from '#proxy/settings.ts'
import { failed, notYet, ok, toCheck, unknown, warning, type Verdict } from './verdict.ts'

const askMs = 5_000

/**
 * Whether people and e签宝 can reach our address, as far as this machine can tell.
 * @param isSandbox whether nothing outside this machine has to
 */
export async function checkPublicUrl(publicUrl: string, isSandbox: boolean): Promise<Verdict> {
  const { protocol, hostname } = new URL(publicUrl)
  if (isSandbox)
    return unknown(
      [`演示环境只在本机使用 ${publicUrl}。`],
      [`The sandbox uses ${publicUrl} on this machine alone.`],
    )
  const setIt = {
    zh: '把 PUBLIC_URL 设为网关的 https 地址，不带路径。',
    en: 'Set PUBLIC_URL to the https address of the gateway, without a path.',
  }
  if (protocol !== 'https:')
    return failed(
      [
        `PUBLIC_URL=${publicUrl} 不是 https：电脑版工作台里不能登录，e签宝 不能发送通知。`,
        setIt.zh,
      ],
      [
        `PUBLIC_URL=${publicUrl} is not https: no sign-in in the PC workbench, no notices from eSign.`,
        setIt.en,
      ],
    )
  if (isLoopback(hostname))
    return failed(
      [`PUBLIC_URL 的 ${hostname} 只能在本机打开。`, setIt.zh],
      [`${hostname} of PUBLIC_URL can be opened on this machine alone.`, setIt.en],
    )
  if (await isInner(hostname))
    return unknown(
      [
        `从本机看，${hostname} 是内网地址。`,
        '如果外部也解析为这个地址，e签宝 不能发送通知，请改用公网地址。',
      ],
      [
        `As seen from this machine, ${hostname} is an inner address.`,
        'If it is one from outside too, eSign cannot send notices: use a public one.',
      ],
    )
  if (await answers(publicUrl))
    return ok(
      [`${publicUrl} 有回答；外部能否访问，只有 e签宝 的第一个通知能证明。`],
      [`${publicUrl} answers; whether it does from outside, only eSign’s first notice proves.`],
    )
  return unknown(
    [
      `从本机没有从 ${publicUrl}/healthz 得到本应用的回答。`,
      '如果应用正在运行，请检查域名解析、网关和证书；再从公司网络之外打开这个地址。',
    ],
    [
      `No answer of this app from ${publicUrl}/healthz, as seen from this machine.`,
      'If the app is running, check the name, the gateway and its certificate; then open the address from outside the company’s network.',
    ],
  )
}

async function isInner(hostname: string): Promise<boolean> {
  const found = await lookup(hostname, { all: true }).catch(() => [])
  return found.some(({ address }) => isInnerAddress(address))
}

async function answers(publicUrl: string): Promise<boolean> {
  try {
    const signal = AbortSignal.timeout(askMs)
    const answer = await fetch(`${publicUrl}/healthz`, { redirect: 'error', signal })
    return z.object({ status: z.literal('ok') }).safeParse(await answer.json()).success
  } catch {
    return false
  }
}

const databaseTitle = ['数据库', 'Database'] as const
const durabilityTitle = ['数据库的持久性', 'Durability of the database'] as const

/** The oldest Postgres that the app runs on. */
const leastVersion = 13

/**
 * @param readFacts null if our own Postgres does not run
 * @param isSandbox whether nothing has to outlast the process
 */
export async function checkDatabase(
  readFacts: () => Promise<DatabaseFacts | null>,
  isSandbox: boolean,
): Promise<SettingsCheck[]> {
  const name = 'database'
  const durability = 'database-durability'
  try {
    const facts = await readFacts()
    if (facts === null) {
      const later = unknown(
        ['内置的 Postgres 现在没有运行，随应用启动。'],
        ['The embedded Postgres does not run now; it starts with the app.'],
      )
      return [toCheck(name, databaseTitle, later)]
    }
    const { version, bytes, off } = facts
    const size = `${Math.ceil(bytes / 1024 / 1024)} MB`
    return [
      toCheck(
        name,
        databaseTitle,
        version >= leastVersion
          ? ok([`Postgres ${version}，${size}。`], [`Postgres ${version}, ${size}.`])
          : failed(
              [`Postgres ${version} 太旧。`, `升级到 Postgres ${leastVersion} 或更新版本。`],
              [`Postgres ${version} is too old.`, `Upgrade to Postgres ${leastVersion} or newer.`],
            ),
      ),
      toCheck(durability, durabilityTitle, durabilityOf(off, isSandbox)),
    ]
  } catch (error) {
    return [
      toCheck(name, databaseTitle, unreachable(error)),
      toCheck(durability, durabilityTitle, notYet),
    ]
  }
}

function durabilityOf(off: readonly string[], isSandbox: boolean): Verdict {
  if (off.length === 0)
    return ok(['写入确认后不会因断电丢失。'], ['What it has acknowledged survives a power cut.'])
  if (isSandbox) return ok(['演示环境不保留数据。'], ['The sandbox keeps no data.'])
  return failed(
    [
      `${off.join('、')} 已关闭：断电会丢失已确认的数据，甚至损坏数据库。`,
      '在 postgresql.conf 里打开，然后执行 select pg_reload_conf()。',
    ],
    [
      `${off.join(', ')} ${off.length === 1 ? 'is' : 'are'} off: a power cut loses acknowledged data, or breaks the database.`,
      'Turn on in postgresql.conf, then run select pg_reload_conf().',
    ],
  )
}

/** The driver's message may name hosts and people, so only its code is shown. */
function unreachable(error: unknown): Verdict {
  const code = codeOf(error)
  return failed(
    [
      `连不上数据库（${code}）。`,
      '检查 DATABASE_URL 的主机、端口、用户名和密码，以及数据库是否正在运行。',
    ],
    [
      `The database cannot be reached (${code}).`,
      'Check host, port, user and password in DATABASE_URL, and whether the database runs.',
    ],
  )
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  if ('code' in error && typeof error.code === 'string') return error.code
  return error.cause === undefined ? error.name : codeOf(error.cause)
}

const leastFreeBytes = 200 * 1024 * 1024
const fewFreeBytes = 1024 * 1024 * 1024

/** Where the app needs room: its own Postgres keeps its data there, and uploads pass through. */
function folderOf({ databaseUrl, dataDir }: Pick<Config, 'databaseUrl' | 'dataDir'>): string {
  return databaseUrl === null && dataDir !== null ? resolve(dataDir) : tmpdir()
}

export function checkRoom(config: Pick<Config, 'databaseUrl' | 'dataDir'>): Promise<Verdict> {
  return checkDisk(folderOf(config))
}

async function checkDisk(folder: string): Promise<Verdict> {
  try {
    const { bavail, bsize } = await statfs(folder)
    const bytes = bavail * bsize
    const free = `${Math.floor(bytes / 1024 / 1024)} MB`
    if (bytes >= fewFreeBytes)
      return ok([`${folder} 还有 ${free} 可用。`], [`${free} are free in ${folder}.`])
    const few = bytes < leastFreeBytes ? failed : warning
    return few(
      [`${folder} 只剩 ${free} 可用。`, '清理磁盘或扩容；数据库写满磁盘后会停止。'],
      [`Only ${free} are free in ${folder}.`, 'Make room: a database stops on a full disk.'],
    )
  } catch (error) {
    // The app makes its folder when it first starts.
    const isMissing = codeOf(error) === 'ENOENT' && dirname(folder) !== folder
    if (isMissing) return checkDisk(dirname(folder))
    return failed(
      [`不能读取文件夹 ${folder}（${codeOf(error)}）。`, '创建它，并让运行应用的用户可以写入。'],
      [
        `The folder ${folder} cannot be read (${codeOf(error)}).`,
        'Create it, and let the user who runs the app write there.',
      ],
    )
  }
}
