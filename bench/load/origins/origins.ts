import { SandboxControl } from '#e2e/support/sandbox-control.ts'
import { recordSandboxFlows } from '#proxy/features/sandbox-control/sandbox-flows.ts'
import type { Registry } from '#proxy/base/store/registry.ts'
import { internalApp, sandboxCorpId } from '#sandbox/credentials.ts'
import { startSandbox } from '#sandbox/listen.ts'
import { type Device, deviceHeader } from '#shared/rules/flow-page.ts'
import { signInAnswerSchema, type SignInAnswer } from '#shared/schemas/session.ts'
import type { AppProcess } from '#bench/app-process.ts'
import { startAppWith } from './app-with-records.ts'
import type { Variant } from '#bench/load/cells.ts'
import { startLimitOrigin } from './limit-origin.ts'
import type { Link } from '#bench/load/links/link.ts'
import { longFlowId, shortFlowDetail, shortFlowId } from './sample-flow.ts'

/** How long each call to DingTalk or e签宝 takes. */
export const upstreamMs = 50

/** A server's first answers are slow, so this many sign-ins are not measured. */
const warmUpSignIns = 60

/** The servers of all variants, on one link. */
export type Origins = {
  urls: Record<Variant, string>
  sandbox: SandboxControl
  close(): Promise<void>
}

/** Starts both variants. The limit replays our app's answers. */
export async function startOrigins(link: Link): Promise<Origins> {
  const [limitAddress, ourAddress] = await Promise.all([link.open(), link.open()])
  const { app, sandbox, stop } = await startOurs(ourAddress.url)
  const answers = new Map<string, SignInAnswer>()
  const warmUp = Array.from({ length: warmUpSignIns }, () => shortFlowId)
  for (const taskId of [...warmUp, longFlowId]) {
    answers.set(taskId, await signIn(app.url, ourAddress.url, sandbox, taskId))
  }
  const limit = await startLimitOrigin(answers, upstreamMs)
  limitAddress.leadsTo(limit.url)
  ourAddress.leadsTo(app.url)
  return {
    urls: { limit: limitAddress.url, ours: ourAddress.url },
    sandbox,
    async close() {
      limit.close()
      await stop()
    },
  }
}

type Ours = { app: AppProcess; sandbox: SandboxControl; stop: () => Promise<void> }

/** The app as in production: a separate server plays DingTalk and e签宝, with a delay. */
async function startOurs(publicUrl: string): Promise<Ours> {
  const played = await startSandbox()
  const record = ({ flows }: Registry) =>
    recordSandboxFlows(flows, played.sandbox.knownFlows(), Date.now())
  const app = await startAppWith(record, {
    PUBLIC_URL: publicUrl,
    LOG_LEVEL: 'warn',
    SESSION_SECRET: 'a session secret of more than 32 bytes',
    DINGTALK_API_URL: played.url,
    DINGTALK_OAPI_URL: played.url,
    DINGTALK_CORP_ID: sandboxCorpId,
    DINGTALK_CLIENT_ID: internalApp.clientId,
    DINGTALK_CLIENT_SECRET: internalApp.clientSecret,
    DINGTALK_AGENT_ID: internalApp.agentId,
  })
  const sandbox = new SandboxControl(played.url)
  await sandbox.fault({
    match: `GET /v2.0/esign/flowTasks/${shortFlowId}`,
    body: shortFlowDetail(Date.now()),
    delayMs: upstreamMs,
  })
  await sandbox.fault({ match: '/', delayMs: upstreamMs })
  const stop = async () => {
    await app.stop()
    await played.close()
  }
  return { app, sandbox, stop }
}

/** An auth code for one sign-in. */
export async function newAuthCode(sandbox: SandboxControl, userId: string): Promise<string> {
  const code = await sandbox.authCode(userId, sandboxCorpId)
  if (code === undefined) throw new Error(`the sandbox does not know ${userId}`)
  return code
}

async function deviceOf(appUrl: string): Promise<Device> {
  const page = await (await fetch(appUrl)).text()
  const app = /\bdata-part="app"[^>]*\/assets\/([\w-]+\.js)/.exec(page)?.[1] ?? ''
  const timeZone = 'Asia/Shanghai'
  return { app, language: 'zh', timeZone, now: Date.now(), isWide: false }
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
    headers: {
      'content-type': 'application/json',
      origin: publicUrl,
      // With this header the proxy also draws the page, as for devices; the first pages are slow
      // too.
      [deviceHeader]: JSON.stringify(await deviceOf(appUrl)),
    },
    body: JSON.stringify({ authCode, corpId: sandboxCorpId, taskId }),
  })
  const [json = ''] = (await response.text()).split('\n')
  return signInAnswerSchema.parse(JSON.parse(json))
}
