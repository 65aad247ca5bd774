import { tellMemory } from '#proxy/testing/tell-memory.ts'
import { startListeningProxy } from './listening-proxy.ts'

/**
 * A proxy in a child process, so that its memory can be measured apart from the test's. Reports its
 * address and its memory.
 */

const proxy = await startListeningProxy(process.argv[2] ?? '', process.argv[3] ?? '')
tellMemory(() => void proxy.close())
process.send?.({ url: proxy.url, headers: proxy.headers })
