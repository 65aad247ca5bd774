import { createHash, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { realpathSync, rmSync } from 'node:fs'
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
 * Makes this process the only one that uses a folder. The lock is a socket that listens and tells
 * who holds it: it ends with its process however that ends, and, unlike a file with a process id,
 * does not take one container's process for another's. What a killed process left is cleared away.
 * @param folder one that exists
 * @throws StoreError when another process holds the folder
 */
export async function lockFolder(folder: string): Promise<FolderLock> {
  const address = addressOf(realpathSync(folder))
  const token = randomUUID()
  const server = (await listen(address, token)) ?? (await takeOver(folder, address, token))
  // Two that took over at the same moment: the later one has removed the earlier one's socket.
  const holder = await askHolder(address)
  if (holder?.token === token) return { release: () => closeServer(server) }
  await closeServer(server)
  throw inUse(folder, holder)
}

async function takeOver(folder: string, address: string, token: string): Promise<Server> {
  const holder = await askHolder(address)
  if (holder !== null) throw inUse(folder, holder)
  rmSync(address, { force: true })
  const server = await listen(address, token)
  if (server === null) throw inUse(folder, await askHolder(address))
  return server
}

function addressOf(folder: string): string {
  const name = `esign-dingtalk-${createHash('sha256').update(folder).digest('hex').slice(0, 16)}`
  if (platform() === 'win32') return `\\\\.\\pipe\\${name}`
  const address = join(folder, 'lock.sock')
  return Buffer.byteLength(address) <= longestAddress ? address : join(tmpdir(), `${name}.sock`)
}

/** Null when there is a socket already, whether or not somebody listens on it. */
async function listen(address: string, token: string): Promise<Server | null> {
  const server = createServer((socket) => {
    socket.on('error', () => socket.destroy())
    socket.end(`${process.pid} ${token}`)
  })
  server.listen(address)
  try {
    await once(server, 'listening')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') return null
    throw new StoreError(`The lock ${address} of the data folder cannot be made.`, { cause: error })
  }
  return server.unref()
}

/** Whoever listens; it may be too busy to tell its process id. */
type Holder = { pid: string | undefined; token: string | undefined }

/** Null when nobody listens. */
async function askHolder(address: string): Promise<Holder | null> {
  const socket = connect(address)
  try {
    await once(socket, 'connect')
  } catch {
    return null
  }
  let told = ''
  socket.setTimeout(patienceMs, () => socket.destroy())
  try {
    for await (const chunk of socket) told += String(chunk)
  } catch {
    told = ''
  }
  const [pid, token] = told.split(' ')
  return { pid, token }
}

async function closeServer(server: Server): Promise<void> {
  server.close()
  await once(server, 'close')
}

function inUse(folder: string, holder: Holder | null): StoreError {
  const who = holder?.pid ? `the process ${holder.pid}` : 'another process'
  return new StoreError(
    `The data folder ${folder} is in use by ${who}: stop that one, or set another DATA_DIR. To run several instances, set DATABASE_URL.`,
  )
}
