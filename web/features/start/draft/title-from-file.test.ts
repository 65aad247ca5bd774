import { expect, it } from 'vitest'
import { checkStartFlow, maxTitleLength } from '#shared/rules/start-flow/start-flow-rules.ts'
import { titleFromFile } from './title-from-file.ts'

it.each([
  ['采购合同.pdf', '采购合同'],
  ['v1.2 终稿.docx', 'v1.2 终稿'],
  ['合同*终稿？.pdf', '合同 终稿'],
  ['🎉合同🎉.pdf', '合同'],
  ['.pdf', ''],
])('of %j is %j', (name, title) => {
  expect(titleFromFile(name)).toBe(title)
})

it('is always a valid title', () => {
  const name = `${'合'.repeat(maxTitleLength - 1)}𠮷长.pdf`
  const draft = { launch: 'direct' as const, title: titleFromFile(name), files: [], signers: [] }
  expect(checkStartFlow(draft).filter(({ path }) => path[0] === 'title')).toEqual([])
})
