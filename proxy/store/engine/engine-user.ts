import { readFileSync, statSync, type Stats } from 'node:fs'
import { dirname } from 'node:path'

/** Whom the engine runs as. */
export type EngineUser = { uid: number; gid: number; name: string }

/** Users that systems have without anybody's doing, the best first. */
const knownNames = ['postgres', 'nobody']

/**
 * Whom the engine of a data folder runs as: Postgres refuses to run as root, so that a process of root
 * gives it to the folder's owner, else to an existing `postgres`, else to `nobody`.
 * @param dataDir one that exists
 * @param ownUid that of this process; null where there are none, as on Windows
 * @returns null when it runs as who we are
 */
export function engineUserOf(
  dataDir: string,
  ownUid: number | null,
  passwd: string = readPasswd(),
): EngineUser | null {
  if (ownUid !== 0) return null
  const users = parsePasswd(passwd)
  const { uid, gid } = statSync(dataDir)
  if (uid !== 0) {
    return { uid, gid, name: users.find((user) => user.uid === uid)?.name ?? String(uid) }
  }
  for (const name of knownNames) {
    const user = users.find((one) => one.name === name)
    if (user !== undefined) return user
  }
  return { uid: 65_534, gid: 65_534, name: 'nobody' }
}

/** Whether a user may go into a folder, or execute a file, by its mode alone. */
export function mayPass({ uid, gid, mode }: Stats, user: EngineUser): boolean {
  if (user.uid === uid) return (mode & 0o100) !== 0
  if (user.gid === gid) return (mode & 0o010) !== 0
  return (mode & 0o001) !== 0
}

/** The outermost folder on the way to a path that a user cannot pass; null when there is none. */
export function obstacleTo(path: string, user: EngineUser): string | null {
  const parents: string[] = []
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    parents.unshift(folder)
    if (folder === dirname(folder)) break
  }
  return parents.find((folder) => !mayPass(statSync(folder), user)) ?? null
}

function parsePasswd(text: string): EngineUser[] {
  return text.split('\n').flatMap((line) => {
    const [name = '', , uid, gid] = line.split(':')
    return name === '' ? [] : [{ name, uid: Number(uid), gid: Number(gid) }]
  })
}

function readPasswd(): string {
  try {
    return readFileSync('/etc/passwd', 'utf8')
  } catch {
    return ''
  }
}
