import { setTimeout as delay } from 'node:timers/promises'
import { slow4g } from '../network.ts'
import { devtoolsLink } from './devtools-link.ts'
import { newAuthCode, startOrigins } from './origins.ts'
import { sandboxCorpId } from '../../sandbox/credentials.ts'
const link = devtoolsLink({ ...slow4g, roundTripMs: 0 })
const origins = await startOrigins(link)
const id = 'PRO-SANDBOX-SIGNING'
const all: number[] = []
for (let i = 0; i < 12; i++) {
  const authCode = await newAuthCode(origins.sandbox, 'zhangsan')
  await delay(1500)
  const page = await fetch(`${origins.urls.ours}/flows/${id}?corpId=${sandboxCorpId}`); await page.text()
  await delay(160)
  const t = performance.now()
  const r = await fetch(`${origins.urls.ours}/api/session`, { method: 'POST', headers: { 'content-type': 'application/json', origin: origins.urls.ours }, body: JSON.stringify({ authCode, corpId: sandboxCorpId, taskId: id, outline: true }) })
  await r.text()
  all.push(performance.now() - t)
}
console.log('POST ms', all.map((x) => x.toFixed(1)).join(' '))
await origins.close(); await link.close(); process.exit(0)
