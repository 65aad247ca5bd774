import { expect, it } from 'vitest'
import { type AuditKind, auditKinds } from '#shared/rules/codes/audit-kind.ts'
import { languages } from '#shared/rules/languages.ts'
import { auditActor, auditDetail } from './audit-details.ts'

const operator = 'dingoperator:boss'

/** What each kind keeps, and how it is read in Chinese and English. */
const details: Record<AuditKind, [kept: string | null, zh: string, en: string, userId?: string][]> =
  {
    'flow-opened': [],
    'documents-opened': [['采购合同.pdf', '采购合同.pdf', '采购合同.pdf']],
    'archive-taken': [],
    'approval-opened': [['INSTANCE-1', '审批 INSTANCE-1', 'Approval INSTANCE-1']],
    'sign-url-asked': [],
    'sign-link-made': [['孙八', '孙八', '孙八']],
    'link-made': [],
    'export-taken': [
      ['flows.csv', '合同列表', 'List of contracts'],
      ['statistics.csv', '统计', 'Figures'],
      ['corps.csv', '组织列表', 'List of organisations'],
      ['orders.csv', '订单列表', 'List of orders'],
      [
        'audit.csv PRO-1 link-made 李四',
        '访问记录 PRO-1 生成分享链接 李四',
        'Access log PRO-1 Made a share link 李四',
      ],
    ],
    'flows-imported': [
      ['1', '1 份', '1 contract'],
      ['30', '30 份', '30 contracts'],
    ],
    'flow-registered': [['李四, 孙八', '李四、孙八', '李四, 孙八']],
    'settings-changed': [
      ['Asia/Tokyo', '时区：日本标准时间', 'Time zone: Japan Standard Time'],
      [
        'en · + 2026-10-08 off',
        '消息语言：English · 添加 2026-10-08 休息',
        'Language of messages: English · Added 2026-10-08 off',
      ],
      ['− 2026-10-10 working', '删除 2026-10-10 上班', 'Removed 2026-10-10 working'],
      ['assistant-key made', '新建钉钉助手的密钥', 'Made the key of DingTalk’s assistants'],
      [
        'assistant-key withdrawn',
        '撤销钉钉助手的密钥',
        'Withdrew the key of DingTalk’s assistants',
      ],
      ['assistant-key proved', '验证钉钉助手的密钥', 'Proved the key of DingTalk’s assistants'],
      ['something later', 'something later', 'something later'],
    ],
    'access-granted': [['钱七', '钱七', '钱七']],
    'access-refused': [['钱七', '钱七', '钱七']],
    'terms-changed': [
      ['ends, notice, keepers', '到期日期、提前通知、履约人', 'Ends, Notice, Looked after by'],
      ['noticeBy', '最晚通知日', 'Last day of notice'],
    ],
    'terms-removed': [],
    'terms-renewed': [
      ['2026-12-04 → 2027-12-04', '2026-12-04 → 2027-12-04', '2026-12-04 → 2027-12-04'],
    ],
    'assistant-asked': [
      ['whoami', '查询身份', 'Who is asking'],
      [
        'find_contracts · 钉钉助手',
        '查找合同 · 钉钉助手',
        'Search of contracts · DingTalk assistant',
      ],
      ['constructor · 我的助手', 'constructor · 我的助手', 'constructor · 我的助手'],
    ],
    'assistant-token-made': [['我的助手', '我的助手', '我的助手']],
    'assistant-token-withdrawn': [['我的助手', '我的助手', '我的助手']],
    'robot-asked': [],
    'corp-refreshed': [
      ['dingone', '组织 dingone', 'Organisation dingone'],
      ['dingone 17', '组织 dingone · 订单 17', 'Organisation dingone · Order 17'],
      ['17', '订单 17', 'Order 17', operator],
    ],
    'developer-initialised': [['dingone', '组织 dingone', 'Organisation dingone']],
    'package-ordered': [['17', '订单 17', 'Order 17', operator]],
    'data-deleted': [['dingone', '组织 dingone', 'Organisation dingone']],
  }

const entry = { userId: 'lisi', name: '李四', at: Date.UTC(2026, 4, 6) }

it.each(auditKinds)('details are read in the language of the reader: %s', (kind) => {
  for (const [detail, zh, en, userId = 'lisi'] of details[kind]) {
    const read = languages.map((language) =>
      auditDetail({ ...entry, userId, kind, detail }, language),
    )
    expect(read).toEqual([zh, en])
  }
  expect(auditDetail({ ...entry, kind, detail: null }, 'en')).toBeNull()
})

it.each([
  { userId: 'lisi', name: 'FLOW_LINK_SECRET', zh: 'FLOW_LINK_SECRET', en: 'FLOW_LINK_SECRET' },
  { userId: 'server', name: 'FLOW_LINK_SECRET', zh: '其他系统', en: 'Another system' },
  { userId: 'server', name: 'RELIEVED_DATA_DAYS', zh: '到期自动清理', en: 'Removal after a time' },
  { userId: '', name: '钉钉助手', zh: '钉钉助手', en: 'DingTalk assistant' },
  { userId: 'server', name: '本应用', zh: '本应用', en: 'This app' },
  { userId: '', name: 'e签宝', zh: 'e签宝', en: 'eSign' },
])('who acted is read so, too: $userId $name', ({ zh, en, ...who }) => {
  const acted = { ...entry, ...who, kind: 'link-made', detail: null } as const
  expect(languages.map((language) => auditActor(acted, language))).toEqual([zh, en])
})
