import { SandboxControl } from '../../e2e/sandbox-control.ts'
import { sandboxCorpId } from '../../sandbox/credentials.ts'
import { signInAnswerSchema, type SignInAnswer } from '../../shared/session.ts'
import { startApp } from '../app-process.ts'
import type { Variant } from './cells.ts'
import { startLimitOrigin } from './limit-origin.ts'
import type { Link } from './link.ts'
import { startPeerOrigin } from './peer-origin.ts'
import { longFlowId, shortFlowDetail, shortFlowId } from './sample-flow.ts'

/** How long each call to DingTalk or e签宝 takes. */
export const upstreamMs = 50

/** A server's first answers are slow; so many are thrown away. */
const warmUpSignIns = 60

/** Everything that is visited, on one link. */
export type Origins = {
  /** Addresses for the browser; origins. */
  urls: Record<Variant, string>
  sandbox: SandboxControl
  close(): Promise<void>
}

/** Starts all that is visited; the limit and the peer answer what the app answered. */
export async function startOrigins(link: Link): Promise<Origins> {
  const [limitAddress, peerAddress, ourAddress] = await Promise.all([
    link.open(),
    link.open(),
    link.open(),
  ])
  const app = await startApp({ PUBLIC_URL: ourAddress.url, LOG_LEVEL: 'warn' })
  const sandbox = new SandboxControl(app.url)
  await sandbox.fault({
    match: `GET /v2.0/esign/flowTasks/${shortFlowId}`,
    body: shortFlowDetail(Date.now()),
    delayMs: upstreamMs,
  })
  await sandbox.fault({ match: '/', delayMs: upstreamMs })
  const answers = new Map<string, SignInAnswer>()
  const warmUp = Array.from({ length: warmUpSignIns }, () => shortFlowId)
  for (const taskId of [...warmUp, longFlowId]) {
    // One after the other, as people come.
    // oxlint-disable-next-line no-await-in-loop
    answers.set(taskId, await signIn(app.url, ourAddress.url, sandbox, taskId))
  }
  const limit = await startLimitOrigin(answers, upstreamMs)
  const peer = await startPeerOrigin(answers, upstreamMs)
  limitAddress.leadsTo(limit.url)
  peerAddress.leadsTo(peer.url)
  ourAddress.leadsTo(app.url)
  return {
    urls: { limit: limitAddress.url, peer: peerAddress.url, ours: ourAddress.url },
    sandbox,
    async close() {
      limit.close()
      peer.close()
      await app.stop()
    },
  }
}

/** A code that is good for one sign-in. */
export async function newAuthCode(sandbox: SandboxControl, userId: string): Promise<string> {
  const code = await sandbox.authCode(userId, sandboxCorpId)
  if (code === undefined) throw new Error(`the sandbox does not know ${userId}`)
  return code
}

async function signIn(
  appUrl: string,
  publicUrl: string,
  sandbox: SandboxControl,
  taskId: string,
): Promise<SignInAnswer> {
  const authCode = await newAuthCode(sandbox, 'zhangsan')
  const response = await fetch(`${appUrl}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: publicUrl },
    body: JSON.stringify({ authCode, corpId: sandboxCorpId, taskId }),
  })
  return signInAnswerSchema.parse(await response.json())
}
