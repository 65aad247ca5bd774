import { existsSync } from 'node:fs'
import { internalApp, sandboxCorpId, thirdPartyApp } from './credentials.ts'
import { startSandbox } from './listen.ts'
import { sandboxPort } from './sandbox-port.ts'
import { seedCorps } from './seed/corps.ts'
import { seedFlows } from './seed/flows.ts'

if (existsSync('.env')) process.loadEnvFile()
const port = sandboxPort(process.env['SANDBOX_PORT'])
if (port === null) {
  process.stderr.write('SANDBOX_PORT is not a port: use a number from 1 to 65535.\n')
  process.exit(1)
}
const { url } = await startSandbox({ port }).catch((error: unknown) => {
  const reason = error instanceof Error ? error.message : String(error)
  process.stderr.write(`Cannot listen (${reason}). SANDBOX_PORT sets another port.\n`)
  process.exit(1)
})
const people = seedCorps(Date.now()).find((corp) => corp.corpId === sandboxCorpId)?.people ?? []

process.stdout.write(`Sandbox of DingTalk and e签宝 on ${url}

Settings for the proxy, internal app:
  DINGTALK_API_URL=${url}
  DINGTALK_OAPI_URL=${url}
  DINGTALK_CORP_ID=${sandboxCorpId}
  DINGTALK_CLIENT_ID=${internalApp.clientId}
  DINGTALK_CLIENT_SECRET=${internalApp.clientSecret}
  DINGTALK_AGENT_ID=${internalApp.agentId}
or, third-party app:
  DINGTALK_APP_KIND=third-party
  DINGTALK_CLIENT_ID=${thirdPartyApp.suiteKey}
  DINGTALK_CLIENT_SECRET=${thirdPartyApp.suiteSecret}
  DINGTALK_SUITE_TICKET=${thirdPartyApp.suiteTicket}
  DINGTALK_URGE_TEMPLATE_ID=${thirdPartyApp.templates.approved}

People (POST ${url}/_sandbox/auth-codes {"userId": "…"} signs one in):
${people.map((person) => `  ${person.userId.padEnd(10)} ${person.name} ${person.title}`).join('\n')}

Flows:
${seedFlows(Date.now())
  .map((flow) => `  ${flow.taskId.padEnd(26)} ${flow.title}`)
  .join('\n')}
`)
