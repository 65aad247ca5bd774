import { createHash, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { readdirSync, realpathSync, rmSync } from 'node:fs'
import { connect, createServer, type Server } from 'node:net'
import { platform, tmpdir } from 'node:os'
import { join } from 'node:path'
import { StoreError } from './database.ts'

export type FolderLock = { release(): Promise<void> }

/** Longer ones are no addresses of sockets on every system. */
const longestAddress = 100

/** How long whoever holds the lock may take to say who it is. */
const patienceMs = 2000

/**
 * Makes this process the only one that uses a folder. Whoever wants it listens on a socket of its
 * own beside those of the others, and only then looks whether another one is alive; so of two, at
 * least one sees the other and gives way. A socket ends with its process however that ends, and,
 * unlike a process id in a file, does not take one container's process for another's. What killed
 * processes left is cleared away.
 * @param folder one that exists
 * @throws StoreError when another process holds the folder
 */
export async function lockFolder(folder: string): Promise<FolderLock> {
  const { place, prefix } = placeOf(realpathSync(folder))
  const name = `${prefix}${randomBytes(4).toString('hex')}.sock`
  const server = await listen(join(place, name))
  const namesThere = () => readdirSync(place).filter((other) => other.startsWith(prefix))
  for (const other of namesThere().filter((one) => one !== name)) {
    const holder = await askHolder(join(place, other))
    if (holder !== null) {
      await closeServer(server)
      throw inUse(folder, holder)
    }
    rmSync(join(place, other), { force: true })
  }
  if (namesThere().includes(name)) return { release: () => closeServer(server) }
  // Another one took ours for dead, in the moment before we listened.
  await closeServer(server)
  throw inUse(folder, 'another process')
}

/** Where the sockets for a folder are: inside it unless its path is too long, or this is Windows. */
function placeOf(folder: string): { place: string; prefix: string } {
  const hash = createHash('sha256').update(folder).digest('hex').slice(0, 16)
  if (platform() === 'win32') return { place: '\\\\.\\pipe\\', prefix: `esign-dingtalk-${hash}-` }
  const isShort = Buffer.byteLength(join(folder, 'lock-00000000.sock')) <= longestAddress
  return isShort
    ? { place: folder, prefix: 'lock-' }
    : { place: tmpdir(), prefix: `esign-dingtalk-${hash}-` }
}

async function listen(address: string): Promise<Server> {
  const server = createServer((socket) => {
    socket.on('error', () => socket.destroy())
    socket.end(`the process ${process.pid}`)
  })
  server.listen(address)
  try {
    await once(server, 'listening')
  } catch (error) {
    throw new StoreError(`The data folder cannot be locked by ${address}.`, { cause: error })
  }
  return server.unref()
}

/** Who listens, in words; null when nobody does. */
async function askHolder(address: string): Promise<string | null> {
  const socket = connect(address)
  try {
    await once(socket, 'connect')
  } catch {
    return null
  }
  // It may be too busy to answer; it is alive all the same.
  socket.setTimeout(patienceMs, () => socket.destroy())
  let told = ''
  try {
    for await (const chunk of socket) told += String(chunk)
  } catch {
    told = ''
  }
  return told === '' ? 'another process' : told
}

/** Removes its socket too. */
async function closeServer(server: Server): Promise<void> {
  server.close()
  await once(server, 'close')
}

function inUse(folder: string, holder: string): StoreError {
  return new StoreError(
    `The data folder ${folder} is in use by ${holder}: stop that one, or set another DATA_DIR. To run several instances, set DATABASE_URL.`,
  )
}
