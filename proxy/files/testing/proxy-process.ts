import { tellMemory } from '#proxy/testing/tell-memory.ts'
import { startListeningProxy } from './listening-proxy.ts'

/**
 * A proxy in a process of its own, so that its memory can be told from that of the test. Tells
 * where it listens, and its memory.
 */

const proxy = await startListeningProxy(process.argv[2] ?? '', process.argv[3] ?? '')
tellMemory(() => void proxy.close())
process.send?.({ url: proxy.url, headers: proxy.headers })
