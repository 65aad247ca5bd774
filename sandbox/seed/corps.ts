import {
  internalApp,
  sandboxCorpId,
  secondCorpId,
  strangerCorpId,
  thirdPartyApp,
} from '#sandbox/credentials.ts'
import type { Corp, Person } from '#sandbox/people.ts'

/** The organisation in which the sandbox's people work. */
export const companyName = '杭州星河科技有限公司'

/** The other party of the contracts that an outside person signs. */
export const partnerName = '上海云帆贸易有限公司'

function person(
  userId: string,
  name: string,
  title: string,
  rest: Partial<Pick<Person, 'sysLevel' | 'realNameVerified' | 'mayUseCompanySeal'>> = {},
): Person {
  return {
    userId,
    unionId: `sandbox-union-${userId}`,
    name,
    title,
    sysLevel: 0,
    realNameVerified: true,
    mayUseCompanySeal: false,
    ...rest,
  }
}

/** New organisations: the main one, a second one, and one that has opened no app. */
export function seedCorps(): Corp[] {
  return [
    {
      corpId: sandboxCorpId,
      name: companyName,
      people: [
        person('zhangsan', '张三', '采购专员'),
        person('lisi', '李四', '法务经理', { mayUseCompanySeal: true }),
        person('wangwu', '王五', '总经理', { sysLevel: 1, mayUseCompanySeal: true }),
        person('zhaoliu', '赵六', '行政主管', { sysLevel: 2, realNameVerified: false }),
        person('qianqi', '钱七', '前端工程师'),
      ],
      opened: [internalApp.clientId, thirdPartyApp.suiteKey],
      switchedOff: [],
      esignInstalled: true,
      esignAuthorised: true,
      realNameVerified: true,
      margin: 100,
      missingScopes: [],
      outsideRange: [],
      sealApprovers: ['lisi', 'wangwu'],
    },
    {
      corpId: secondCorpId,
      name: '成都青禾软件有限公司',
      people: [
        // User ids are unique within an organisation only: this is not the main one's 张三.
        { ...person('zhangsan', '张珊', '销售代表'), unionId: 'sandbox-union-zhangshan' },
        person('zhoujiu', '周九', '总经理', { sysLevel: 1, mayUseCompanySeal: true }),
      ],
      opened: [thirdPartyApp.suiteKey],
      switchedOff: [],
      esignInstalled: true,
      esignAuthorised: true,
      realNameVerified: false,
      margin: 0,
      missingScopes: [],
      outsideRange: [],
      sealApprovers: ['zhoujiu'],
    },
    {
      corpId: strangerCorpId,
      name: '广州蓝湾物流有限公司',
      people: [person('wushi', '吴十', '总经理', { sysLevel: 1 })],
      opened: [],
      switchedOff: [],
      esignInstalled: false,
      esignAuthorised: false,
      realNameVerified: false,
      margin: 0,
      missingScopes: [],
      outsideRange: [],
      sealApprovers: [],
    },
  ]
}
