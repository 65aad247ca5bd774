import { readFileSync, statSync, type Stats } from 'node:fs'
import { dirname } from 'node:path'
import { dataOf } from './data-paths.ts'

export type EngineUser = { uid: number; gid: number; name: string }

const knownNames = ['postgres', 'nobody']

/**
 * The user the engine of a data folder runs as. Postgres refuses to run as root and on data of
 * another user, so a root process uses the owner of existing data, or else of the folder, or else an
 * existing `postgres`, or else `nobody`.
 * @param dataDir an existing folder
 * @param ownUid of this process; null on systems without uids, such as Windows
 * @returns null if it runs as the user of this process
 */
export function engineUserOf(
  dataDir: string,
  ownUid: number | null,
  passwd: string = readPasswd(),
): EngineUser | null {
  if (ownUid !== 0) return null
  const users = parsePasswd(passwd)
  for (const path of [dataOf(dataDir), dataDir]) {
    const { uid, gid } = statSync(path, { throwIfNoEntry: false }) ?? { uid: 0, gid: 0 }
    if (uid !== 0) return { uid, gid, name: nameOf(uid, users) }
  }
  for (const name of knownNames) {
    const user = users.find((one) => one.name === name)
    if (user !== undefined) return user
  }
  return { uid: 65_534, gid: 65_534, name: 'nobody' }
}

export function nameOf(uid: number, users = parsePasswd(readPasswd())): string {
  return users.find((user) => user.uid === uid)?.name ?? String(uid)
}

/** Whether a user may enter a folder or execute a file, judging by its mode alone. */
export function mayPass({ uid, gid, mode }: Stats, user: EngineUser): boolean {
  if (user.uid === uid) return (mode & 0o100) !== 0
  if (user.gid === gid) return (mode & 0o010) !== 0
  return (mode & 0o001) !== 0
}

/** The outermost parent of a path that a user cannot enter; null if there is none. */
export function blockedParent(path: string, user: EngineUser): string | null {
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
