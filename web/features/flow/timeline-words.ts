import { params } from '@nanostores/i18n'
import { count } from '../../i18n/count.ts'
import { defineWords } from '../../i18n/words.ts'

/** The words of the timeline. */
export const timelineWords = defineWords('timeline', {
  zh: {
    title: '操作日志',
    empty: '还没有操作记录。',
    noMatch: '没有符合条件的记录。',
    filterByKind: '按操作筛选',
    filterByPerson: '按人员筛选',
    search: '搜索操作、人员或说明',
    allKinds: '全部操作',
    allPeople: '全部人员',
    otherKinds: '其他操作',
    found: count({ many: '找到 {count} 条' }),
    timeZone: params('时间按 {zone} 显示'),
    unknownOperator: '未知操作人',
    unknownTime: '时间未知',
    isNew: '新',
    newSince: params('上次查看（{time}）后新增 {news}'),
    news: count({ many: '{count} 条' }),
    reminded: params('已提醒 {names}'),
    someone: '未提供姓名的人',
    print: '打印审计记录',
  },
  en: {
    title: 'Activity log',
    empty: 'No activity yet.',
    noMatch: 'Nothing matches.',
    filterByKind: 'Filter by kind',
    filterByPerson: 'Filter by person',
    search: 'Search operations, people, notes',
    allKinds: 'All kinds',
    allPeople: 'All people',
    otherKinds: 'Other operations',
    found: { one: '{count} match', many: '{count} matches' },
    timeZone: 'Times are in {zone}',
    unknownOperator: 'Unknown person',
    unknownTime: 'Unknown time',
    isNew: 'New',
    newSince: '{news} since you last looked ({time})',
    news: { one: '{count} new entry', many: '{count} new entries' },
    reminded: 'Reminded {names}',
    someone: 'a person without a name',
    print: 'Print the audit trail',
  },
})
