import { count, params } from '#shared/rules/words/template.ts'
import { defineWords } from '#web/i18n/words.ts'

export const archiveWords = defineWords({
  zh: {
    title: '下载文件',
    what: count({ many: '{count} 份合同的文件会打包成一个 zip。' }),
    preparing: '正在准备…',
    flowsSoFar: params('正在下载第 {flow} 份，共 {flows} 份 · {size}'),
    filesSoFar: params('正在下载第 {file} 个文件 · {size}'),
    progress: '下载进度',
    inClient: '已交给钉钉，请在钉钉里选择保存位置。',
    inClientPc: '已交给钉钉下载，请在钉钉的下载列表里查看。',
    clientRefused: '钉钉没有保存，改为直接下载。',
    saved: '已保存到钉盘',
    savedOnPc: '已保存',
    started: '已开始下载',
    downloaded: count({ many: '已下载 {count} 份合同的文件' }),
    missing: '已下载，但有的文件没有取到；是哪些，见压缩包里的说明文件。',
    keepOpen: '下载时请不要离开这个页面。',
  },
  en: {
    title: 'Download files',
    what: {
      one: 'The files of {count} contract come as one zip.',
      many: 'The files of {count} contracts come as one zip.',
    },
    preparing: 'Preparing…',
    flowsSoFar: 'Contract {flow} of {flows} · {size}',
    filesSoFar: 'File {file} · {size}',
    progress: 'Download progress',
    inClient: 'Handed to DingTalk. Choose there where to save it.',
    inClientPc: 'Handed to DingTalk. See its list of downloads.',
    clientRefused: 'DingTalk did not save it, so it is downloaded here.',
    saved: 'Saved to DingTalk Drive',
    savedOnPc: 'Saved',
    started: 'Download started',
    downloaded: {
      one: 'Files of {count} contract downloaded',
      many: 'Files of {count} contracts downloaded',
    },
    missing: 'Downloaded, but some files could not be fetched. A text in the zip names them.',
    keepOpen: 'Stay on this page while it downloads.',
  },
})
