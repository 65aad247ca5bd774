import { reportMemory } from '#proxy/testing/report-memory.ts'
import { startListeningProxy } from './listening-proxy.ts'

/**
 * A proxy in a child process, so that its memory can be measured apart from the test's. Reports its
 * address and its memory.
 */

const proxy = await startListeningProxy(process.argv[2] ?? '', process.argv[3] ?? '')
reportMemory(() => void proxy.close())
process.send?.({ url: proxy.url, headers: proxy.headers })
