import { params } from '#shared/rules/words/template.ts'
import { defineWords } from '#web/i18n/words.ts'

export const viewerWords = defineWords({
  zh: {
    page: params('第 {page} 页，共 {pages} 页'),
    pageOnly: params('第 {page} 页'),
    pages: '文件内容',
    zoomOut: '缩小',
    zoomIn: '放大',
    fitWidth: '适合宽度',
    previous: '上一个',
    next: '下一个',
    download: '下载',
    opening: '正在打开文件',
    broken: '这个文件读不出来，可能已经损坏。可以下载后用其他软件打开。',
    locked: '这个文件设有打开密码。请下载后用其他软件打开。',
    tooMuch: '这个文件太复杂，在这里不能显示。可以下载后用其他软件打开。',
    tooMuchPage: '这一页太复杂，在这里不能显示。可以下载后用其他软件查看。',
    otherKind: '这种文件在这里不能显示，可以用其他软件打开。',
    otherWay: '这台设备不能在这里显示文件，可以用其他方式打开。',
    onDevice: '这种文件在这里不能显示。',
    open: '打开',
    notOpened: '没有打开。请点“下载”。',
  },
  en: {
    page: 'Page {page} of {pages}',
    pageOnly: 'Page {page}',
    pages: 'Content of the file',
    zoomOut: 'Zoom out',
    zoomIn: 'Zoom in',
    fitWidth: 'Fit width',
    previous: 'Previous',
    next: 'Next',
    download: 'Download',
    opening: 'Opening the file',
    broken: 'This file cannot be read; it may be damaged. Download it to try another program.',
    locked: 'This file needs a password. Download it and open it with another program.',
    tooMuch:
      'This file is too complex to be shown here. Download it to open it with another program.',
    tooMuchPage:
      'This page is too complex to be shown here. Download the file to see it in another program.',
    otherKind: 'Files of this kind are not shown here. Another program can open it.',
    otherWay: 'This device cannot show files here. It can be opened in another way.',
    onDevice: 'Files of this kind are not shown here.',
    open: 'Open',
    notOpened: 'It did not open. Press “Download”.',
  },
})
