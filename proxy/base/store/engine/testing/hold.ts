import { startEmbeddedPostgres } from '#proxy/base/store/engine/embedded-postgres.ts'

/** To be killed: starts an engine on the given folder, prints its address, and waits. */

const [dataDir = ''] = process.argv.slice(2)
const log = { info: () => {}, warn: () => {} }
const { url } = await startEmbeddedPostgres({ dataDir: dataDir === '' ? null : dataDir, log })
process.stdout.write(`${url}\n`)
setInterval(() => {}, 60_000)
