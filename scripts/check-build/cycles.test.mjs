import { expect, it } from 'vitest'
import { findCycles } from './cycles.mjs'

it('finds scripts that import each other, directly or through others', () => {
  const scripts = new Map([
    ['assets/a.js', 'import{b}from"./b.js";import"./d.js";b()'],
    ['assets/b.js', 'export{c as b}from"./c.js"'],
    ['assets/c.js', 'import{a}from"./a.js";export const c=a'],
    ['assets/d.js', 'export const d=()=>import("./a.js")'],
  ])
  expect(findCycles(scripts)).toEqual(['assets/a.js → assets/b.js → assets/c.js → assets/a.js'])
})

it('accepts a script that is imported twice', () => {
  const scripts = new Map([
    ['a.js', 'import"./b.js";import"./c.js"'],
    ['b.js', 'import"./c.js"'],
    ['c.js', ''],
  ])
  expect(findCycles(scripts)).toEqual([])
})
