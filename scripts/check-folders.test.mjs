import { expect, it } from 'vitest'
import { crowdedFolders, folderCycles, roomOf } from './check-folders.mjs'

it('counts a subfolder to its folder, and a file on a floor as a folder of its own', () => {
  expect(roomOf('proxy/features/live/testing/x.ts')).toBe('proxy/features/live')
  expect(roomOf('proxy/base/log.ts')).toBe('proxy/base/log.ts')
  expect(roomOf('web/components/page/bar.tsx')).toBe('web/components')
  expect(roomOf('shared/rules/situation/turn-of.ts')).toBe('shared/rules')
  expect(roomOf('scripts/web-build/a.ts')).toBe('scripts')
})

it('tells a cycle of folders once, also one of types alone and one over three folders', () => {
  const pair = new Map([
    ['proxy/base/http/a.ts', "import type { B } from '#proxy/base/store/b.ts'"],
    ['proxy/base/store/b.ts', "export * from '../http/c.ts'"],
    ['proxy/base/http/c.ts', ''],
  ])
  expect(folderCycles(pair)).toEqual([
    'proxy/base/http -> proxy/base/store -> proxy/base/http: proxy/base/http/a.ts imports proxy/base/store/b.ts',
  ])
  const round = new Map([
    ['web/api/a.ts', "import '#web/i18n/b.ts'"],
    ['web/i18n/b.ts', "import '#web/app/c.ts'"],
    ['web/app/c.ts', "const part = () => import('#web/api/a.ts')"],
  ])
  expect(folderCycles(round)).toHaveLength(1)
})

it('finds no cycle where folders import one way, nor inside one folder', () => {
  const sources = new Map([
    ['web/api/a.ts', "import './b.ts'\nimport '#web/i18n/c.ts'\nimport 'react'"],
    ['web/api/b.ts', "import './queries/a.ts'"],
    ['web/api/queries/a.ts', "import '#web/api/b.ts'"],
    ['web/i18n/c.ts', ''],
  ])
  expect(folderCycles(sources)).toEqual([])
})

it('finds folders with too many sources, tests not counted', () => {
  const files = Array.from({ length: 21 }, (_, number) => `web/api/${number}.ts`)
  expect(crowdedFolders(files)).toEqual(['web/api has 21 sources, at most 20 are allowed'])
  expect(crowdedFolders(files.slice(1))).toEqual([])
  expect(crowdedFolders([...files.slice(1), 'web/api/a.test.ts', 'web/api/a.cases.ts'])).toEqual([])
})
