import type { AuditKind } from '#shared/rules/codes/audit-kind.ts'
import type { FileLanguage } from '#shared/schemas/file-language.ts'
import type { View } from '#proxy/base/store/flows/view-journal.ts'
import { byteOrderMark, csvLine, timeField } from './csv.ts'

type Words = {
  head: readonly string[]
  yes: string
  no: string
  kinds: Record<AuditKind, string>
}

const words = {
  zh: {
    head: ['时间', '任务编号', '合同标题', '用户 ID', '姓名', '凭分享链接', '操作', '对象'],
    yes: '是',
    no: '否',
    kinds: {
      'flow-opened': '打开合同',
      'documents-opened': '文件打开',
      'archive-taken': '打包下载文件',
      'approval-opened': '打开审批页',
      'sign-url-asked': '获取签署地址',
      'sign-link-made': '获取外部签署链接',
      'link-made': '生成分享链接',
      'export-taken': '导出文件',
      'flows-imported': '导入合同归属',
      'flow-registered': '登记合同人员',
      'settings-changed': '修改组织设置',
      'access-granted': '同意查看申请',
      'access-refused': '拒绝查看申请',
      'assistant-asked': '由助手查询',
      'assistant-token-made': '新建助手令牌',
      'assistant-token-withdrawn': '撤销助手令牌',
      'robot-asked': '由机器人查询',
      'corp-refreshed': '运营人员重新读取状态',
      'developer-initialised': '运营人员初始化',
      'package-ordered': '运营人员下单套餐',
      'data-deleted': '运营人员删除数据',
    },
  },
  en: {
    head: [
      'Time',
      'Task ID',
      'Contract title',
      'User ID',
      'Name',
      'By shared link',
      'Action',
      'Object',
    ],
    yes: 'yes',
    no: 'no',
    kinds: {
      'flow-opened': 'Opened the contract',
      'documents-opened': 'Opened a file',
      'archive-taken': 'Took its documents as an archive',
      'approval-opened': 'Opened an approval page',
      'sign-url-asked': 'Asked for the signing address',
      'sign-link-made': 'Took the signing link of somebody outside',
      'link-made': 'Made a shared link',
      'export-taken': 'Took an export',
      'flows-imported': 'Imported owners of contracts',
      'flow-registered': 'Registered people of the contract',
      'settings-changed': 'Changed settings of the organisation',
      'access-granted': 'Let somebody see it',
      'access-refused': 'Refused to let somebody see it',
      'assistant-asked': 'Asked by assistant',
      'assistant-token-made': 'Made a token for an assistant',
      'assistant-token-withdrawn': 'Withdrew the token of an assistant',
      'robot-asked': 'Asked by robot',
      'corp-refreshed': 'Operator read the state again',
      'developer-initialised': 'Operator initialised the account',
      'package-ordered': 'Operator ordered a package',
      'data-deleted': 'Operator deleted the data',
    },
  },
} as const satisfies Record<FileLanguage, Words>

/** Who did what, as a CSV file, a part for each of the views; times in UTC. */
export async function* auditFile(
  views: AsyncIterable<View>,
  language: FileLanguage,
): AsyncGenerator<string> {
  const { head, yes, no, kinds } = words[language]
  yield byteOrderMark + csvLine(head)
  for await (const { at, kind, taskId, title, detail, userId, name, byLink } of views) {
    const what = [kinds[kind], detail ?? '']
    const time = timeField(at)
    yield csvLine([time, taskId ?? '', title ?? '', userId, name, byLink ? yes : no, ...what])
  }
}
