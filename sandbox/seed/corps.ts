import {
  internalApp,
  newCorpId,
  sandboxCorpId,
  secondCorpId,
  strangerCorpId,
  thirdPartyApp,
} from '#sandbox/credentials.ts'
import type { Corp, Person } from '#sandbox/state/people.ts'

/** The organisation in which the sandbox's people work. */
export const companyName = '杭州星河科技有限公司'

/** The other party of the contracts that an outside person signs. */
export const partnerName = '上海云帆贸易有限公司'

const newCompanyName = '苏州启程科技有限公司'

const dayMs = 24 * 60 * 60_000

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

/** A customer that can work. */
const working: Omit<Corp, 'corpId' | 'name' | 'people' | 'sealApprovers'> = {
  opened: [thirdPartyApp.suiteKey],
  switchedOff: [],
  hasLeft: false,
  boughtUntil: null,
  esignInstalled: true,
  esignAuthorised: true,
  realNameVerified: true,
  margin: 100,
  missingScopes: [],
  outsideRange: [],
}

/** A company that has opened the app and done nothing else. */
function newCompany(corpId: string, name: string): Corp {
  return {
    corpId,
    name,
    people: [
      person('xinyuan', '新员', '总经理', {
        sysLevel: 1,
        realNameVerified: false,
        mayUseCompanySeal: true,
      }),
      person('maoyi', '毛一', '采购专员'),
      person('youer', '尤二', '法务经理', { mayUseCompanySeal: true }),
    ],
    ...working,
    opened: [internalApp.clientId, thirdPartyApp.suiteKey],
    esignInstalled: false,
    esignAuthorised: false,
    sealApprovers: ['youer'],
  }
}

/** The main organisation in place of the one with samples: the same id, other people. */
export function seedNewCompany(now: number): Corp[] {
  return [newCompany(sandboxCorpId, newCompanyName), ...seedCorps(now).slice(1)]
}

/** An employee, an approver and an administrator: user ids and names. */
type Staff = readonly [employee: string[], approver: string[], admin: string[]]

function staffed(corpId: string, staff: Staff): Pick<Corp, 'people' | 'sealApprovers'> {
  const titles = ['业务专员', '法务经理', '总经理']
  const people = staff.map(([userId = '', name = ''], index) => ({
    ...person(userId, name, titles[index] ?? '', {
      sysLevel: index === 2 ? 1 : 0,
      mayUseCompanySeal: index > 0,
    }),
    // Ids of persons are unique in all organisations.
    unionId: `sandbox-union-${corpId}-${userId}`,
  }))
  return { people, sealApprovers: people.slice(1).map(({ userId }) => userId) }
}

/** Organisations of which each lacks something that the third-party app needs. */
function troubledCorps(now: number): Corp[] {
  const corp = (corpId: string, name: string, staff: Staff, trouble: Partial<Corp>): Corp => {
    return { corpId, name, ...staffed(corpId, staff), ...working, ...trouble }
  }
  return [
    corp(
      'dingsandbox2c4e6a8b0d1f3579',
      '武汉晨光印务有限公司',
      [
        ['chenyi', '陈一'],
        ['huanger', '黄二'],
        ['wusan', '吴三'],
      ],
      { esignAuthorised: false, margin: 0 },
    ),
    corp(
      'dingsandbox3d5f7b9c1e204681',
      '南京远山餐饮有限公司',
      [
        ['linyi', '林一'],
        ['heer', '何二'],
        ['gaosan', '高三'],
      ],
      { margin: 0 },
    ),
    corp(
      'dingsandbox4e608c0d2f315792',
      '西安大河建筑有限公司',
      [
        ['luoyi', '罗一'],
        ['zhenger', '郑二'],
        ['liangsan', '梁三'],
      ],
      { boughtUntil: now - 3 * dayMs },
    ),
    corp(
      'dingsandbox5f719d1e304268a3',
      '青岛海石贸易有限公司',
      [
        ['songyi', '宋一'],
        ['xieer', '谢二'],
        ['hansan', '韩三'],
      ],
      { switchedOff: [thirdPartyApp.suiteKey] },
    ),
    corp(
      'dingsandbox6082ae2f415379b4',
      '长沙竹林文化有限公司',
      [
        ['dengyi', '邓一'],
        ['caoer', '曹二'],
        ['pengsan', '彭三'],
      ],
      { opened: [], hasLeft: true },
    ),
  ]
}

/**
 * New organisations: the main one, a second one, one for each trouble of the third-party app, one
 * that is not set up, and one that has opened no app.
 */
export function seedCorps(now: number): Corp[] {
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
      hasLeft: false,
      boughtUntil: null,
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
        person('xuba', '许八', '法务经理', { mayUseCompanySeal: true }),
        person('zhoujiu', '周九', '总经理', { sysLevel: 1, mayUseCompanySeal: true }),
      ],
      ...working,
      realNameVerified: false,
      margin: 0,
      sealApprovers: ['xuba', 'zhoujiu'],
    },
    ...troubledCorps(now),
    newCompany(newCorpId, newCompanyName),
    {
      corpId: strangerCorpId,
      name: '广州蓝湾物流有限公司',
      people: [
        person('guliu', '顾六', '业务专员'),
        person('mengqi', '孟七', '法务经理', { mayUseCompanySeal: true }),
        person('wushi', '吴十', '总经理', { sysLevel: 1 }),
      ],
      ...working,
      opened: [],
      esignInstalled: false,
      esignAuthorised: false,
      realNameVerified: false,
      margin: 0,
      sealApprovers: ['mengqi'],
    },
  ]
}
