import type { SettingsCheck } from '#shared/schemas/settings-checks.ts'
import type { AppState } from '#shared/schemas/corp/corp.ts'
import { settle } from '#proxy/base/http/section.ts'
import { ProblemError } from '#proxy/base/problem.ts'
import type { Esign } from '#proxy/upstream/esign/esign.ts'
import { failed, notYet, ok, toCheck, unexpected, type Verdict } from './verdict.ts'

type CheckedEsign = Pick<Esign, 'getAppState' | 'getCorpRealName' | 'getAuthorisationUrl'>

/** How far an organisation is in e签宝. */
export async function checkEsign(esign: CheckedEsign, corpId: string): Promise<SettingsCheck[]> {
  const [state, realName, initialised] = await Promise.all([
    settle(esign.getAppState(corpId)),
    settle(esign.getCorpRealName(corpId)),
    // The only question that tells. Nobody opens the address, which lapses after two hours.
    settle(esign.getAuthorisationUrl(corpId, {})),
  ])
  return [
    toCheck('esign-installed', ['e签宝 应用', 'eSign app'], ofState(state, installed)),
    toCheck(
      'esign-initialised',
      ['e签宝 开发者账号', 'eSign developer account'],
      ofAccount(initialised),
    ),
    toCheck('esign-authorised', ['e签宝 授权', 'eSign authorisation'], ofState(state, authorised)),
    toCheck('esign-verified', ['e签宝 企业实名', 'eSign verification'], ofRealName(realName)),
  ]
}

function ofState(state: AppState | ProblemError, read: (state: AppState) => Verdict): Verdict {
  if (!(state instanceof ProblemError)) return read(state)
  return state.code === 'upstream-permission' ? notYet : unexpected(state)
}

function installed({ install }: AppState): Verdict {
  return install === 'installed'
    ? ok(['已安装。'], ['Installed.'])
    : failed(
        ['组织没有安装 e签宝 应用，或已停用。', '请管理员在钉钉应用中心安装“e签宝”。'],
        [
          'The organisation has not installed eSign, or has switched it off.',
          'Have an administrator install 「e签宝」 in DingTalk’s app centre.',
        ],
      )
}

function authorised({ authorisation }: AppState): Verdict {
  return authorisation === 'authorised'
    ? ok(['组织已授权本应用。'], ['The organisation has authorised this app.'])
    : failed(
        [
          '组织没有授权本应用使用 e签宝，不能查看和发起合同。',
          '请管理员打开 /admin，在“组织状态”里点“去授权”。',
        ],
        [
          'The organisation has not authorised this app in eSign: contracts can be neither shown nor started.',
          'Have an administrator open /admin, and authorise it under the organisation’s status.',
        ],
      )
}

function ofAccount(outcome: unknown): Verdict {
  if (!(outcome instanceof ProblemError))
    return ok(['开发者账号已初始化。'], ['The developer account is initialised.'])
  if (outcome.code !== 'esign-not-initialised')
    return outcome.code === 'upstream-permission' ? notYet : unexpected(outcome)
  return failed(
    [
      '开发者账号还没有在 e签宝 初始化，组织不能授权。',
      '确认 PUBLIC_URL 是最终的 https 地址，再由运营人员打开 /admin?view=developer 初始化一次。',
    ],
    [
      'The developer account is not initialised in eSign, so the organisation cannot authorise the app.',
      'Make sure that PUBLIC_URL is the final https address, then have an operator initialise it once at /admin?view=developer.',
    ],
  )
}

function ofRealName(
  realName: Awaited<ReturnType<Esign['getCorpRealName']>> | ProblemError,
): Verdict {
  if (realName instanceof ProblemError) {
    const isEarly = ['corp-not-authorised', 'upstream-permission'].includes(realName.code)
    return isEarly ? notYet : unexpected(realName)
  }
  return realName.status === 'verified'
    ? ok(['企业已实名认证。'], ['The company is verified.'])
    : failed(
        [
          '企业没有在 e签宝 实名认证，不能盖企业章。',
          '请钉钉主管理员或子管理员打开 /admin，在“组织状态”里点“去认证”。',
        ],
        [
          'The company is not verified in eSign: company seals cannot be used.',
          'Have a main or sub-administrator open /admin, and verify it under the organisation’s status.',
        ],
      )
}
