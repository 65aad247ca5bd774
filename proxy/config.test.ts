import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { ConfigError, readConfig } from './config.ts'

const live = {
  DINGTALK_CLIENT_ID: 'dingclient',
  DINGTALK_CLIENT_SECRET: 'secret',
  DINGTALK_CORP_ID: 'dingcorp',
  SESSION_SECRET: 's'.repeat(32),
}

/** The problems that are reported for these settings. */
function problemsOf(env: Record<string, string>): readonly string[] {
  try {
    readConfig(env)
  } catch (error) {
    if (error instanceof ConfigError) return error.problems
    throw error
  }
  return []
}

it('.env.example explains all settings', async () => {
  const asked = new Set<string>()
  readConfig(
    new Proxy<Record<string, string>>(
      {},
      {
        get(_, name) {
          asked.add(String(name))
          return undefined
        },
      },
    ),
  )
  asked.delete('NODE_ENV')
  const text = await readFile(new URL('../.env.example', import.meta.url), 'utf8')
  const explained = [...text.matchAll(/^#([A-Z_]+)=/gm)].map(([, name]) => name)
  // The others are read by compose.yaml and by the sandbox.
  expect(new Set(explained)).toEqual(asked.add('POSTGRES_PASSWORD').add('SANDBOX_PORT'))
})

describe('without any setting', () => {
  it('the sandbox is used, on this machine only', () => {
    expect(readConfig({})).toEqual({
      host: '127.0.0.1',
      port: 8080,
      publicUrl: 'http://localhost:8080',
      appKind: 'internal',
      dingtalk: null,
      generation: '2.0',
      reminderTemplateId: null,
      sessionSecrets: null,
      flowAccess: 'participants',
      flowLinkSecrets: null,
      noticeSecrets: null,
      browserSignIn: false,
      assistants: false,
      tokenCall: 'corp',
      relievedDataDays: null,
      renewalUrl: null,
      eventSource: 'off',
      robot: 'http',
      robotCode: null,
      dingtalkEvents: null,
      databaseUrl: null,
      dataDir: null,
      workers: 1,
      adminUserIds: new Set(),
      operatorUserIds: new Set(),
      launchHosts: ['esign.cn', 'tsign.cn', 'dingtalk.com'],
      webhookHosts: [],
      jsapiSignature: 'SHA-256',
      todos: true,
      processCentre: false,
      sweepCallsPerDay: 200,
      quietHours: { from: 22, until: 8 },
      timeZone: 'Asia/Shanghai',
      metricsToken: null,
      logLevel: 'info',
    })
  })

  it('empty settings count as missing', () => {
    expect(readConfig({ PORT: '', DINGTALK_CLIENT_ID: ' ', SESSION_SECRET: '' })).toEqual(
      readConfig({}),
    )
  })

  it('production refuses to start', () => {
    expect(problemsOf({ NODE_ENV: 'production' })).toEqual([
      expect.stringContaining('DINGTALK_CLIENT_ID and DINGTALK_CLIENT_SECRET are missing'),
    ])
  })
})

describe('the robot', () => {
  it('is off by default, and played on the sandbox', () => {
    expect(readConfig(live).robot).toBe('off')
    expect(readConfig({ DINGTALK_EVENTS: 'stream' }).robot).toBe('stream')
  })

  it('over the line needs the line', () => {
    expect(readConfig({ ...live, DINGTALK_ROBOT: 'http' }).robot).toBe('http')
    expect(readConfig({ ...live, DINGTALK_ROBOT: 'stream', DINGTALK_EVENTS: 'stream' }).robot).toBe(
      'stream',
    )
    expect(problemsOf({ ...live, DINGTALK_ROBOT: 'stream' })).toEqual([
      expect.stringContaining('needs DINGTALK_EVENTS=stream'),
    ])
  })
})

describe('sandbox mode', () => {
  it('keeps no files unless a folder is set', () => {
    expect(readConfig({ DATA_DIR: './here' }).dataDir).toBe('./here')
    expect(readConfig({}).dataDir).toBeNull()
  })

  it.each(['localhost', 'a.b.localhost', '127.0.0.1', '127.8.8.8', '::1', '[::1]'])(
    'may listen on %s',
    (HOST) => {
      expect(readConfig({ HOST }).host).toBe(HOST)
    },
  )

  it.each(['0.0.0.0', '::', '192.168.1.2', 'contracts.example', '127.example'])(
    'refuses to listen on %s',
    (HOST) => {
      expect(problemsOf({ HOST })).toEqual([expect.stringContaining(`HOST=${HOST}`)])
    },
  )

  it('refuses addresses of DingTalk, which would not be used', () => {
    expect(problemsOf({ DINGTALK_API_URL: 'http://127.0.0.1:9030' })).toEqual([
      expect.stringContaining('set DINGTALK_CLIENT_ID and DINGTALK_CLIENT_SECRET too'),
    ])
  })
})

describe('a real app', () => {
  it('gets the defaults', () => {
    expect(readConfig(live)).toMatchObject({
      dingtalk: {
        clientId: 'dingclient',
        clientSecret: 'secret',
        corpId: 'dingcorp',
        suiteTicket: null,
        agentId: null,
        apiUrl: 'https://api.dingtalk.com',
        oapiUrl: 'https://oapi.dingtalk.com',
        loginUrl: 'https://login.dingtalk.com',
      },
      sessionSecrets: [live.SESSION_SECRET],
      flowAccess: 'participants',
      flowLinkSecrets: null,
      databaseUrl: null,
      dataDir: './data',
    })
  })

  it('gets all settings', () => {
    const config = readConfig({
      ...live,
      HOST: '0.0.0.0',
      PORT: '9000',
      PUBLIC_URL: 'https://contracts.example/',
      DINGTALK_APP_KIND: 'third-party',
      DINGTALK_SUITE_TICKET: 'ticket',
      DINGTALK_AGENT_ID: '3000000009',
      DINGTALK_URGE_TEMPLATE_ID: 'template',
      DINGTALK_API_URL: 'https://gateway.example/api/',
      DINGTALK_OAPI_URL: 'http://gateway.example:81',
      ESIGN_GENERATION: '1.0',
      SESSION_SECRET: `${'a'.repeat(32)}, ${'b'.repeat(32)}`,
      FLOW_ACCESS: 'corp',
      FLOW_LINK_SECRET: `${'c'.repeat(32)}, ${'d'.repeat(32)}`,
      ESIGN_NOTICE_SECRET: 'new-secret_1, old.secret~2',
      DINGTALK_TOKEN: 'unified',
      RELIEVED_DATA_DAYS: '30',
      RENEWAL_URL: 'https://market.example/app',
      DINGTALK_EVENTS: 'http',
      DINGTALK_ROBOT: 'http',
      DINGTALK_ROBOT_CODE: 'dingrobot',
      DINGTALK_CALLBACK_TOKEN: '123456',
      DINGTALK_CALLBACK_AES_KEY: '1234567890123456789012345678901234567890123',
      DATABASE_URL: 'postgres://app:hunter2@db.example:5433/contracts?sslmode=require',
      DATA_DIR: '/var/lib/contracts',
      ADMIN_USER_IDS: 'dingcorp:zhangsan, dingcorp:lisi,',
      OPERATOR_USER_IDS: 'dingcorp:wangwu',
      LAUNCH_HOSTS: 'Esign.example, sign.example',
      WEBHOOK_HOSTS: 'CRM.corp, 10.0.0.8',
      JSAPI_SIGNATURE: 'SHA-1',
      DINGTALK_TODOS: 'on',
      DINGTALK_PROCESS_CENTRE: 'on',
      SWEEP_CALLS_PER_DAY: '0',
      QUIET_HOURS: '20 - 24',
      TIME_ZONE: 'Asia/Urumqi',
      METRICS_TOKEN: 'a-token-of-16-ch',
      LOG_LEVEL: 'debug',
      WORKERS: '4',
    })
    expect(config).toEqual({
      host: '0.0.0.0',
      port: 9000,
      publicUrl: 'https://contracts.example',
      appKind: 'third-party',
      dingtalk: {
        clientId: 'dingclient',
        clientSecret: 'secret',
        // A third-party app serves many corps.
        corpId: null,
        suiteTicket: 'ticket',
        agentId: '3000000009',
        apiUrl: 'https://gateway.example/api',
        oapiUrl: 'http://gateway.example:81',
        loginUrl: 'https://login.dingtalk.com',
      },
      generation: '1.0',
      reminderTemplateId: 'template',
      sessionSecrets: ['a'.repeat(32), 'b'.repeat(32)],
      flowAccess: 'corp',
      flowLinkSecrets: ['c'.repeat(32), 'd'.repeat(32)],
      noticeSecrets: ['new-secret_1', 'old.secret~2'],
      browserSignIn: false,
      assistants: false,
      tokenCall: 'unified',
      relievedDataDays: 30,
      renewalUrl: 'https://market.example/app',
      eventSource: 'http',
      robot: 'http',
      robotCode: 'dingrobot',
      dingtalkEvents: {
        token: '123456',
        aesKey: '1234567890123456789012345678901234567890123',
      },
      databaseUrl: 'postgres://app:hunter2@db.example:5433/contracts?sslmode=require',
      dataDir: '/var/lib/contracts',
      workers: 4,
      adminUserIds: new Set(['dingcorp:zhangsan', 'dingcorp:lisi']),
      operatorUserIds: new Set(['dingcorp:wangwu']),
      launchHosts: ['esign.example', 'sign.example'],
      webhookHosts: ['crm.corp', '10.0.0.8'],
      jsapiSignature: 'SHA-1',
      todos: true,
      processCentre: true,
      sweepCallsPerDay: 0,
      quietHours: { from: 20, until: 0 },
      timeZone: 'Asia/Urumqi',
      metricsToken: 'a-token-of-16-ch',
      logLevel: 'debug',
    })
    expect(Object.isFrozen(config)).toBe(true)
  })

  it.each([
    ['DINGTALK_CLIENT_ID', { DINGTALK_CLIENT_ID: '' }],
    ['DINGTALK_CLIENT_SECRET', { DINGTALK_CLIENT_SECRET: '' }],
    ['DINGTALK_CORP_ID', { DINGTALK_CORP_ID: '' }],
    ['DINGTALK_CORP_ID', { DINGTALK_CORP_ID: 'ding corp' }],
    ['DINGTALK_AGENT_ID', { DINGTALK_AGENT_ID: 'contracts' }],
    ['SESSION_SECRET', { SESSION_SECRET: '' }],
    ['SESSION_SECRET', { SESSION_SECRET: 's'.repeat(31) }],
    ['SESSION_SECRET', { SESSION_SECRET: `${'s'.repeat(32)},short` }],
    ['FLOW_ACCESS', { FLOW_ACCESS: 'everybody' }],
    ['DINGTALK_TODOS', { DINGTALK_TODOS: 'yes' }],
    ['DINGTALK_PROCESS_CENTRE', { DINGTALK_PROCESS_CENTRE: '1' }],
    ['SWEEP_CALLS_PER_DAY', { SWEEP_CALLS_PER_DAY: '-1' }],
    ['QUIET_HOURS', { QUIET_HOURS: '22-25' }],
    ['QUIET_HOURS', { QUIET_HOURS: 'at night' }],
    ['QUIET_HOURS', { QUIET_HOURS: '0-24' }],
    ['QUIET_HOURS', { QUIET_HOURS: '24-0' }],
    ['QUIET_HOURS', { QUIET_HOURS: '24-24' }],
    ['QUIET_HOURS', { QUIET_HOURS: '8-8' }],
    ['TIME_ZONE', { TIME_ZONE: 'Shanghai' }],
    ['FLOW_LINK_SECRET', { FLOW_LINK_SECRET: 'short' }],
    ['FLOW_LINK_SECRET', { FLOW_LINK_SECRET: `${'l'.repeat(32)},${live.SESSION_SECRET}` }],
    ['ESIGN_NOTICE_SECRET', { ESIGN_NOTICE_SECRET: 'short' }],
    ['ESIGN_NOTICE_SECRET', { ESIGN_NOTICE_SECRET: 'long-enough,but/with-a-slash' }],
    ['DINGTALK_EVENTS=http needs', { DINGTALK_EVENTS: 'http' }],
    ['DINGTALK_EVENTS=push', { DINGTALK_EVENTS: 'push' }],
    ['DINGTALK_CALLBACK_TOKEN', { DINGTALK_CALLBACK_AES_KEY: 'k'.repeat(43) }],
    [
      'DINGTALK_CALLBACK_TOKEN',
      { DINGTALK_CALLBACK_TOKEN: 'a b', DINGTALK_CALLBACK_AES_KEY: 'k'.repeat(43) },
    ],
    ['DINGTALK_CALLBACK_AES_KEY', { DINGTALK_CALLBACK_TOKEN: '123456' }],
    [
      'DINGTALK_CALLBACK_AES_KEY',
      { DINGTALK_CALLBACK_TOKEN: '123456', DINGTALK_CALLBACK_AES_KEY: `${'k'.repeat(42)}=` },
    ],
    ['DINGTALK_APP_KIND', { DINGTALK_APP_KIND: 'Internal' }],
    ['BROWSER_SIGN_IN', { BROWSER_SIGN_IN: 'yes' }],
    ['BROWSER_SIGN_IN', { BROWSER_SIGN_IN: 'on', DINGTALK_APP_KIND: 'third-party' }],
    ['ESIGN_GENERATION', { ESIGN_GENERATION: '3.0' }],
    ['ESIGN_GENERATION', { ESIGN_GENERATION: '1.0' }],
    ['LOG_LEVEL', { LOG_LEVEL: 'loud' }],
    ['PORT', { PORT: '0' }],
    ['PORT', { PORT: '65536' }],
    ['PORT', { PORT: '80a' }],
    ['PUBLIC_URL', { PUBLIC_URL: 'contracts.example' }],
    ['PUBLIC_URL', { PUBLIC_URL: 'https://contracts.example/app' }],
    ['DINGTALK_API_URL', { DINGTALK_API_URL: 'ftp://api.example' }],
    ['DINGTALK_OAPI_URL', { DINGTALK_OAPI_URL: 'https://api.example/?a=b' }],
    ['DATABASE_URL', { DATABASE_URL: 'mysql://db.example/contracts' }],
    ['DATABASE_URL', { DATABASE_URL: 'db.example' }],
    ['DATABASE_URL', { DATABASE_URL: 'postgres://' }],
    ['DATABASE_URL', { DATABASE_URL: 'postgres:///contracts' }],
    ['LAUNCH_HOSTS', { LAUNCH_HOSTS: 'esign.cn,https://tsign.cn' }],
    ['LAUNCH_HOSTS', { LAUNCH_HOSTS: '*.esign.cn' }],
    ['JSAPI_SIGNATURE', { JSAPI_SIGNATURE: 'md5' }],
    ['METRICS_TOKEN', { METRICS_TOKEN: 'one-of-fifteen-' }],
    ['WORKERS', { WORKERS: '0' }],
    ['WORKERS', { WORKERS: 'two' }],
    ['WORKERS', { WORKERS: '1000' }],
  ])('requires a valid %s: %j', (name, env) => {
    const problems = problemsOf({ ...live, ...env })
    expect(problems).toEqual([expect.stringContaining(name)])
  })

  it("counts a secret's bytes, not its characters", () => {
    expect(problemsOf({ ...live, SESSION_SECRET: '密'.repeat(11) })).toEqual([])
  })

  it('reports all problems at once', () => {
    const env = { DINGTALK_CLIENT_ID: 'dingclient', PORT: 'x', LOG_LEVEL: 'x' }
    expect(problemsOf(env)).toHaveLength(5)
    expect(() => readConfig(env)).toThrow(/PORT.*\n.*/)
  })

  it('does not quote the password of an address', () => {
    const env = {
      ...live,
      DINGTALK_API_URL: 'https://user:hunter2@gateway.example',
      DATABASE_URL: 'mysql://user:hunter2@db.example/contracts',
    }
    expect(problemsOf(env).join()).not.toContain('hunter2')
    expect(problemsOf(env)).toHaveLength(2)
  })
})

describe.each(['ADMIN_USER_IDS', 'OPERATOR_USER_IDS'])('%s', (name) => {
  it('may name people by user id alone, or with their organisation', () => {
    expect(problemsOf({ ...live, [name]: 'zhangsan,dingcorp:lisi' })).toEqual([])
  })

  it('must name people of a third-party app with their organisation', () => {
    const thirdParty = { DINGTALK_APP_KIND: 'third-party' }
    for (const env of [{ ...live, ...thirdParty }, thirdParty]) {
      expect(problemsOf({ ...env, [name]: 'dingcorp:lisi' })).toEqual([])
      expect(problemsOf({ ...env, [name]: 'zhangsan,dingcorp:lisi,wangwu' })).toEqual([
        expect.stringMatching(`^${name} has user ids without an organisation: zhangsan, wangwu\\.`),
      ])
    }
  })

  it.each([':lisi', 'dingcorp:', 'a:b:c'])('refuses %s', (person) => {
    expect(problemsOf({ ...live, [name]: person })).toEqual([
      expect.stringMatching(`^${name} has invalid parts: ${person}\\.`),
    ])
  })
})
